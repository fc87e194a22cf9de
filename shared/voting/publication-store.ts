// What is published of a poll, as objects in a bucket: each written once, whole or not at all, and never changed.
//   polls/<id>/counted-ballots/<shard>.json   the counted ballots of one part of the box
//   polls/<id>/tree                           the Merkle tree over all of them
//   polls/<id>/export.ndjson                  everything a stranger needs to verify the result
import { canonicalJson } from '../kernel/digest.ts'
import type { PollId } from '../kernel/ids.ts'
import { countObjects, type Objects, putObject, readObject } from '../platform/objects.ts'
import { CountedShard } from './count/result.ts'
import type { Poll } from './poll/poll.ts'

const partsOf = (pollId: PollId) => `polls/${pollId}/counted-ballots/`
/** Names of the objects. */
export const published = {
  part: (pollId: PollId, shard: number) => `${partsOf(pollId)}${shard}.json`,
  tree: (pollId: PollId) => `polls/${pollId}/tree`,
  export: (pollId: PollId) => `polls/${pollId}/export.ndjson`,
} as const

/** Writes the counted ballots of one shard if they are not there. The same count again has the same bytes: nothing to do. */
export const putCountedShard = async (objects: Objects, counted: CountedShard): Promise<void> => {
  const body = canonicalJson(counted)
  await putObject(objects, published.part(counted.pollId, counted.shard), { type: 'application/json', body })
}

/** Reads the counted ballots of one shard; nothing where it has not been counted. */
export const readCountedShard = async (
  objects: Objects,
  pollId: PollId,
  shard: number,
): Promise<CountedShard | undefined> => {
  const body = await readObject(objects, published.part(pollId, shard))
  return body === undefined ? undefined : CountedShard.parse(JSON.parse(await body.transformToString('utf8')))
}

/** All counted shards of a poll, one by one. Throws when one is missing. */
export async function* readCountedShards(
  objects: Objects,
  { frozen: { pollId }, shards }: Poll,
): AsyncGenerator<CountedShard> {
  for (let shard = 0; shard < shards; shard++) {
    const counted = await readCountedShard(objects, pollId, shard)
    if (counted === undefined) throw new Error(`Shard ${shard} has not been counted`)
    yield counted
  }
}

/** How many shards of a poll have been counted. At most 256 of them: one page of a listing. */
export const countedShards = (objects: Objects, pollId: PollId): Promise<number> =>
  countObjects(objects, partsOf(pollId))
