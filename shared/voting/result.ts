// The result: counted from the ballots alone, the same bytes whoever counts them.
import * as z from 'zod'
import { type DomainEvent, event } from '../../events/envelope.ts'
import { pollResultPublished, pollResultWithheld } from '../../events/voting.ts'
import { byCodeUnits, canonicalJson, digestOf, Sha256 } from '../kernel/digest.ts'
import { PollId } from '../kernel/ids.ts'
import { Ballot, examineBallot, type FoundBallot, groupChoices, shardOf } from './ballot.ts'
import { merkleRoot } from './merkle.ts'
import type { FrozenPoll, Poll } from './poll.ts'
import { decide } from './rules/catalogue.ts'
import { Outcome } from './rules/rule.ts'

/** The counted ballots of one shard, sorted by hash: what is published, and what the outcome is computed from. */
export const CountedShard = z.strictObject({
  pollId: PollId,
  shard: z.int().min(0).max(255),
  /** Ballots in the box that carry no valid permit or break the form: none, unless somebody wrote past the casting function. */
  rejected: z.int().min(0),
  ballots: z.array(Ballot),
})
export type CountedShard = z.infer<typeof CountedShard>

export const PollResult = z.strictObject({
  pollId: PollId,
  configurationHash: Sha256,
  /** `marks`: how many took a permit; `electorate`: how many could. Always ballots ≤ marks ≤ electorate. */
  counts: z.strictObject({ ballots: z.int(), blanks: z.int(), marks: z.int(), electorate: z.int() }),
  outcome: Outcome,
  /** RFC 6962 tree over the canonical JSON of each counted ballot, in the order of their hashes. */
  merkleRoot: Sha256,
  /** SHA-256 of the canonical JSON of each published part of the box. */
  shards: z.array(z.strictObject({ shard: z.int(), ballots: z.int(), digest: Sha256 })),
})
export type PollResult = z.infer<typeof PollResult>

/** The order in which ties are decided until lots are drawn: the smallest option id by code units wins. */
const tieOrder = (poll: FrozenPoll): readonly string[] => poll.options.map(({ id }) => id).sort(byCodeUnits)

/** A ballot counts where its permit puts it and nowhere else: a copy under another key would be a second vote. */
const countedBallot = (poll: Poll, shard: number, { hash, ballot }: FoundBallot) => {
  if (ballot === undefined) return undefined
  const examined = examineBallot(poll.frozen, ballot)
  if (examined.refused || examined.value.hash !== hash || shardOf(hash, poll.shards) !== shard) return undefined
  return examined.value
}

/** Examines again what lies in one shard of the box. Pure: the same items in any order give the same bytes. */
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

/** Counts by the poll's published rule. Pure: the same shards in any order give the same bytes. */
export const countPoll = (poll: Poll, parts: readonly CountedShard[], marks: number): PollResult => {
  const { frozen } = poll
  const shards = parts.toSorted((a, b) => a.shard - b.shard)
  const ballots = shards.flatMap((shard) => shard.ballots)
  const profile = {
    options: frozen.options.map(({ id, costCents }) => ({ id, cost: costCents })),
    ballots: groupChoices(
      frozen.ballotForm,
      ballots.map(({ choice }) => choice),
    ),
    electorate: frozen.electorate.size,
  }
  const blanks = ballots.filter(({ choice }) => choice.options.length === 0).length
  return {
    pollId: frozen.pollId,
    configurationHash: poll.configurationHash,
    counts: { ballots: ballots.length, blanks, marks, electorate: frozen.electorate.size },
    outcome: decide(frozen.rule, profile, tieOrder(frozen)),
    merkleRoot: Buffer.from(merkleRoot(ballots.map(canonicalJson))).toString('hex'),
    shards: shards.map((shard) => ({ shard: shard.shard, ballots: shard.ballots.length, digest: digestOf(shard) })),
  }
}

/** Whether the numbers can be true: every ballot from a permit, every permit from a member of the electorate. */
export const addsUp = ({ counts }: PollResult, shards: readonly CountedShard[]): boolean =>
  counts.ballots <= counts.marks && counts.marks <= counts.electorate && shards.every(({ rejected }) => rejected === 0)

const subjectOf = (poll: Poll) => ({ pollId: poll.frozen.pollId, wardCode: poll.frozen.electorate.wardCode })

export const resultPublished = (poll: Poll, result: PollResult): DomainEvent =>
  event(pollResultPublished, `polls/${poll.frozen.pollId}`, {
    ...subjectOf(poll),
    winners: result.outcome.winners,
    resultDigest: digestOf(result),
  })

export const resultWithheld = (poll: Poll, { counts }: PollResult): DomainEvent =>
  event(pollResultWithheld, `polls/${poll.frozen.pollId}`, {
    ...subjectOf(poll),
    ballots: counts.ballots,
    marks: counts.marks,
    electorate: counts.electorate,
  })
