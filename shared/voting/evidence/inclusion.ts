// Which ballots are proved together: all with the same hash prefix, so many that a request does not reveal whose is whose.
import { canonicalJson } from '../../kernel/digest.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'
import { ballotHash } from '../box/ballot.ts'
import type { CountedShard } from '../count/counted-shard.ts'
import type { PollResult } from '../count/result.ts'
import type { Choice } from '../poll/ballot-form.ts'

/** Fewer ballots than this are proved together only if the poll has no more. */
const leastTogether = 10
/** The approximate number of ballots, of about 700 bytes each, that are searched for one answer. */
const maximumLookedThrough = 4_096

type Shards = PollResult['shards']
/** A part of the box that may contain this prefix, and the number of ballots in the parts before it. */
export type NearShard = { readonly shard: number; readonly before: number }

/** The first and the last shard with hashes of this prefix; the number of shards is a power of two, up to 256. */
const spanOf = (prefix: string, shards: number): { readonly first: number; readonly last: number } => {
  const shardOf = (digits: string) => Math.floor((Number.parseInt(digits.slice(0, 2), 16) * shards) / 256)
  return { first: shardOf(prefix.padEnd(2, '0')), last: shardOf(prefix.padEnd(2, 'f')) }
}

/** The parts of the box to search. Refuses a prefix that would need too many of them. */
export const shardsWith = (
  prefix: string,
  shards: Shards,
): Decision<readonly NearShard[], never, 'prefix-too-short'> => {
  const { first, last } = spanOf(prefix, shards.length)
  const near: NearShard[] = []
  let before = 0
  let looked = 0
  for (const { shard, ballots } of shards) {
    if (shard >= first && shard <= last) {
      near.push({ shard, before })
      looked += ballots
    }
    before += ballots
  }
  return looked > maximumLookedThrough && last > first ? refuse('prefix-too-short') : accept(near)
}

const isAlike = (ballots: readonly { readonly choice: Choice }[]): boolean =>
  new Set(ballots.map(({ choice }) => canonicalJson(choice))).size <= 1

/**
 * The ballots with this hash prefix: the index of the first in the tree, and their hashes in order. Refuses a prefix with
 * too few, or whose ballots all have the same choice while others differ: the request would reveal the requester's vote.
 */
export const findGroup = (
  prefix: string,
  near: readonly NearShard[],
  parts: readonly CountedShard[],
  ballots: number,
): Decision<{ readonly first: number; readonly hashes: readonly string[] }, never, 'prefix-too-long'> => {
  const lookedThrough = near.flatMap(({ shard, before }) =>
    (parts.find((part) => part.shard === shard)?.ballots ?? []).map(({ permit, choice }, place) => ({
      hash: ballotHash(permit),
      index: before + place,
      choice,
    })),
  )
  const found = lookedThrough.filter(({ hash }) => hash.startsWith(prefix))
  if (found.length > 0 && isAlike(found) && !isAlike(lookedThrough)) return refuse('prefix-too-long')
  if (found.length < Math.min(leastTogether, ballots)) return refuse('prefix-too-long')
  return accept({ first: found[0]?.index ?? 0, hashes: found.map(({ hash }) => hash) })
}
