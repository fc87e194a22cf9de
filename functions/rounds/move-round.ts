// Moving or calling off a round before its vote opens. Its poll changes in the same transaction.
import { refuse } from '../../shared/kernel/refusals.ts'
import {
  cancelRound as cancel,
  objectionToWindow,
  rescheduleRound as reschedule,
} from '../../shared/rounds/announcement.ts'
import { inWordsOfRounds } from '../../shared/rounds/in-words-of-rounds.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import type { Round } from '../../shared/rounds/round.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Sign, signConfiguration } from '../../shared/voting/evidence/city-signature.ts'
import type { BeaconNetwork } from '../../shared/voting/lots/beacon.ts'
import { cancelPoll, freezeAnew, reschedulePoll } from '../../shared/voting/poll/announce.ts'
import type { Poll } from '../../shared/voting/poll/poll.ts'
import { getPoll, keptPolls } from '../../shared/voting/store.ts'
import { giveBackToBudget } from '../../shared/wards/budget-store.ts'
import { change, together } from '../runtime/things.ts'
import { roundsIn } from './subjects.ts'

const pollOf = async (table: Table, round: Round): Promise<Poll | undefined> =>
  round.status === 'announced' ? getPoll(table, round.pollId) : undefined

export const rescheduleRound = (table: Table, sign: Sign, network: BeaconNetwork) =>
  change(
    operations.rescheduleRound,
    roundsIn(table),
    async ({ thing, body, now }) => {
      const poll = await pollOf(table, thing)
      if (poll === undefined) return refuse('round-not-announced')
      const objection = objectionToWindow(body, now)
      if (objection) return objection
      const freeze = freezeAnew(poll, body, network, now)
      if (freeze.refused) return refuse(inWordsOfRounds(freeze.code))
      const moved = reschedulePoll(poll, freeze.value, await signConfiguration(sign, freeze.value.configurationHash))
      if (moved.refused) return refuse(inWordsOfRounds(moved.code))
      const rescheduled = reschedule(thing, moved.after)
      return rescheduled.refused ? rescheduled : together(rescheduled, changeOf(keptPolls, moved))
    },
    (round, { now }) => presentRound(round, now),
  )

export const cancelRound = (table: Table) =>
  change(
    operations.cancelRound,
    roundsIn(table),
    async ({ thing, now }) => {
      const cancelled = cancel(thing, now)
      const poll = await pollOf(table, thing)
      if (cancelled.refused || poll === undefined || thing.status !== 'announced') return cancelled
      const pollCancelled = cancelPoll(poll, now)
      if (pollCancelled.refused)
        return refuse(pollCancelled.code === 'poll-already-open' ? 'round-already-open' : 'round-over')
      const { wardCode, reservation } = thing
      return together(cancelled, changeOf(keptPolls, pollCancelled), giveBackToBudget({ wardCode, ...reservation }))
    },
    (round, { now }) => presentRound(round, now),
  )
