// The shape of the two tables. Read by infra, by the stores and by the tests; no client here.

/** The one table: wards, residents, initiatives, rounds, polls, who voted, results. */
export const mainTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** "Of this owner, in this order." */
  gsi1: { name: 'gsi1', partitionKey: 'gsi1pk', sortKey: 'gsi1sk' },
  /** "Due next": what the sweeper looks at. */
  gsi2: { name: 'gsi2', partitionKey: 'gsi2pk', sortKey: 'gsi2sk' },
  /** Cleanup only: nothing relies on it. Seconds since 1970. */
  timeToLive: 'expiresAt',
} as const

/** The ballot box: no stream, no index, no time to live, no timestamp (ADR 0003). */
export const ballotBox = { partitionKey: 'pk', sortKey: 'sk' } as const

/** First parts of the partition keys: what a function's role may be limited to (`dynamodb:LeadingKeys`). */
export const partitions = {
  wards: 'WARD',
  ward: 'WARD#',
  initiative: 'INITIATIVE#',
  /** What a resident has, in order of time: pointers, so that their own lists are consistent. */
  resident: 'RESIDENT#',
  round: 'ROUND#',
  elections: 'ELECTION',
  election: 'ELECTION#',
  poll: 'POLL#',
  pollKeys: 'POLLKEYS#',
  outbox: 'OUTBOX#',
} as const

/** Partition of the outbox items; also what the relay's filter selects. */
export const outboxShards = 8

/** What `gsi2pk` may be: one queue of due work each. */
export const dueQueues = { pollClose: 'DUE#POLL', pollLots: 'DUE#LOTS', roundAward: 'DUE#ROUND' } as const
