import type { Initiative } from '../../shared/initiatives/initiative.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import type { Refusal } from '../../shared/kernel/refusals.ts'
import { type Entry, leave } from '../../shared/rounds/entry.ts'
import type { Round } from '../../shared/rounds/round.ts'
import { entryRemoved, getEntry, getRound, keptRounds } from '../../shared/rounds/store.ts'
import { type Change, changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { objectionToWithdrawal, withdrawOption } from '../../shared/voting/poll/withdraw-option.ts'
import { getPoll, keptPolls } from '../../shared/voting/store.ts'

type Leaving = readonly Change[] | Refusal<'vote-being-counted'>

const leavingBallot = async (table: Table, round: Round, { optionId }: Entry, now: Instant): Promise<Leaving> => {
  const poll = round.status === 'announced' ? await getPoll(table, round.pollId) : undefined
  if (poll === undefined) return []
  const objection = objectionToWithdrawal(poll)
  if (objection !== undefined) return objection
  const marked = withdrawOption(poll, optionId, now)
  return marked.refused ? [] : [changeOf(keptPolls, marked)]
}

/**
 * What a withdrawal changes in the round of an initiative, in the same transaction. In preparation: it is removed from the
 * list, so that no ballot is announced with it. Announced: it is marked as withdrawn in the poll, and the count skips it.
 * Once the count has begun, withdrawing is refused: otherwise the result would depend on who was quicker.
 */
export const leavingRound = async (table: Table, initiative: Initiative, now: Instant): Promise<Leaving> => {
  if (initiative.status !== 'in-round') return []
  const { id, roundId } = initiative
  const [round, entry] = await Promise.all([getRound(table, roundId), getEntry(table, roundId, id)])
  if (round === undefined || entry === undefined) return []
  const left = leave(round, entry)
  return left.refused
    ? leavingBallot(table, round, entry, now)
    : [changeOf(keptRounds, left), entryRemoved(round, entry)]
}
