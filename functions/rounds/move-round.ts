// Moving or calling off a round before its vote opens. Its poll changes in the same transaction.

import type { DomainEvent } from '../../events/envelope.ts'
import { enveloped } from '../../events/envelope.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import { Cents } from '../../shared/kernel/money.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { budgetYearOf, cancelRound as cancel, rescheduled } from '../../shared/rounds/announcement.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import { isProperWindow, type Round } from '../../shared/rounds/round.ts'
import { roundWrite } from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { transact, type Write } from '../../shared/table/write.ts'
import { cancelPoll, type Poll, reschedulePoll } from '../../shared/voting/poll/poll.ts'
import { changeWrites, getPoll } from '../../shared/voting/store.ts'
import { giveBackToBudget } from '../../shared/wards/budget-store.ts'
import { implement, reply } from '../runtime/http.ts'
import { beaconNetwork } from '../voting/lots/beacons.ts'
import { signedPoll } from '../voting/sign-for-the-city.ts'
import { findToManage } from './load.ts'

const inWordsOfRounds = {
  'poll-already-open': 'round-already-open',
  'poll-closes-before-it-opens': 'window-not-valid',
  'poll-cancelled': 'round-not-announced',
} as const

const pollOf = async (table: Table, round: Round): Promise<Poll | undefined> =>
  round.pollId === undefined ? undefined : getPoll(table, round.pollId)

const save = async (
  table: Table,
  round: Round,
  beside: readonly Write[],
  events: readonly DomainEvent[],
  now: Instant,
) => {
  const result = await transact(
    table,
    [roundWrite(round), ...beside],
    events.map((each) => enveloped(each, now)),
  )
  return result.written ? reply(200, presentRound(round, now), { version: round.version }) : refuse('changed-meanwhile')
}

export const rescheduleRound = (table: Table) =>
  implement(operations.rescheduleRound, async ({ params: { roundId }, body, caller, now, ifMatch }) => {
    const loaded = await findToManage(table, roundId, caller, ifMatch)
    if (loaded.refused) return loaded
    const { round } = loaded
    const poll = round.status === 'announced' ? await pollOf(table, round) : undefined
    if (poll === undefined) return refuse('round-not-announced')
    if (body.opensAt <= now) return refuse('window-in-the-past')
    if (!isProperWindow(body)) return refuse('window-not-valid')
    const moved = reschedulePoll(poll, body, beaconNetwork(), now)
    if (moved.refused) return refuse(inWordsOfRounds[moved.code])
    const decision = rescheduled(round, moved.value)
    const signed = await signedPoll(moved.value)
    return save(table, decision.value, changeWrites(signed), [...moved.events, ...decision.events], now)
  })

/** What calling off an announced round changes beside it: its poll, and the money that was reserved. */
const undoAnnouncement = (round: Round, poll: Poll, now: Instant) => {
  const cancelled = cancelPoll(poll, now)
  if (cancelled.refused) return refuse(inWordsOfRounds[cancelled.code])
  const amountCents = Cents.parse(round.budgetCents)
  const money = giveBackToBudget({ wardCode: round.wardCode, year: budgetYearOf(round), amountCents })
  return { refused: false as const, writes: [...changeWrites(cancelled.value), money], events: cancelled.events }
}

export const cancelRound = (table: Table) =>
  implement(operations.cancelRound, async ({ params: { roundId }, caller, now, ifMatch }) => {
    const loaded = await findToManage(table, roundId, caller, ifMatch)
    if (loaded.refused) return loaded
    const { round } = loaded
    const decision = cancel(round, now)
    if (decision.refused) return decision
    const poll = await pollOf(table, round)
    if (poll === undefined) return save(table, decision.value, [], decision.events, now)
    const undone = undoAnnouncement(round, poll, now)
    if (undone.refused) return refuse(undone.code === 'round-already-open' ? 'round-already-open' : 'round-over')
    return save(table, decision.value, undone.writes, [...undone.events, ...decision.events], now)
  })
