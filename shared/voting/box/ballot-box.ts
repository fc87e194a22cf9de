// The ballot box: a table of its own. The casting function may only put, the counting function may only query.
import * as z from 'zod'
import { canonicalJson } from '../../kernel/digest.ts'
import { queryAll } from '../../table/read.ts'
import type { Table } from '../../table/table.ts'
import { putOne } from '../../table/write.ts'
import type { Poll } from '../poll/poll.ts'
import { type OpeningKey, openText, type SealingKey, sealText } from '../secrecy/sealing.ts'
import { Ballot, type CastBallot, type FoundBallot, paddedBallotLength, shardOf } from './ballot.ts'

const partition = (poll: Poll, shard: number) => `POLL#${poll.frozen.pollId}#BOX#${shard}`

const BoxKey = z.looseObject({ sk: z.string() })
const BoxItem = z.object({ sealed: z.instanceof(Uint8Array) })

/**
 * Seals a ballot and puts it under the hash of its permit; the same permit again replaces it. 1 conditional put, 1 WCU
 * per KB. The item has the same shape and length whatever was chosen, and nothing of when or by whom. Its condition is
 * that what lies there already, if anything, is a ballot: only its own permit leads to this key (ADR 0004).
 */
export const putBallot = async (
  box: Table,
  poll: Poll,
  { hash, ballot }: CastBallot,
  key: SealingKey,
): Promise<void> => {
  const { pollId } = poll.frozen
  const text = canonicalJson(ballot).padEnd(paddedBallotLength(poll.frozen))
  const result = await putOne(box, {
    put: {
      pk: partition(poll, shardOf(hash, poll.shards)),
      sk: `BALLOT#${hash}`,
      sealed: sealText(key, text, { pollId, hash }),
    },
    condition: 'attribute_not_exists(pk) OR attribute_exists(sealed)',
  })
  if (!result.written) throw new Error('Something that is no ballot lies in the box')
}

const found = (poll: Poll, item: z.infer<typeof BoxKey>, key: OpeningKey): FoundBallot => {
  const hash = item.sk.replace(/^BALLOT#/, '')
  const stored = BoxItem.safeParse(item)
  if (!stored.success) return { hash, ballot: undefined }
  const text = openText(key, stored.data.sealed, { pollId: poll.frozen.pollId, hash })
  return { hash, ballot: text === undefined ? undefined : Ballot.safeParse(readJson(text)).data }
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
export async function* readShard(box: Table, poll: Poll, shard: number, key: OpeningKey): AsyncGenerator<FoundBallot> {
  for await (const item of queryAll(box, { pk: partition(poll, shard) }, BoxKey)) yield found(poll, item, key)
}
