// A counted part of the box, as published.
import * as z from 'zod'
import { byCodeUnits } from '../../kernel/digest.ts'
import { PollId } from '../../kernel/ids.ts'
import { Ballot, examineBallot, type FoundBallot, shardOf } from '../box/ballot.ts'
import type { Poll } from '../poll/poll.ts'

/** The counted ballots of one shard, sorted by hash: what is published, and what the outcome is computed from. */
export const CountedShard = z.strictObject({
  pollId: PollId,
  shard: z.int().min(0).max(255),
  /** Ballots in the box without a valid permit or form: none, unless somebody wrote past the casting function. */
  rejected: z.int().min(0),
  ballots: z.array(Ballot),
})
export type CountedShard = z.infer<typeof CountedShard>

/** A ballot counts only under the key of its permit: a copy under another key would be a second vote. */
const countedBallot = (poll: Poll, shard: number, { hash, ballot }: FoundBallot) => {
  if (ballot === undefined) return undefined
  const examined = examineBallot(poll.frozen, ballot)
  if (examined.refused || examined.value.hash !== hash || shardOf(hash, poll.shards) !== shard) return undefined
  return examined.value
}

/** Checks all items of one shard of the box again. Pure: the same items in any order give the same bytes. */
export const countShard = (poll: Poll, shard: number, items: readonly FoundBallot[]): CountedShard => {
  const counted = items.flatMap((item) => countedBallot(poll, shard, item) ?? [])
  counted.sort((a, b) => byCodeUnits(a.hash, b.hash))
  return {
    pollId: poll.frozen.pollId,
    shard,
    rejected: items.length - counted.length,
    ballots: counted.map(({ ballot }) => ballot),
  }
}
