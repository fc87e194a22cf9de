// An initiative and its round: leaving it, and withdrawing before and after the announcement.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { start as startRounds } from '../../functions/rounds/api.ts'
import { roundsOperations } from '../../shared/rounds/operations.ts'
import { publishInitiativeRules } from '../../shared/wards/rules/operations.ts'
import { march, personas, startInitiatives } from '../support/builders/initiatives/initiative-api.ts'
import { votingRules } from '../support/builders/initiatives/initiatives.ts'
import { awsEnvironment } from '../support/engine/aws-stub.ts'
import { type Handler, send } from '../support/services/http-event.ts'

const { ada, council, manager } = personas
let system: Awaited<ReturnType<typeof startInitiatives>>
let rounds: Handler

beforeAll(async () => {
  system = await startInitiatives(awsEnvironment({ endpoint: 'http://127.0.0.1:9' }))
  rounds = startRounds(system.environment)
  await send(system.wards, publishInitiativeRules, {
    at: march,
    by: { sub: 'officer', roles: ['rules-officer'] },
    params: { wardCode: 'oude-noorden' },
    body: votingRules({ validFrom: '2026-03-02' }),
  })
})

const Made = z.object({ id: z.string() })
const ask = (name: keyof typeof roundsOperations, input: Parameters<typeof send>[2]) =>
  send(rounds, roundsOperations[name], { at: march, by: manager, ...input })

const createRound = async (): Promise<string> => {
  const body = {
    title: { nl: 'Voorjaarsronde', en: 'Spring round' },
    budgetCents: 300_000,
    opensAt: '2026-04-01T08:00:00+02:00',
    closesAt: '2026-04-14T20:00:00+02:00',
    electorateSize: 5_000,
  }
  return Made.parse((await ask('createRound', { body })).body).id
}
const enter = (roundId: string, initiativeId: string, ifMatch: number) =>
  ask('enterInitiative', { params: { roundId, initiativeId }, ifMatch })
const entriesOf = async (roundId: string) =>
  z.object({ items: z.array(z.unknown()) }).parse((await ask('listRoundEntries', { params: { roundId } })).body).items

describe('an initiative on which residents vote', () => {
  it('an initiative on which residents vote is not decided by the ward council', async () => {
    const body = { outcome: 'award', reason: 'Goed plan.' }
    const answer = await system.step('decideInitiative', await system.admitted(), { by: council, ifMatch: 3, body })
    expect(answer).toMatchObject({ status: 409, body: { code: 'decided-by-residents' } })
  })

  it('an initiative on which residents vote shows its round, and is free again when it is taken out', async () => {
    const [id, roundId] = [await system.admitted(), await createRound()]
    expect((await enter(roundId, id, 1)).status).toBe(200)
    expect((await system.step('getInitiative', id, {})).body).toMatchObject({ status: 'in-round', roundId })
    await ask('removeInitiative', { params: { roundId, initiativeId: id }, ifMatch: 2 })
    const { body } = await system.step('getInitiative', id, {})
    expect(body).toMatchObject({ status: 'admitted' })
    expect(body).not.toHaveProperty('roundId')
  })

  it('an initiative on which residents vote that is withdrawn leaves a round in preparation, and announcing with the old version is refused', async () => {
    const [id, other, roundId] = [await system.admitted(), await system.admitted(), await createRound()]
    await enter(roundId, id, 1)
    await enter(roundId, other, 2)
    const withdrawn = await system.step('withdrawInitiative', id, { by: ada, ifMatch: 4 })
    expect(withdrawn).toMatchObject({ status: 200, body: { status: 'withdrawn' } })
    expect(await entriesOf(roundId)).toMatchObject([{ initiativeId: other }])
    expect(await ask('getRound', { params: { roundId } })).toMatchObject({
      headers: { etag: '"4"' },
      body: { entries: 1 },
    })
  })

  it('an initiative on which residents vote cannot be in two rounds', async () => {
    const id = await system.admitted()
    const [first, second, third] = [await createRound(), await createRound(), await createRound()]
    const answers = await Promise.all([enter(first, id, 1), enter(second, id, 1)])
    // The second request fails: either the version has changed, or, if it read later, the initiative is already in a round.
    const outcomes = answers.map(({ status }) => status).sort()
    expect(outcomes[0]).toBe(200)
    expect([409, 412]).toContain(outcomes[1])
    expect(await enter(third, id, 1)).toMatchObject({ status: 409, body: { code: 'initiative-not-admitted' } })
  })
})
