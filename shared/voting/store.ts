// Storage of polls. The ballot box is separate: ballot-box.ts.
import * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import type { PollId, WardCode } from '../kernel/ids.ts'
import { dueIndex } from '../platform/deadlines.ts'
import { listMerged } from '../table/merged.ts'
import { type Listing, listMatching, type PageRequest } from '../table/paging.ts'
import { countItems, existingKeys, getItem, keyText, queryAllListed, queryListed } from '../table/read.ts'
import type { Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent, putOne, type Write } from '../table/write.ts'
import { shardOf } from './box/ballot.ts'
import { closeDeadline, lotsDue } from './deadlines.ts'
import { pollKeys } from './keys.ts'
import { Poll } from './poll/poll.ts'

/** Key of a poll's item. */
export const pollKey = (pollId: PollId) => ({ pk: pollKeys.poll(pollId), sk: 'POLL' }) as const
const indexKeys = (poll: Poll) => {
  const { closesAt, pollId, electorate } = poll.frozen
  return {
    gsi1pk: pollKeys.ofWard(electorate.wardCode),
    gsi1sk: `${closesAt}#${pollId}`,
    ...dueIndex(closeDeadline, poll),
    ...dueIndex(lotsDue, poll),
  }
}

/** Storage of a poll: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptPolls: Kept<Poll> = {
  schema: Poll,
  key: ({ frozen }) => pollKey(frozen.pollId),
  index: indexKeys,
}

const markKey = (poll: Poll, mark: string) =>
  ({ pk: pollKeys.roll(poll.frozen.pollId, shardOf(mark, poll.shards)), sk: `VOTER#${mark}` }) as const

/** One poll. Table, strong, 1 RCU per 4 KB. */
export const getPoll = (table: Table, pollId: PollId): Promise<Poll | undefined> =>
  getItem(table, pollKey(pollId), Poll)

type Listed = { readonly wardCodes: readonly WardCode[]; readonly since?: Instant | undefined }

/**
 * Matching polls of these wards, closing since a moment or ever, the last to close first. gsi1, eventual, 0.5 RCU per 4 KB:
 * one query for each ward, and one for every five polls of a page that come from the same one.
 */
export const listPolls = (
  table: Table,
  { wardCodes, since }: Listed,
  page: PageRequest,
  matches?: (poll: Poll) => boolean,
): Promise<Listing<Poll> | 'invalid-cursor'> => {
  const narrowed = { index: 'gsi1', order: 'descending', ...(since === undefined ? {} : { skFrom: since }) } as const
  const ranges = wardCodes.map((wardCode) => ({ ...narrowed, pk: pollKeys.ofWard(wardCode) }))
  return listMerged(table, ranges, Poll, page, matches)
}

/** Matching polls of a ward that close after a moment, the first to close first. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listPollsClosingAfter = (
  table: Table,
  { wardCode, after }: { readonly wardCode: WardCode; readonly after: Instant },
  page: { readonly limit: number; readonly cursor?: string | undefined },
  matches: (poll: Poll) => boolean,
): Promise<Listing<Poll> | 'invalid-cursor'> =>
  listMatching(table, { index: 'gsi1', pk: pollKeys.ofWard(wardCode), skFrom: after }, Poll, page, matches)

/** Polls whose window has ended and that have no result yet; at most 100, the longest overdue first. gsi2, eventual. */
export const listPollsToClose = (table: Table, now: Instant): Promise<readonly Poll[]> =>
  queryListed(table, { index: 'gsi2', pk: pollKeys.closeDue(), skUpTo: now }, Poll, 100)

/** Polls that close later, announced or open, the first to close first. gsi2, eventual, 0.5 RCU per 4 KB. */
export const listPollsNotClosed = (table: Table, now: Instant): AsyncGenerator<Poll> =>
  queryAllListed(table, { index: 'gsi2', pk: pollKeys.closeDue(), skFrom: now }, Poll)

/** Polls whose beacon is due, or was before they were counted; at most 100, the longest overdue first. gsi2, eventual. */
export const listPollsAwaitingBeacon = (table: Table, now: Instant): Promise<readonly Poll[]> =>
  queryListed(table, { index: 'gsi2', pk: pollKeys.lotsDue(), skUpTo: now }, Poll, 100)

const Mark = z.object({ blindedDigest: Sha256 })

/**
 * Records on the roll that this voter takes a permit for this blinded message. Put if absent, 1 WCU.
 * True for the first time and for the same message again; false if there is a mark for another message.
 */
export const markVoter = async (table: Table, poll: Poll, mark: string, blindedDigest: string): Promise<boolean> => {
  const result = await putOne(table, { put: { ...markKey(poll, mark), blindedDigest }, ...absent })
  return result.written || Mark.parse(result.failed.get(0)).blindedDigest === blindedDigest
}

/**
 * The same mark as one write of a transaction: where somebody who votes here may not vote elsewhere. Put if absent, or for the
 * same message again. 1 item.
 */
export const voterMarked = (poll: Poll, mark: string, blindedDigest: string): Write => ({
  put: { ...markKey(poll, mark), blindedDigest },
  condition: 'attribute_not_exists(pk) OR blindedDigest = :blindedDigest',
  values: { ':blindedDigest': blindedDigest },
})

/** Which of these polls have this mark. Table, strong, BatchGet of at most 100, 1 RCU each. */
export const markedPolls = async (
  table: Table,
  marks: readonly { readonly poll: Poll; readonly mark: string }[],
): Promise<ReadonlySet<PollId>> => {
  const found = await existingKeys(
    table,
    marks.map(({ poll, mark }) => markKey(poll, mark)),
  )
  return new Set(
    marks.filter(({ poll, mark }) => found.has(keyText(markKey(poll, mark)))).map(({ poll }) => poll.frozen.pollId),
  )
}

/** The number of marks on the roll of a poll. Table, strong, a count query, 1 RCU per 4 KB, all shards. */
export const countMarks = async (table: Table, poll: Poll): Promise<number> => {
  const shards = Array.from({ length: poll.shards }, (_, shard) => pollKeys.roll(poll.frozen.pollId, shard))
  const counts = await Promise.all(shards.map((pk) => countItems(table, { pk })))
  return counts.reduce((total, count) => total + count, 0)
}
