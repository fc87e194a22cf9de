// The ballot box: a table of its own. The casting function may only put, the counting function may only query.
import * as z from 'zod'
import { queryAll } from '../../table/read.ts'
import type { Table } from '../../table/table.ts'
import { putOne } from '../../table/write.ts'
import { pollKeys } from '../keys.ts'
import type { Poll } from '../poll/poll.ts'
import type { OpeningKey, SealingKey } from '../secrecy/sealing.ts'
import { type CastBallot, type FoundBallot, shardOf } from './ballot.ts'
import { besideSealed, openBallot, sealBallot } from './stored-ballot.ts'

const partition = (poll: Poll, shard: number) => pollKeys.box(poll.frozen.pollId, shard)

const BoxKey = z.looseObject({ sk: z.string() })
const BoxItem = z.object({ sealed: z.instanceof(Uint8Array), number: z.string().optional() })

/**
 * What may already be stored there. A signed ballot replaces one with a lower number, or is the same ballot again; so a
 * delayed ballot never replaces a later one. In a poll of version 1 the last put counts.
 */
const conditionOf = (signed: CastBallot['signed']) => {
  const beside = besideSealed(signed)
  return beside === undefined
    ? { condition: 'attribute_not_exists(pk) OR attribute_exists(sealed)' }
    : {
        condition: 'attribute_not_exists(pk) OR #number < :number OR (#number = :number AND #digest = :digest)',
        names: { '#number': 'number', '#digest': 'digest' },
        values: { ':number': beside.number, ':digest': beside.digest },
      }
}

/**
 * Seals a ballot and puts it under the hash of its permit, which only that permit gives (ADR 0004). 1 conditional put,
 * 1 WCU per KB. The item has the same shape and length whatever was chosen, and nothing of when or by whom: the number is
 * random (ADR 0017), and the digest is that of a text with a signature nobody can guess. False if a ballot with a higher
 * number is stored there, or another one with the same number.
 */
export const putBallot = async (box: Table, poll: Poll, cast: CastBallot, key: SealingKey): Promise<boolean> => {
  const { hash, signed } = cast
  const result = await putOne(box, {
    put: {
      pk: partition(poll, shardOf(hash, poll.shards)),
      sk: `BALLOT#${hash}`,
      ...sealBallot(poll.frozen, cast, key),
    },
    ...conditionOf(signed),
  })
  if (!result.written && signed === undefined) throw new Error('The ballot box contains an item that is not a ballot')
  return result.written
}

const found = (poll: Poll, item: z.infer<typeof BoxKey>, key: OpeningKey): FoundBallot => {
  const hash = item.sk.replace(/^BALLOT#/, '')
  const stored = BoxItem.safeParse(item)
  return { hash, ballot: stored.success ? openBallot(poll.frozen, { ...stored.data, hash }, key) : undefined }
}

/**
 * All items of one shard, sorted by the hash of their permits. Strong, 1 RCU per 4 KB, page by page. Unreadable items
 * are returned too: they must withhold the result, not prevent the count.
 */
export async function* readShard(box: Table, poll: Poll, shard: number, key: OpeningKey): AsyncGenerator<FoundBallot> {
  for await (const item of queryAll(box, { pk: partition(poll, shard) }, BoxKey)) yield found(poll, item, key)
}
