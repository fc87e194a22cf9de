// The ballot box: a table of its own. The casting function may only put, the counting function may only query.
import * as z from 'zod'
import { queryAll } from '../table/read.ts'
import type { Table } from '../table/table.ts'
import { putOne } from '../table/write.ts'
import { type Ballot, type CastBallot, Permit, paddedChoiceLength, shardOf } from './ballot.ts'
import { Choice } from './ballot-form.ts'
import type { Poll } from './poll.ts'

const partition = (poll: Poll, shard: number) => `POLL#${poll.frozen.pollId}#BOX#${shard}`

const BoxItem = z.object({ sk: z.string(), message: z.string(), signature: z.string(), choice: z.string() })

/**
 * Puts a ballot under the hash of its permit; the same permit again replaces it. 1 conditional put, 1 WCU per KB.
 * The item has the same shape and length whatever was chosen, and nothing of when or by whom.
 */
export const putBallot = async (box: Table, poll: Poll, { hash, ballot }: CastBallot): Promise<void> => {
  const { message, signature } = ballot.permit
  const result = await putOne(box, {
    put: {
      pk: partition(poll, shardOf(hash, poll.shards)),
      sk: `BALLOT#${hash}`,
      message,
      signature,
      choice: JSON.stringify(ballot.choice).padEnd(paddedChoiceLength(poll.frozen)),
    },
    condition: 'attribute_not_exists(pk) OR message = :message',
    values: { ':message': message },
  })
  if (!result.written) throw new Error('Two permits have the same hash')
}

/** All ballots of one shard, sorted by the hash of their permits. Strong, 1 RCU per 4 KB, page after page. */
export async function* readShard(box: Table, poll: Poll, shard: number): AsyncGenerator<Ballot> {
  for await (const { message, signature, choice } of queryAll(box, { pk: partition(poll, shard) }, BoxItem))
    yield { permit: Permit.parse({ message, signature }), choice: Choice.parse(JSON.parse(choice)) }
}
