// Every step can be undone or has a warning: drafts are deleted, awards renounced or lapsed, decisions objected to.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { listMyInitiatives } from '../../shared/initiatives/operations.ts'
import { getWardBudget, setWardBudget } from '../../shared/wards/budgets/operations.ts'
import { personas, startInitiatives } from '../support/builders/initiatives/initiative-api.ts'
import { completeBody, eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { scan } from '../support/builders/voting/voting.ts'
import { type Persona, send } from '../support/services/http-event.ts'

const { ada, bo, council, manager } = personas
const { colleague } = personas
let system: Awaited<ReturnType<typeof startInitiatives>>
beforeAll(async () => {
  system = await startInitiatives()
})

const Budget = z.object({ totalCents: z.int(), committedCents: z.int() })
const budget = async () =>
  Budget.parse((await send(system.wards, getWardBudget, { params: { wardCode: 'oude-noorden', year: '2026' } })).body)
const committed = async () => (await budget()).committedCents
const shown = async (id: string) => (await system.step('getInitiative', id, {})).body
const codes = (answers: readonly { readonly body: unknown }[]) =>
  answers.map(({ body }) => z.object({ code: z.string() }).parse(body).code)

const { contact, address, bankAccount } = completeBody
const personal: readonly string[] = [
  ...[contact.name, contact.email, contact.phone, contact.birthDate, address.street, address.postalCode],
  ...[bankAccount.iban, bankAccount.holder, 'Een heel eigen titel', 'sub-of-one'],
]

describe('a draft', () => {
  const one: Persona = { ...ada, sub: 'sub-of-one' }
  const drafted = async () =>
    z
      .object({ id: z.string() })
      .parse((await system.create({ ...completeBody, title: 'Een heel eigen titel' }, { by: one })).body).id
  const discard = (id: string, by: Persona, ifMatch: number) => system.step('discardDraft', id, { by, ifMatch })

  it('a draft can be deleted by its owner, and nothing personal of it remains in the table', async () => {
    const id = await drafted()
    await system.step('editInitiative', id, { by: one, ifMatch: 1, body: { plan: 'Bij Ada Bakker thuis.' } })
    const before = JSON.stringify(await scan(system.table))
    expect(personal.filter((each) => !before.includes(each))).toEqual([])
    expect(await discard(id, one, 2)).toMatchObject({ status: 204, body: undefined })
    const after = JSON.stringify(await scan(system.table))
    expect(personal.filter((each) => after.includes(each))).toEqual([])
    expect((await system.step('getMyInitiative', id, { by: one })).status).toBe(404)
    expect((await system.ask(listMyInitiatives, { by: one })).body).toEqual({ items: [] })
    const published = (await eventsIn(system.table)).filter(({ detail }) => detail.includes(id))
    expect(published.map(({ type }) => type)).toContain('nl.wijk.initiatives.initiative-draft-discarded.v1')
    expect(published.map(({ detail }) => detail).join()).not.toContain('amountCents')
  })

  it('a draft that was withdrawn before anybody saw it can be deleted too', async () => {
    const id = await drafted()
    await system.step('withdrawInitiative', id, { by: one, ifMatch: 1 })
    expect((await discard(id, one, 2)).status).toBe(204)
    expect(JSON.stringify(await scan(system.table))).not.toContain('sub-of-one')
  })

  it('a draft can be deleted only by its owner, and only in the version that they have seen', async () => {
    const id = await drafted()
    expect([(await discard(id, bo, 1)).status, (await discard(id, one, 7)).status]).toEqual([404, 412])
    expect((await system.step('getMyInitiative', id, { by: one })).status).toBe(200)
    await discard(id, one, 1)
  })

  it('a draft that was submitted is public: it can be withdrawn but never deleted', async () => {
    const id = await system.submitted()
    const early = await discard(id, ada, 2)
    await system.step('withdrawInitiative', id, { by: ada, ifMatch: 2 })
    expect(codes([early, await discard(id, ada, 3)])).toEqual(['handed-in-already', 'handed-in-already'])
    expect(await shown(id)).toMatchObject({ status: 'withdrawn' })
  })
})

describe('an award that is never begun', () => {
  const awarded = async (amountCents = 50_000) => {
    const id = await system.admitted({ amountCents })
    await system.step('decideInitiative', id, { by: council, ifMatch: 3, body: { outcome: 'award', reason: 'Ja.' } })
    return id
  }
  const lapse = (id: string, ifMatch: number, at: string) =>
    system.step('lapseAward', id, { by: manager, ifMatch, at, body: { reason: 'Er is niets begonnen.' } })

  it('an award that is never begun can be renounced by its applicant, which frees the money once', async () => {
    const before = await committed()
    const id = await awarded()
    expect((await committed()) - before).toBe(50_000)
    const renounce = (by: Persona, ifMatch: number) => system.step('renounceAward', id, { by, ifMatch })
    expect((await renounce(bo, 4)).status).toBe(403)
    const answers = await Promise.all([renounce(ada, 4), renounce(ada, 4)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    expect(await committed()).toBe(before)
    expect(await shown(id)).toMatchObject({ status: 'renounced', returnedCents: 50_000 })
    expect(await shown(id)).not.toHaveProperty('awardedCents')
  })

  it('an award that is never begun states until when the work can begin, and lapses only after that, with a reason', async () => {
    const before = await committed()
    const id = await awarded()
    // 182 days after the planned start of 1 June.
    expect(await shown(id)).toMatchObject({ beginDueOn: '2026-11-30' })
    expect(await lapse(id, 4, '2026-11-30T22:59:00Z')).toMatchObject({
      status: 409,
      body: { code: 'begin-term-not-over', facts: { dueOn: '2026-11-30' } },
    })
    expect(await lapse(id, 4, '2026-11-30T23:00:00Z')).toMatchObject({ status: 200, body: { status: 'lapsed' } })
    expect(await committed()).toBe(before)
    expect(await shown(id)).toMatchObject({ reason: 'Er is niets begonnen.', returnedCents: 50_000 })
  })

  it('an award that is never begun that lapsed by mistake can be restored while its money is available', async () => {
    const before = await committed()
    const id = await awarded()
    await lapse(id, 4, '2026-12-01T09:00:00Z')
    const restore = (ifMatch: number) =>
      system.step('restoreAward', id, { by: manager, ifMatch, at: '2026-12-02T09:00:00Z' })
    const { totalCents } = await budget()
    const setTotal = async (total: number) => {
      const of = { params: { wardCode: 'oude-noorden', year: '2026' } }
      const etag = (await send(system.wards, getWardBudget, of)).headers.etag ?? ''
      const answer = await send(system.wards, setWardBudget, {
        ...of,
        by: manager,
        ifMatch: Number(etag.replaceAll('"', '')),
        body: { totalCents: total },
      })
      expect(answer.status).toBe(200)
    }
    await setTotal(before)
    expect((await restore(5)).body).toMatchObject({ code: 'budget-exhausted' })
    await setTotal(totalCents)
    expect((await restore(5)).body).toMatchObject({ status: 'awarded', beginDueOn: '2027-06-02' })
    expect((await committed()) - before).toBe(50_000)
  })

  it('an award that is never begun cannot be renounced and cannot lapse once the work has begun', async () => {
    const id = await awarded()
    await system.step('startInitiative', id, { by: manager, ifMatch: 4 })
    const answers = [
      await system.step('renounceAward', id, { by: ada, ifMatch: 5 }),
      await lapse(id, 5, '2027-01-01T09:00:00Z'),
    ]
    expect(codes(answers)).toEqual(['no-award-to-return', 'no-award-to-return'])
  })
})

describe('an objection', () => {
  const grounds = 'Mijn buurvrouw Bep zegt dat het wel past.'
  const refused = async () => {
    const id = await system.submitted()
    await system.step('refuseInitiative', id, { by: council, ifMatch: 2, body: { reason: 'Past niet.' } })
    return id
  }
  const object = (id: string, at: string, by: Persona = ada, ifMatch = 3) =>
    system.step('objectToDecision', id, { by, ifMatch, at, body: { grounds } })
  const decide = (id: string, outcome: string, by: Persona, ifMatch: number) =>
    system.step('decideObjection', id, { by, ifMatch, at: '2026-04-20T09:00:00Z', body: { outcome, reason: 'Want.' } })

  it('an objection to a refusal is possible within six weeks, and not the day after', async () => {
    const id = await refused()
    // Six weeks after Monday 2 March.
    expect(await shown(id)).toMatchObject({ objectionDueOn: '2026-04-13' })
    expect((await object(id, '2026-04-13T22:00:00Z')).body).toMatchObject({
      code: 'objection-too-late',
      facts: { dueOn: '2026-04-13' },
    })
    expect((await object(id, '2026-04-13T21:59:00Z')).body).toMatchObject({ status: 'under-objection', grounds })
  })

  it('an objection is possible only for the applicant, and only staff can read its grounds', async () => {
    const id = await refused()
    expect((await object(id, '2026-03-10T09:00:00Z', bo)).status).toBe(403)
    await object(id, '2026-03-10T09:00:00Z')
    expect(await shown(id)).toMatchObject({
      status: 'under-objection',
      reason: 'Past niet.',
      objection: { filedAt: '2026-03-10T09:00:00.000Z' },
    })
    expect(JSON.stringify(await shown(id))).not.toContain('Bep')
    expect((await system.step('getInitiativeDossier', id, { by: council })).body).toMatchObject({ grounds })
    const published = (await eventsIn(system.table)).map(({ detail }) => detail).join()
    expect(published).not.toContain('Bep')
  })

  it('an objection is decided by another official; if it is upheld, the initiative is assessed again', async () => {
    const id = await refused()
    await object(id, '2026-03-10T09:00:00Z')
    expect((await decide(id, 'uphold', council, 4)).body).toMatchObject({ code: 'own-decision' })
    expect((await decide(id, 'uphold', colleague, 4)).body).toMatchObject({
      status: 'submitted',
      isOverdue: false,
      objection: { outcome: 'uphold', reason: 'Want.' },
    })
  })

  it('an objection that is dismissed does not change the refusal and cannot be made twice', async () => {
    const id = await refused()
    await object(id, '2026-03-10T09:00:00Z')
    expect((await decide(id, 'dismiss', colleague, 4)).body).toMatchObject({ status: 'refused', reason: 'Past niet.' })
    expect(await shown(id)).not.toHaveProperty('objectionDueOn')
    expect((await object(id, '2026-03-11T09:00:00Z', ada, 5)).body).toMatchObject({ code: 'objection-decided' })
  })

  it('an objection to a decision against an award is upheld, which requires a new decision, or dismissed', async () => {
    const declined = async () => {
      const id = await system.admitted()
      await system.step('decideInitiative', id, {
        by: council,
        ifMatch: 3,
        body: { outcome: 'decline', reason: 'Nee.' },
      })
      await object(id, '2026-03-10T09:00:00Z', ada, 4)
      return id
    }
    const [upheld, dismissed] = [await declined(), await declined()]
    expect((await decide(upheld, 'uphold', manager, 5)).body).toMatchObject({ status: 'admitted' })
    expect((await decide(dismissed, 'dismiss', manager, 5)).body).toMatchObject({
      status: 'not-awarded',
      reason: 'Nee.',
    })
  })

  it('an objection is refused if nothing was decided, and ends if the initiative is withdrawn', async () => {
    expect((await object(await system.submitted(), '2026-03-10T09:00:00Z', ada, 2)).body).toMatchObject({
      code: 'nothing-to-object-to',
    })
    const id = await refused()
    await object(id, '2026-03-10T09:00:00Z')
    expect((await system.step('withdrawInitiative', id, { by: ada, ifMatch: 4 })).body).toMatchObject({
      status: 'withdrawn',
    })
  })
})
