// The counted ballots, as objects in a bucket: one for each part of the box, written once, never changed.
import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { canonicalJson } from '../../shared/kernel/digest.ts'
import type { PollId } from '../../shared/kernel/ids.ts'
import { CountedShard } from '../../shared/voting/result.ts'
import { required } from './environment.ts'

// Path style: the bucket's name stays out of the host name, as the development endpoint needs.
const s3 = new S3Client({ maxAttempts: 4, forcePathStyle: true })
const keyOf = (pollId: PollId, shard: number) => `polls/${pollId}/counted-ballots/${shard}.json`

/** Writes the counted ballots of one shard if they are not there. The same count again has the same bytes: nothing to do. */
export const putCountedShard = async (counted: CountedShard): Promise<void> => {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: required('PUBLICATION_BUCKET'),
        Key: keyOf(counted.pollId, counted.shard),
        Body: canonicalJson(counted),
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
    )
  } catch (error) {
    if (!(error instanceof S3ServiceException && error.name === 'PreconditionFailed')) throw error
  }
}

/** Reads the counted ballots of one shard; nothing where it has not been counted. */
export const readCountedShard = async (pollId: PollId, shard: number): Promise<CountedShard | undefined> => {
  try {
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket: required('PUBLICATION_BUCKET'), Key: keyOf(pollId, shard) }),
    )
    return Body === undefined ? undefined : CountedShard.parse(JSON.parse(await Body.transformToString('utf8')))
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined
    throw error
  }
}
