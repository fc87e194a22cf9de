// The functions of rounds, wards and initiatives, and one-line helpers for tests.
import { expect } from 'vitest'
import * as z from 'zod'
import { enveloped, event } from '../../../../events/envelope.ts'
import { pollResultPublished } from '../../../../events/voting.ts'
import { start as startAnnouncing } from '../../../../functions/rounds/announce-round.ts'
import { start as startApi } from '../../../../functions/rounds/api.ts'
import { start as startSettling } from '../../../../functions/rounds/settle-round.ts'
import { start as startSweeping } from '../../../../functions/rounds/sweep-rounds.ts'
import { Instant, plusMilliseconds } from '../../../../shared/kernel/clock.ts'
import { PollId, RoundId, WardCode } from '../../../../shared/kernel/ids.ts'
import { roundsOperations } from '../../../../shared/rounds/operations.ts'
import type { Poll } from '../../../../shared/voting/poll/poll.ts'
import { getPoll } from '../../../../shared/voting/store.ts'
import { getWardBudget, setWardBudget } from '../../../../shared/wards/budgets/operations.ts'
import { publishInitiativeRules } from '../../../../shared/wards/rules/operations.ts'
import { awsEnvironment, startAwsStub } from '../../engine/aws-stub.ts'
import { type Answered, type Handler, type HttpInput, send } from '../../services/http-event.ts'
import { close, closingSteps, requests, setClock, type startFunctions } from '../voting/voting.ts'
import { march, personas, startInitiatives } from './initiative-api.ts'
import { votingRules } from './initiatives.ts'

export const wardCode = 'oude-noorden'
const officer = { sub: 'officer', roles: ['rules-officer'] } as const

export const plan = {
  title: { nl: 'Voorjaarsronde', en: 'Spring round' },
  budgetCents: 300_000,
  opensAt: '2026-04-01T08:00:00+02:00',
  closesAt: '2026-04-14T20:00:00+02:00',
  electorateSize: 5_000,
}
export const afterClose = Instant.parse('2026-04-14T18:02:00.000Z')

export const Round = z.object({ id: RoundId, pollId: PollId.optional() })
const Budget = z.object({ committedCents: z.int() })

/** A request about a round, by its id and version. */
export const of = (roundId: string, ifMatch: number, more: HttpInput = {}) => ({
  params: { roundId },
  ifMatch,
  ...more,
})

/** Sets rules with a vote for Oude Noorden, and a budget of €200,000 for 2026. `rules`: other rules, the earliest first. */
export const startRounds = async (rules: readonly object[] = [votingRules({ validFrom: '2026-03-02' })]) => {
  const aws = await startAwsStub()
  const system = await startInitiatives(awsEnvironment(aws))
  const { environment, wards, tables } = system
  const api: Handler = startApi(environment)
  const announcing: Handler = startAnnouncing(environment)
  const settle = startSettling(environment)
  const sweep = startSweeping(environment)
  for (const body of rules)
    await send(wards, publishInitiativeRules, { at: march, by: officer, params: { wardCode }, body })
  await send(wards, setWardBudget, {
    at: march,
    by: personas.manager,
    params: { wardCode, year: '2026' },
    body: { totalCents: 20_000_000 },
    ifMatch: 1,
  })

  const ask = (name: keyof typeof roundsOperations, input: HttpInput): Promise<Answered> =>
    send(name === 'announceRound' ? announcing : api, roundsOperations[name], {
      at: march,
      by: personas.manager,
      ...input,
    })
  const create = async (change: object = {}, more: HttpInput = {}) =>
    Round.parse((await ask('createRound', { body: { ...plan, ...change }, ...more })).body).id
  const enter = (roundId: string, initiativeId: string, ifMatch: number, more: HttpInput = {}) =>
    ask('enterInitiative', { params: { roundId, initiativeId }, ifMatch, ...more })

  /** A round with this many initiatives of €2,000. Its version is that number plus one. */
  const withInitiatives = async (count: number, change: object = {}) => {
    const [roundId, ids] = [await create(change), Array.from({ length: count }, () => '')]
    for (const index of ids.keys()) {
      ids[index] = await system.admitted()
      await enter(roundId, ids[index] ?? '', index + 1)
    }
    return { roundId, ids }
  }
  const announced = async (count: number, change: object = {}) => {
    const { roundId, ids } = await withInitiatives(count, change)
    const { body } = await ask('announceRound', of(roundId, count + 1))
    return { roundId: RoundId.parse(roundId), ids, pollId: PollId.parse(Round.parse(body).pollId) }
  }
  const pollNow = async (id: PollId): Promise<Poll> => {
    const poll = await getPoll(tables.table, id)
    if (poll === undefined) throw new Error('The round has no poll')
    return poll
  }
  /** An announced round with one initiative, whose lots are drawn in a public session. */
  const announcedOne = async () => {
    const change = { title: { nl: 'Een ronde', en: 'A round' }, budgetCents: 100_000, lots: 'public-session' }
    const id = await create(change)
    const initiativeId = await system.admitted({ amountCents: 90_000 })
    await enter(id, initiativeId, 1)
    const { body } = await ask('announceRound', of(id, 2))
    const pollId = PollId.parse(Round.parse(body).pollId)
    return { id, initiativeId, pollId, poll: await pollNow(pollId) }
  }
  const committed = async () =>
    Budget.parse((await send(wards, getWardBudget, { params: { wardCode, year: '2026' } })).body).committedCents
  const statusOf = async (initiativeId: string) =>
    z.object({ status: z.string() }).parse((await system.step('getInitiative', initiativeId, {})).body).status

  const deliver = (happened: Parameters<typeof enveloped>[0], at = afterClose) =>
    settle({ detail: enveloped(happened, at) }, {})
  /** Delivers the event that a poll has these winners to the settling function. */
  const deliverResult = (pollId: PollId, winners: string[], at = afterClose) =>
    deliver(
      event(pollResultPublished, `polls/${pollId}`, {
        pollId,
        wardCode: WardCode.parse(wardCode),
        winners,
        resultDigest: 'a'.repeat(64),
      }),
      at,
    )
  const sweepAt = (moment: Instant | string): Promise<unknown> => {
    setClock(moment)
    return sweep({}, {})
  }
  return {
    ...{ ...system, askInitiatives: system.ask, aws, stop: () => aws.stop() },
    ...{ ask, create, enter, withInitiatives, announced, announcedOne, pollNow, committed, statusOf },
    ...{ deliver, deliverResult, sweepAt },
  }
}
export type Rounds = Awaited<ReturnType<typeof startRounds>>

/** Counts a poll whose lots are drawn in a public session, and publishes its result. */
export const publishByLot = async (functions: ReturnType<typeof startFunctions>, poll: Poll): Promise<void> => {
  expect(await close({ functions }, poll)).toBe('awaiting-lots')
  const when = plusMilliseconds(poll.frozen.closesAt, 300_000)
  setClock(when)
  await requests({ functions }).recordLots(poll, { who: 'The mayor', when, seed: '4 6 1 1 3' }, { at: when })
  expect(await closingSteps({ functions }, poll).publish(0)).toBe('published')
}
