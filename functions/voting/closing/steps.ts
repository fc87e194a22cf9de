// What the steps of the state machine `close-poll` pass to each other.
import * as z from 'zod'
import { PollId } from '../../../shared/kernel/ids.ts'
import type { Table } from '../../../shared/table/table.ts'
import { isSealed } from '../../../shared/voting/poll/close.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { getPoll } from '../../../shared/voting/store.ts'

export const PollStep = z.object({ pollId: PollId })
export const ShardStep = z.object({ pollId: PollId, shard: z.int().min(0).max(255) })

/** From the roll: how many took a permit, and how many could. */
export const CountedRoll = z.object({ marks: z.int().min(0), electorate: z.int().min(1) })

/** The poll of a step; a missing poll is a fault. */
export const pollOf = async (table: Table, { pollId }: { readonly pollId: PollId }): Promise<Poll> => {
  const poll = await getPoll(table, pollId)
  if (poll === undefined) throw new Error('There is no such poll')
  return poll
}

/** Counting before the box is sealed would give an interim result: that is a fault. */
export const requireSealed = (poll: Poll): void => {
  if (!isSealed(poll)) throw new Error(`The poll is ${poll.status}`)
}
