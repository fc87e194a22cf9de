// The ballot box: a table of its own. The casting function may only put, the counting function may only query.
import * as z from 'zod'
import { queryAll } from '../table/read.ts'
import type { Table } from '../table/table.ts'
import { putOne } from '../table/write.ts'
import { Ballot, type CastBallot, type FoundBallot, paddedChoiceLength, shardOf } from './ballot.ts'
import type { Poll } from './poll.ts'

const partition = (poll: Poll, shard: number) => `POLL#${poll.frozen.pollId}#BOX#${shard}`

const BoxKey = z.looseObject({ sk: z.string() })
const BoxItem = z.object({ message: z.string(), signature: z.string(), choice: z.string() })

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

const found = (item: z.infer<typeof BoxKey>): FoundBallot => {
  const hash = item.sk.replace(/^BALLOT#/, '')
  const stored = BoxItem.safeParse(item)
  if (!stored.success) return { hash, ballot: undefined }
  const { message, signature, choice } = stored.data
  const ballot = Ballot.safeParse({ permit: { message, signature }, choice: readJson(choice) })
  return { hash, ballot: ballot.data }
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * All items of one shard, sorted by the hash of their permits. Strong, 1 RCU per 4 KB, page after page. What is no ballot
 * is found all the same: an item nobody can read must withhold a result, not keep it from being counted.
 */
export async function* readShard(box: Table, poll: Poll, shard: number): AsyncGenerator<FoundBallot> {
  for await (const item of queryAll(box, { pk: partition(poll, shard) }, BoxKey)) yield found(item)
}
