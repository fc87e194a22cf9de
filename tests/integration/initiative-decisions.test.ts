import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { initiativesOperations } from '../../shared/initiatives/operations.ts'
import { getWardBudget } from '../../shared/wards/budgets/operations.ts'
import { councilDecides, personas, startInitiatives } from '../support/builders/initiatives/initiative-api.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { type Answered, send } from '../support/services/http-event.ts'

const { ada, council, manager } = personas
let system: Awaited<ReturnType<typeof startInitiatives>>
beforeAll(async () => {
  system = await startInitiatives()
})

const statuses = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status).sort()

describe('deciding', () => {
  const budget = async () =>
    (await send(system.wards, getWardBudget, { params: { wardCode: 'oude-noorden', year: '2026' } })).body
  const award = (id: string, by: typeof council | typeof manager = council) =>
    system.step('decideInitiative', id, { by, ifMatch: 3, body: { outcome: 'award', reason: 'Goed plan.' } })

  it('deciding by the ward manager is refused if the ward council decides', async () => {
    expect(await award(await system.admitted(), manager)).toMatchObject({
      status: 403,
      body: { code: 'not-yours-to-decide' },
    })
  })

  it('deciding is first come, first served: of three in parallel as many are awarded as the budget pays for', async () => {
    const ids = [await system.admitted(), await system.admitted(), await system.admitted()]
    const answers = await Promise.all(ids.map((id) => award(id)))
    expect(statuses(answers)).toEqual([200, 200, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'budget-exhausted' })
    expect(await budget()).toMatchObject({ totalCents: 500_000, committedCents: 400_000, remainingCents: 100_000 })
  })

  it('deciding with the same version twice takes the money once', async () => {
    const id = await system.admitted({ amountCents: 10_000 })
    expect(statuses([await award(id), await award(id)])).toEqual([200, 412])
    expect(await budget()).toMatchObject({ committedCents: 410_000 })
  })

  it('deciding leads to completion, and all steps are public without persons', async () => {
    const id = await system.admitted({ amountCents: 10_000 })
    await award(id)
    await system.step('startInitiative', id, { by: manager, ifMatch: 4 })
    await system.step('completeInitiative', id, { by: manager, ifMatch: 5 })
    const { body } = await system.step('getInitiative', id, {})
    const { steps } = z.object({ steps: z.array(z.looseObject({ step: z.string() })) }).parse(body)
    expect(body).toMatchObject({ status: 'done', awardedCents: 10_000, reason: 'Goed plan.' })
    expect(steps.map(({ step }) => step)).toEqual(['submit', 'admit', 'award', 'start', 'complete'])
    expect(JSON.stringify(body)).not.toContain('clerk-')
  })
})

describe('withdrawing', () => {
  it('withdrawing is possible before the award but not after it', async () => {
    const withdraw = (id: string, ifMatch: number) => system.step('withdrawInitiative', id, { by: ada, ifMatch })
    const [early, late] = [await system.admitted(), await system.admitted({ amountCents: 1 })]
    await system.step('decideInitiative', late, { by: council, ifMatch: 3, body: { outcome: 'award', reason: 'Ja.' } })
    expect(await withdraw(early, 3)).toMatchObject({ status: 200, body: { status: 'withdrawn' } })
    expect(await withdraw(late, 4)).toMatchObject({ status: 409, body: { code: 'too-late-to-withdraw' } })
  })

  it('withdrawing a draft keeps it hidden', async () => {
    const id = await system.drafted()
    await system.step('withdrawInitiative', id, { by: ada, ifMatch: 1 })
    expect((await system.step('getInitiative', id, {})).status).toBe(404)
  })
})

describe('the events', () => {
  it('the events contain nothing about persons', async () => {
    const said = (await eventsIn(system.tables.table)).map(({ detail }) => detail).join('\n')
    expect(said).toContain('nl.wijk.initiatives.initiative-awarded.v1')
    for (const secret of ['Bakker', 'example.org', 'Buur', 'NL91', 'Noordsingel', '"ada"', 'supporter-'])
      expect(said).not.toContain(secret)
  })
})

describe('an initiative on which the ward council decides', () => {
  const verdict = (id: string, body: object) =>
    system.ask(initiativesOperations.decideInitiative, {
      by: council,
      ifMatch: 3,
      params: { initiativeId: id },
      body: { reason: 'Goed plan.', ...body },
    })
  const codeOf = ({ body }: Answered) => z.object({ code: z.string().optional() }).parse(body).code

  it('an initiative on which the ward council decides is decided only as a decision of a formal meeting on this initiative says', async () => {
    const [id, other] = [await system.admitted({ amountCents: 20_000 }), await system.admitted({ amountCents: 20_000 })]
    expect(codeOf(await verdict(id, { outcome: 'award' }))).toBe('council-decision-needed')
    const of = (
      about: string,
      proposal: 'award' | 'decline',
      more: object,
      how?: 'reject' | 'put-off' | 'decide-outside',
    ) => councilDecides(system.tables.table, about, proposal, more, how)
    const awarding = { outcome: 'award' }
    for (const decisionId of [
      await of(other, 'award', {}),
      await of(id, 'award', {}, 'put-off'),
      await of(id, 'award', {}, 'decide-outside'),
      await of(id, 'decline', {}, 'reject'),
    ])
      expect(codeOf(await verdict(id, { ...awarding, decisionId }))).toBe('council-decision-needed')
    const less = await of(id, 'award', { amountCents: 15_000 })
    expect(codeOf(await verdict(id, { outcome: 'decline', decisionId: less }))).toBe('not-as-decided')
    expect(codeOf(await verdict(id, { ...awarding, amountCents: 16_000, decisionId: less }))).toBe('not-as-decided')
    const awarded = await verdict(id, { ...awarding, decisionId: less })
    expect(awarded).toMatchObject({ status: 200, body: { status: 'awarded' } })
    expect(JSON.stringify(awarded.body)).toContain('15000')
    const rejected = await of(other, 'award', {}, 'reject')
    expect(await verdict(other, { outcome: 'decline', decisionId: rejected })).toMatchObject({ status: 200 })
  })
})
