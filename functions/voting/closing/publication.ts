// What is published of a poll, as objects in a bucket: each written once, whole or not at all, and never changed.
//   polls/<id>/counted-ballots/<shard>.json   the counted ballots of one part of the box
//   polls/<id>/tree                           the Merkle tree over all of them
//   polls/<id>/export.ndjson                  everything a stranger needs to verify the result
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { canonicalJson } from '../../../shared/kernel/digest.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { once } from '../../../shared/kernel/memory.ts'
import { CountedShard } from '../../../shared/voting/count/result.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { required } from '../environment.ts'

// Path style: the bucket's name stays out of the host name, as the development endpoint needs.
export const s3 = once(() => new S3Client({ maxAttempts: 4, forcePathStyle: true }))

const partsOf = (pollId: PollId) => `polls/${pollId}/counted-ballots/`
export const keys = {
  part: (pollId: PollId, shard: number) => `${partsOf(pollId)}${shard}.json`,
  tree: (pollId: PollId) => `polls/${pollId}/tree`,
  export: (pollId: PollId) => `polls/${pollId}/export.ndjson`,
} as const

/** Bucket and key of an object. */
export const placeOf = (key: string) => ({ Bucket: required('PUBLICATION_BUCKET'), Key: key })

/** True when `write` wrote, false when an object was there already. For writes on the condition that none is. */
export const unlessPresent = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'PreconditionFailed') return false
    throw error
  }
}

/** Writes the counted ballots of one shard if they are not there. The same count again has the same bytes: nothing to do. */
export const putCountedShard = async (counted: CountedShard): Promise<void> => {
  const put = new PutObjectCommand({
    ...placeOf(keys.part(counted.pollId, counted.shard)),
    Body: canonicalJson(counted),
    ContentType: 'application/json',
    IfNoneMatch: '*',
  })
  await unlessPresent(() => s3().send(put))
}

/** Whether there is an object. */
export const isPresent = async (key: string): Promise<boolean> => {
  try {
    await s3().send(new HeadObjectCommand(placeOf(key)))
    return true
  } catch (error) {
    if (error instanceof NotFound) return false
    throw error
  }
}

/** The body of an object, or of a range of its bytes; nothing where there is none. */
export const readObject = async (key: string, range?: { readonly from: number; readonly to: number }) => {
  const get = new GetObjectCommand({
    ...placeOf(key),
    ...(range === undefined ? {} : { Range: `bytes=${range.from}-${range.to - 1}` }),
  })
  try {
    return (await s3().send(get)).Body
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined
    throw error
  }
}

/** Reads the counted ballots of one shard; nothing where it has not been counted. */
export const readCountedShard = async (pollId: PollId, shard: number): Promise<CountedShard | undefined> => {
  const body = await readObject(keys.part(pollId, shard))
  return body === undefined ? undefined : CountedShard.parse(JSON.parse(await body.transformToString('utf8')))
}

/** All counted shards of a poll, one by one. Throws when one is missing. */
export async function* readCountedShards({ frozen: { pollId }, shards }: Poll): AsyncGenerator<CountedShard> {
  for (let shard = 0; shard < shards; shard++) {
    const counted = await readCountedShard(pollId, shard)
    if (counted === undefined) throw new Error(`Shard ${shard} has not been counted`)
    yield counted
  }
}

/** How many shards of a poll have been counted. At most 256 of them: one page of a listing. */
export const countedShards = async (pollId: PollId): Promise<number> => {
  const { KeyCount = 0 } = await s3().send(
    new ListObjectsV2Command({ Bucket: required('PUBLICATION_BUCKET'), Prefix: partsOf(pollId) }),
  )
  return KeyCount
}
