// The events of the last seven days, for an operator who publishes them again.
import * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { outboxShards, tableKeys } from './definition.ts'
import { queryAll } from './read.ts'
import type { Table } from './table.ts'

const Kept = z.object({ detail: z.string() })

/**
 * The texts of all events of a period that are still kept, the oldest first. Table, strong, the whole outbox of seven days,
 * for an operator: 1 RCU per 4 KB.
 */
export const listOutbox = async (table: Table, since: Instant, until: Instant): Promise<readonly string[]> => {
  const Envelope = z.object({ id: z.string(), time: z.string() })
  const found: (readonly [string, string])[] = []
  for (let shard = 0; shard < outboxShards; shard += 1)
    for await (const { detail } of queryAll(table, { pk: tableKeys.outbox(shard) }, Kept)) {
      const { id, time } = Envelope.parse(JSON.parse(detail))
      if (since <= time && time < until) found.push([id, detail])
    }
  // Ids are made in the order of time.
  return found.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, detail]) => detail)
}
