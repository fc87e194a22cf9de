// A vote of one minute, an initiative that cannot win, two with the same title: refused or warned about, by the ward's rules.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { event } from '../../events/envelope.ts'
import { roundCancelled } from '../../events/rounds.ts'
import { listInitiatives } from '../../shared/initiatives/operations.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { PollId, WardCode } from '../../shared/kernel/ids.ts'
import { getPoll } from '../../shared/voting/store.ts'
import { personas } from '../support/builders/initiatives/initiative-api.ts'
import { votingRules } from '../support/builders/initiatives/initiatives.ts'
import {
  of,
  Round,
  type Rounds,
  plan as springRound,
  startRounds,
  wardCode,
} from '../support/builders/initiatives/round-api.ts'
import type { Answered, HttpInput } from '../support/services/http-event.ts'
import { reuseRsaKeys } from '../support/services/reused-rsa-keys.ts'

const { ada } = personas
const plan = { ...springRound, opensAt: '2026-04-01T08:00:00Z', closesAt: '2026-04-14T20:00:00Z' }
const afterClose = Instant.parse('2026-04-14T20:05:00.000Z')
const voting = { isOn: true, votesPerPerson: 3, minimumVotes: 0, minimumAge: 12 } as const
/** Until 9 March the rules do not limit windows and costs; from then on they do. */
const strict = '2026-03-09T09:00:00Z'

let rounds: Rounds
beforeAll(reuseRsaKeys)
beforeAll(async () => {
  rounds = await startRounds([
    votingRules({ validFrom: '2026-03-02' }),
    votingRules({ validFrom: '2026-03-09', voting: { ...voting, shortestWindowHours: 48, dearEntries: 'refuse' } }),
  ])
})
afterAll(() => rounds.stop())

const aMinute = { ...plan, closesAt: '2026-04-01T08:01:00Z' }
const Warned = z.object({
  warnings: z
    .array(
      z.object({ code: z.string(), detail: z.string(), about: z.array(z.looseObject({ id: z.string() })).optional() }),
    )
    .optional(),
})
const warningsOf = ({ body }: Answered) => Warned.parse(body).warnings ?? []
const create = (change: object = {}, more: HttpInput = {}) =>
  rounds.create({ opensAt: plan.opensAt, closesAt: plan.closesAt, ...change }, more)
const codesOf = (answer: Answered) => warningsOf(answer).map(({ code }) => code)

describe('a vote of a minute', () => {
  it('a vote of a minute causes a warning without a rule about it: when planned, changed, announced and moved', async () => {
    const roundId = await create()
    await rounds.enter(roundId, await rounds.admitted({ title: 'Een tuin' }), 1)
    const answers = [
      await rounds.ask('createRound', { body: aMinute }),
      await rounds.ask('changeRound', of(roundId, 2, { body: { closesAt: aMinute.closesAt } })),
      await rounds.ask('announceRound', of(roundId, 3)),
      await rounds.ask(
        'rescheduleRound',
        of(roundId, 4, { body: { opensAt: plan.opensAt, closesAt: '2026-04-01T09:00:00Z' } }),
      ),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200])
    expect(answers.map(codesOf)).toEqual(Array.from({ length: 4 }, () => ['window-short']))
    expect(codesOf(await rounds.ask('createRound', { body: { ...plan, closesAt: '2026-04-02T08:00:00Z' } }))).toEqual(
      [],
    )
  })

  it('a vote of a minute is refused if the rules have a minimum: when planned, changed, announced and moved', async () => {
    const body = { ...plan, closesAt: '2026-04-03T07:59:00Z' }
    const early = await create({ closesAt: body.closesAt })
    await rounds.enter(early, await rounds.admitted({ title: 'Een bank' }), 1)
    const enough = await create({ closesAt: '2026-04-03T08:00:00Z' }, { at: strict })
    await rounds.enter(enough, await rounds.admitted({ title: 'Een feest' }), 1, { at: strict })
    const short = { closesAt: body.closesAt }
    const answers = [
      await rounds.ask('createRound', { body, at: strict }),
      await rounds.ask('changeRound', of(enough, 2, { body: short, at: strict })),
      await rounds.ask('announceRound', of(early, 2, { at: strict })),
    ]
    expect((await rounds.ask('announceRound', of(enough, 2, { at: strict }))).status).toBe(200)
    answers.push(
      await rounds.ask('rescheduleRound', of(enough, 3, { body: { opensAt: plan.opensAt, ...short }, at: strict })),
    )
    expect(answers.map(({ body }) => body)).toMatchObject(
      Array.from({ length: 4 }, () => ({
        code: 'window-too-short',
        facts: { shortestWindowHours: 48 },
        errors: [{ pointer: '/closesAt' }],
      })),
    )
  })
})

describe('an initiative that costs more than the budget', () => {
  const dear = { title: 'Een zwembad', amountCents: 300_001 }

  it('an initiative that costs more than the budget causes a warning when it enters, when the budget is lowered and when the round is announced', async () => {
    const roundId = await create()
    const id = await rounds.admitted(dear)
    const entered = await rounds.enter(roundId, id, 1)
    expect(warningsOf(entered)).toMatchObject([{ code: 'entry-above-budget', about: [{ id, title: 'Een zwembad' }] }])
    expect(codesOf(await rounds.enter(roundId, await rounds.admitted({ title: 'Een schommel' }), 2))).toEqual([])
    const lowered = await rounds.ask('changeRound', of(roundId, 3, { body: { budgetCents: 250_000 } }))
    expect([codesOf(lowered), codesOf(await rounds.ask('announceRound', of(roundId, 4)))]).toEqual([
      ['entry-above-budget'],
      ['entry-above-budget'],
    ])
  })

  it('an initiative that costs more than the budget is refused if the rules say so, when it enters and when the budget has been lowered since', async () => {
    const roundId = await create({}, { at: strict })
    expect((await rounds.enter(roundId, await rounds.admitted(dear), 1, { at: strict })).body).toMatchObject({
      code: 'entry-above-budget',
      facts: { budgetCents: 300_000, amountCents: 300_001 },
    })
    await rounds.enter(roundId, await rounds.admitted({ title: 'Een hek' }), 1, { at: strict })
    await rounds.enter(roundId, await rounds.admitted({ title: 'Een bankje', amountCents: 1_000 }), 2, { at: strict })
    await rounds.ask('changeRound', of(roundId, 3, { body: { budgetCents: 150_000 }, at: strict }))
    expect((await rounds.ask('announceRound', of(roundId, 4, { at: strict }))).body).toMatchObject({
      code: 'entry-above-budget',
    })
    expect((await rounds.ask('getRound', { params: { roundId } })).body).toMatchObject({ phase: 'draft' })
  })
})

describe('two initiatives with the same title', () => {
  it('two initiatives with the same title are named in the answer, and distinguished on the ballot', async () => {
    const roundId = await create()
    await rounds.enter(roundId, await rounds.admitted({ title: 'Speeltuin' }), 1)
    const second = await rounds.enter(roundId, await rounds.admitted({ title: 'SPEELTUIN!' }), 2)
    const third = await rounds.enter(roundId, await rounds.admitted({ title: 'Moestuin' }), 3)
    expect([codesOf(second), codesOf(third)]).toEqual([['titles-alike'], []])
    expect(warningsOf(second)[0]?.about).toHaveLength(2)
    const titles = ['Speeltuin (001)', 'SPEELTUIN! (002)', 'Moestuin']
    const listed = await rounds.ask('listRoundEntries', { params: { roundId } })
    expect(listed.body).toMatchObject({ items: titles.map((title) => ({ title })) })
    const { pollId } = Round.parse((await rounds.ask('announceRound', of(roundId, 4))).body)
    const poll = await getPoll(rounds.table, PollId.parse(pollId))
    expect(poll?.frozen.options.map(({ title }) => title)).toEqual(titles)
  })
})

describe('a round in draft', () => {
  it('a round in draft can be called off, which frees its initiatives', async () => {
    const roundId = await create()
    const id = await rounds.admitted({ title: 'Een kas' })
    await rounds.enter(roundId, id, 1)
    expect((await rounds.ask('cancelRound', of(roundId, 2))).body).toMatchObject({ phase: 'cancelled' })
    const cancelled = event(roundCancelled, `rounds/${roundId}`, { roundId, wardCode: WardCode.parse(wardCode) })
    await rounds.deliver(cancelled, Instant.parse('2026-03-02T10:00:00.000Z'))
    expect((await rounds.step('getInitiative', id, {})).body).toMatchObject({ status: 'admitted' })
  })
})

describe('a winner who renounces the award after the count', () => {
  it('a winner who renounces the award after the count returns the money to the budget that paid for the round, and nobody else wins', async () => {
    const before = await rounds.committed()
    const roundId = await create()
    const ids = [await rounds.admitted({ title: 'Een mast' }), await rounds.admitted({ title: 'Een vlag' })]
    for (const [place, id] of ids.entries()) await rounds.enter(roundId, id, place + 1)
    const pollId = PollId.parse(Round.parse((await rounds.ask('announceRound', of(roundId, 3))).body).pollId)
    await rounds.deliverResult(pollId, ['001'], afterClose)
    expect((await rounds.committed()) - before).toBe(200_000)
    const at = '2026-04-20T09:00:00Z'
    const renounced = await rounds.step('renounceAward', ids[0] ?? '', { by: ada, ifMatch: 5, at })
    expect(renounced.body).toMatchObject({ status: 'renounced', returnedCents: 200_000, vote: { pollId } })
    expect(await rounds.committed()).toBe(before)
    expect((await rounds.step('getInitiative', ids[1] ?? '', {})).body).toMatchObject({ status: 'not-awarded' })
    expect((await rounds.ask('getRound', { params: { roundId } })).body).toMatchObject({ awardedCents: 200_000 })
    // Delivered a second time, the result returns no more money.
    await rounds.deliverResult(pollId, ['001'], afterClose)
    expect(await rounds.committed()).toBe(before)
  })

  it('a winner who renounces the award after the count does not give losers an objection: residents have decided', async () => {
    const [loser] = z
      .object({ items: z.array(z.object({ id: z.string() })) })
      .parse((await rounds.askInitiatives(listInitiatives, { query: { status: 'not-awarded' } })).body).items
    const answer = await rounds.step('objectToDecision', loser?.id ?? '', {
      by: ada,
      ifMatch: 5,
      body: { grounds: 'Toch.' },
    })
    expect(answer.body).toMatchObject({ code: 'decided-by-vote' })
  })
})
