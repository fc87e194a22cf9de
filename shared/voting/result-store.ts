// Storage of the result of a poll.
import type { PollId } from '../kernel/ids.ts'
import { getItem, getListed, type Key } from '../table/read.ts'
import { type Change, change } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { SignedResult } from './count/result.ts'
import { pollKeys } from './keys.ts'

const resultKey = (pollId: PollId): Key => ({ pk: pollKeys.poll(pollId), sk: 'RESULT' })

/** The result of a poll. Table, strong, 1 RCU per 4 KB. */
export const getResult = (table: Table, pollId: PollId): Promise<SignedResult | undefined> =>
  getItem(table, resultKey(pollId), SignedResult)

/** The existing results of polls. Table, strong, BatchGet of at most 100, 1 RCU per 4 KB of each. */
export const getResults = async (
  table: Table,
  pollIds: readonly PollId[],
): Promise<ReadonlyMap<PollId, SignedResult>> => {
  const found = await getListed(table, pollIds.map(resultKey), SignedResult)
  return new Map(found.map((signed) => [signed.result.pollId, signed]))
}

/** A result, written once. For the transaction that publishes the poll and ends its secrets. 1 item. */
export const resultChange = (pollId: PollId, counted: SignedResult): Change<'published-already'> =>
  change([{ put: { ...resultKey(pollId), ...counted }, ...absent }], [], 'published-already')
