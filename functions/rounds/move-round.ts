// Moving or cancelling a round before its vote opens. Its poll changes in the same transaction.
import { refuse } from '../../shared/kernel/refusals.ts'
import { cancelRound as cancel, rescheduleRound as reschedule } from '../../shared/rounds/announcement.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { objectionToWindow } from '../../shared/rounds/plan.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import { refusedCancelling, refusedMove } from '../../shared/rounds/refusals-of-poll.ts'
import type { Round } from '../../shared/rounds/round.ts'
import { windowWarnings } from '../../shared/rounds/warnings.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Sign, signConfiguration } from '../../shared/voting/evidence/city-signature.ts'
import type { BeaconNetwork } from '../../shared/voting/lots/beacon.ts'
import { cancelPoll, freezeAnew, reschedulePoll } from '../../shared/voting/poll/announce.ts'
import type { Poll } from '../../shared/voting/poll/poll.ts'
import { getPoll, keptPolls } from '../../shared/voting/store.ts'
import { giveBackToBudget } from '../../shared/wards/budgets/store.ts'
import { change, noting, together } from '../runtime/things.ts'
import { basisOn } from './basis.ts'
import { presentWarned } from './present-warned.ts'
import { roundsIn } from './subjects.ts'

const pollOf = async (table: Table, round: Round): Promise<Poll | undefined> =>
  round.status === 'announced' ? getPoll(table, round.pollId) : undefined

/** A ward without rules at present sets no conditions for a vote that was announced under earlier ones. */
const withoutVote = { voting: { isOn: false } } as const

export const rescheduleRound = (table: Table, sign: Sign, network: BeaconNetwork) =>
  change(
    operations.rescheduleRound,
    roundsIn(table),
    async ({ thing, body, now }) => {
      const [poll, basis] = await Promise.all([pollOf(table, thing), basisOn(table, thing.wardCode, now)])
      if (poll === undefined) return refuse('round-not-announced', { status: thing.status })
      const rules = basis?.rules ?? withoutVote
      const objection = objectionToWindow(body, now, rules)
      if (objection) return objection
      const freeze = freezeAnew(poll, body, network, now)
      if (freeze.refused) return refusedMove(freeze.code, thing, now)
      const moved = reschedulePoll(poll, freeze.value, await signConfiguration(sign, freeze.value.configurationHash))
      if (moved.refused) return refusedMove(moved.code, thing, now)
      const rescheduled = reschedule(thing, moved.after)
      return rescheduled.refused
        ? rescheduled
        : noting(together(rescheduled, changeOf(keptPolls, moved)), windowWarnings(body, rules))
    },
    presentWarned,
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
      if (pollCancelled.refused) return refusedCancelling(pollCancelled.code, thing, now)
      const { wardCode, reservation } = thing
      return together(cancelled, changeOf(keptPolls, pollCancelled), giveBackToBudget({ wardCode, ...reservation }))
    },
    (round, { now }) => presentRound(round, now),
  )
