// A vote of a minute, an initiative that cannot win, two of one name: refused or warned of, as the rules of the ward say.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { enveloped, event } from '../../events/envelope.ts'
import { roundCancelled } from '../../events/rounds.ts'
import { pollResultPublished } from '../../events/voting.ts'
import { start as startAnnouncing } from '../../functions/rounds/announce-round.ts'
import { start as startRounds } from '../../functions/rounds/api.ts'
import { start as startSettling } from '../../functions/rounds/settle-round.ts'
import { listInitiatives } from '../../shared/initiatives/operations.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { PollId, RoundId, WardCode } from '../../shared/kernel/ids.ts'
import { roundsOperations } from '../../shared/rounds/operations.ts'
import { getPoll } from '../../shared/voting/store.ts'
import { getWardBudget, publishInitiativeRules, setWardBudget } from '../../shared/wards/operations.ts'
import { march, personas, startInitiatives } from '../support/builders/initiative-api.ts'
import { votingRules } from '../support/builders/initiatives.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { type Answered, type Handler, type HttpInput, send } from '../support/services/http-event.ts'

const { ada, manager } = personas
const wardCode = 'oude-noorden'
let system: Awaited<ReturnType<typeof startInitiatives>>
let aws: AwsStub
let rounds: Handler
let announcing: Handler
let settle: (delivery: unknown, context: unknown) => Promise<unknown>

const officer = { sub: 'officer', roles: ['rules-officer'] } as const
const voting = { isOn: true, votesPerPerson: 3, minimumVotes: 0, minimumAge: 12 } as const
/** Rules that say nothing of windows and costs until 9 March, and are strict from then on. */
const lenient = march
const strict = '2026-03-09T09:00:00Z'

beforeAll(async () => {
  aws = await startAwsStub()
  system = await startInitiatives(awsEnvironment(aws))
  rounds = startRounds(system.environment)
  announcing = startAnnouncing(system.environment)
  settle = startSettling(system.environment)
  const strictly = { ...voting, shortestWindowHours: 48, dearEntries: 'refuse' }
  for (const body of [
    votingRules({ validFrom: '2026-03-02' }),
    votingRules({ validFrom: '2026-03-09', voting: strictly }),
  ])
    await send(system.wards, publishInitiativeRules, { at: march, by: officer, params: { wardCode }, body })
  await send(system.wards, setWardBudget, {
    at: march,
    by: manager,
    params: { wardCode, year: '2026' },
    body: { totalCents: 20_000_000 },
    ifMatch: 1,
  })
})
afterAll(() => aws.stop())

type Name = keyof typeof roundsOperations
const ask = (name: Name, input: HttpInput): Promise<Answered> =>
  send(name === 'announceRound' ? announcing : rounds, roundsOperations[name], { at: lenient, by: manager, ...input })
const of = (roundId: string, ifMatch: number, more: HttpInput = {}) => ({ params: { roundId }, ifMatch, ...more })
const plan = {
  title: { nl: 'Voorjaarsronde', en: 'Spring round' },
  budgetCents: 300_000,
  opensAt: '2026-04-01T08:00:00Z',
  closesAt: '2026-04-14T20:00:00Z',
  electorateSize: 5_000,
}
const aMinute = { ...plan, closesAt: '2026-04-01T08:01:00Z' }
const Warned = z.object({
  warnings: z
    .array(
      z.object({ code: z.string(), detail: z.string(), about: z.array(z.looseObject({ id: z.string() })).optional() }),
    )
    .optional(),
})
const warningsOf = ({ body }: Answered) => Warned.parse(body).warnings ?? []
const codesOf = (answer: Answered) => warningsOf(answer).map(({ code }) => code)
const Round = z.object({ id: RoundId, pollId: PollId.optional() })
const create = async (change: object = {}, more: HttpInput = {}) =>
  Round.parse((await ask('createRound', { body: { ...plan, ...change }, ...more })).body).id
const enter = (roundId: string, initiativeId: string, ifMatch: number, more: HttpInput = {}) =>
  ask('enterInitiative', { params: { roundId, initiativeId }, ifMatch, ...more })

describe('a vote of a minute', () => {
  it('is warned of where the rules say nothing: planned, changed, announced and moved', async () => {
    const roundId = await create()
    await enter(roundId, await system.admitted({ title: 'Een tuin' }), 1)
    const answers = [
      await ask('createRound', { body: aMinute }),
      await ask('changeRound', of(roundId, 2, { body: { closesAt: aMinute.closesAt } })),
      await ask('announceRound', of(roundId, 3)),
      await ask(
        'rescheduleRound',
        of(roundId, 4, { body: { opensAt: plan.opensAt, closesAt: '2026-04-01T09:00:00Z' } }),
      ),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200])
    expect(answers.map(codesOf)).toEqual(Array.from({ length: 4 }, () => ['window-short']))
    expect(codesOf(await ask('createRound', { body: { ...plan, closesAt: '2026-04-02T08:00:00Z' } }))).toEqual([])
  })

  it('is refused where the rules have a minimum: planned, changed, announced and moved', async () => {
    const body = { ...plan, closesAt: '2026-04-03T07:59:00Z' }
    const early = await create({ closesAt: body.closesAt })
    await enter(early, await system.admitted({ title: 'Een bank' }), 1)
    const enough = await create({ closesAt: '2026-04-03T08:00:00Z' }, { at: strict })
    await enter(enough, await system.admitted({ title: 'Een feest' }), 1, { at: strict })
    const short = { closesAt: body.closesAt }
    const answers = [
      await ask('createRound', { body, at: strict }),
      await ask('changeRound', of(enough, 2, { body: short, at: strict })),
      await ask('announceRound', of(early, 2, { at: strict })),
    ]
    expect((await ask('announceRound', of(enough, 2, { at: strict }))).status).toBe(200)
    answers.push(await ask('rescheduleRound', of(enough, 3, { body: { opensAt: plan.opensAt, ...short }, at: strict })))
    expect(answers.map(({ body }) => body)).toMatchObject(
      Array.from({ length: 4 }, () => ({
        code: 'window-too-short',
        facts: { shortestWindowHours: 48 },
        errors: [{ pointer: '/closesAt' }],
      })),
    )
  })
})

describe('an initiative dearer than the budget', () => {
  const dear = { title: 'Een zwembad', amountCents: 300_001 }

  it('is warned of when it enters, when the budget is lowered and when the round is announced', async () => {
    const roundId = await create()
    const id = await system.admitted(dear)
    const entered = await enter(roundId, id, 1)
    expect(warningsOf(entered)).toMatchObject([{ code: 'entry-above-budget', about: [{ id, title: 'Een zwembad' }] }])
    expect(codesOf(await enter(roundId, await system.admitted({ title: 'Een schommel' }), 2))).toEqual([])
    const lowered = await ask('changeRound', of(roundId, 3, { body: { budgetCents: 250_000 } }))
    expect([codesOf(lowered), codesOf(await ask('announceRound', of(roundId, 4)))]).toEqual([
      ['entry-above-budget'],
      ['entry-above-budget'],
    ])
  })

  it('is refused where the rules say so, when it enters and when the budget was lowered since', async () => {
    const roundId = await create({}, { at: strict })
    expect((await enter(roundId, await system.admitted(dear), 1, { at: strict })).body).toMatchObject({
      code: 'entry-above-budget',
      facts: { budgetCents: 300_000, amountCents: 300_001 },
    })
    await enter(roundId, await system.admitted({ title: 'Een hek' }), 1, { at: strict })
    await enter(roundId, await system.admitted({ title: 'Een bankje', amountCents: 1_000 }), 2, { at: strict })
    await ask('changeRound', of(roundId, 3, { body: { budgetCents: 150_000 }, at: strict }))
    expect((await ask('announceRound', of(roundId, 4, { at: strict }))).body).toMatchObject({
      code: 'entry-above-budget',
    })
    expect((await ask('getRound', { params: { roundId } })).body).toMatchObject({ phase: 'draft' })
  })
})

describe('two initiatives of one name', () => {
  it('are named in the answer, and told apart on the ballot', async () => {
    const roundId = await create()
    await enter(roundId, await system.admitted({ title: 'Speeltuin' }), 1)
    const second = await enter(roundId, await system.admitted({ title: 'SPEELTUIN!' }), 2)
    const third = await enter(roundId, await system.admitted({ title: 'Moestuin' }), 3)
    expect([codesOf(second), codesOf(third)]).toEqual([['titles-alike'], []])
    expect(warningsOf(second)[0]?.about).toHaveLength(2)
    const titles = ['Speeltuin (001)', 'SPEELTUIN! (002)', 'Moestuin']
    const listed = await ask('listRoundEntries', { params: { roundId } })
    expect(listed.body).toMatchObject({ items: titles.map((title) => ({ title })) })
    const { pollId } = Round.parse((await ask('announceRound', of(roundId, 4))).body)
    const poll = await getPoll(system.table, PollId.parse(pollId))
    expect(poll?.frozen.options.map(({ title }) => title)).toEqual(titles)
  })
})

describe('a round in draft', () => {
  it('is called off, and its initiatives are free again', async () => {
    const roundId = await create()
    const id = await system.admitted({ title: 'Een kas' })
    await enter(roundId, id, 1)
    expect((await ask('cancelRound', of(roundId, 2))).body).toMatchObject({ phase: 'cancelled' })
    const cancelled = event(roundCancelled, `rounds/${roundId}`, { roundId, wardCode: WardCode.parse(wardCode) })
    await settle({ detail: enveloped(cancelled, Instant.parse('2026-03-02T10:00:00.000Z')) }, {})
    expect((await system.step('getInitiative', id, {})).body).toMatchObject({ status: 'admitted' })
  })
})

describe('a winner who gives the award up after the count', () => {
  it('gives its money back to the budget from which the round was paid, and nobody else wins by it', async () => {
    const budget = async () =>
      z
        .object({ committedCents: z.int() })
        .parse((await send(system.wards, getWardBudget, { params: { wardCode, year: '2026' } })).body).committedCents
    const before = await budget()
    const roundId = await create()
    const ids = [await system.admitted({ title: 'Een mast' }), await system.admitted({ title: 'Een vlag' })]
    for (const [place, id] of ids.entries()) await enter(roundId, id, place + 1)
    const pollId = PollId.parse(Round.parse((await ask('announceRound', of(roundId, 3))).body).pollId)
    const published = event(pollResultPublished, `polls/${pollId}`, {
      pollId,
      wardCode: WardCode.parse(wardCode),
      winners: ['001'],
      resultDigest: 'a'.repeat(64),
    })
    const afterClose = Instant.parse('2026-04-14T20:05:00.000Z')
    await settle({ detail: enveloped(published, afterClose) }, {})
    expect((await budget()) - before).toBe(200_000)
    const at = '2026-04-20T09:00:00Z'
    const renounced = await system.step('renounceAward', ids[0] ?? '', { by: ada, ifMatch: 5, at })
    expect(renounced.body).toMatchObject({ status: 'renounced', returnedCents: 200_000, vote: { pollId } })
    expect(await budget()).toBe(before)
    expect((await system.step('getInitiative', ids[1] ?? '', {})).body).toMatchObject({ status: 'not-awarded' })
    expect((await ask('getRound', { params: { roundId } })).body).toMatchObject({ awardedCents: 200_000 })
    // Told twice: nothing comes back twice.
    await settle({ detail: enveloped(published, afterClose) }, {})
    expect(await budget()).toBe(before)
  })

  it('cannot be objected to by a loser: residents have decided', async () => {
    const [loser] = z
      .object({ items: z.array(z.object({ id: z.string() })) })
      .parse((await system.ask(listInitiatives, { query: { status: 'not-awarded' } })).body).items
    const answer = await system.step('objectToDecision', loser?.id ?? '', {
      by: ada,
      ifMatch: 5,
      body: { grounds: 'Toch.' },
    })
    expect(answer.body).toMatchObject({ code: 'decided-by-vote' })
  })
})
