// The publications of a poll, as objects in a bucket: each written once, completely or not at all, and never changed.
//   polls/<id>/counted-ballots/<shard>.json   the counted ballots of one part of the box
//   polls/<id>/tallies/<shard>.json           derived from them, so that tree and count need not read the ballots again
//   polls/<id>/tree                           the Merkle tree over all of them
//   polls/<id>/export.ndjson                  everything a stranger needs to verify the result
import { canonicalJson, sha256 } from '../kernel/digest.ts'
import type { PollId } from '../kernel/ids.ts'
import { countObjects, type Objects, putObject, readObject } from '../platform/objects.ts'
import type { Ballot } from './box/ballot.ts'
import { CountedShard } from './count/counted-shard.ts'
import { PartTally, type Tally, tallyPart } from './count/tally.ts'
import type { Poll } from './poll/poll.ts'

const partsOf = (pollId: PollId) => `polls/${pollId}/counted-ballots/`
/** Names of the objects. */
export const published = {
  part: (pollId: PollId, shard: number) => `${partsOf(pollId)}${shard}.json`,
  tally: (pollId: PollId, shard: number) => `polls/${pollId}/tallies/${shard}.json`,
  tree: (pollId: PollId) => `polls/${pollId}/tree`,
  export: (pollId: PollId) => `polls/${pollId}/export.ndjson`,
} as const

/**
 * Writes the counted ballots of one shard, and then their tally, if absent. The same count has the
 * same bytes, so existing objects are kept.
 */
export const putCountedShard = async (objects: Objects, counted: CountedShard): Promise<void> => {
  const { pollId, shard } = counted
  const { tally, text } = tallyPart(counted)
  await putObject(objects, published.part(pollId, shard), { type: 'application/json', body: text })
  await putObject(objects, published.tally(pollId, shard), { type: 'application/json', body: canonicalJson(tally) })
}

const readText = async (objects: Objects, name: string): Promise<string | undefined> =>
  (await readObject(objects, name))?.transformToString('utf8')

/** Reads the counted ballots of one shard; undefined if it has not been counted. */
export const readCountedShard = async (
  objects: Objects,
  pollId: PollId,
  shard: number,
): Promise<CountedShard | undefined> => {
  const text = await readText(objects, published.part(pollId, shard))
  return text === undefined ? undefined : CountedShard.parse(JSON.parse(text))
}

/** The tallies of all shards of a poll, one by one. Throws if one is missing. */
export async function* readTallies(objects: Objects, { frozen: { pollId }, shards }: Poll): AsyncGenerator<PartTally> {
  for (let shard = 0; shard < shards; shard++) {
    const text = await readText(objects, published.tally(pollId, shard))
    if (text === undefined) throw new Error(`Shard ${shard} has not been counted`)
    yield PartTally.parse(JSON.parse(text))
  }
}

/** The counted ballots of these shards, one shard after the other. Throws if they differ from the tallied ones. */
export async function* readCountedBallots(
  objects: Objects,
  pollId: PollId,
  shards: Tally['shards'],
): AsyncGenerator<Ballot> {
  for (const { shard, digest } of shards) {
    const text = await readText(objects, published.part(pollId, shard))
    if (text === undefined || sha256(text) !== digest) throw new Error(`Shard ${shard} differs from what was counted`)
    yield* CountedShard.parse(JSON.parse(text)).ballots
  }
}

/** The number of counted shards of a poll. At most 256: one page of a listing. */
export const countedShards = (objects: Objects, pollId: PollId): Promise<number> =>
  countObjects(objects, partsOf(pollId))
