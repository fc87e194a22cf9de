// The shape of the two tables. Read by infra, by the stores and by the tests; no client here.
import { partition, some } from './keys.ts'

/** The one table: wards, residents, initiatives, rounds, polls, who voted, results. */
export const mainTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** "Of this owner, in this order." */
  gsi1: { name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
  /** "Due next": what the sweeper looks at. */
  gsi2: { name: 'gsi2', partitionKey: 'gsi2pk', sortKey: 'gsi2sk' },
  /** TTL is cleanup only; nothing relies on it. Seconds since 1970. */
  timeToLive: 'expiresAt',
} as const

/** The ballot box: no stream, no index, no time to live, no timestamp (ADR 0003). */
export const ballotBox = { partitionKey: 'pk', sortKey: 'sk' } as const

/** The number of partitions of the outbox. Its prefix is what the relay's filter selects. */
export const outboxShards = 8
export const tableKeys = { outbox: partition`OUTBOX#${some}` } as const
