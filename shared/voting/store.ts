// How polls are kept. The ballot box has a room of its own: ballot-box.ts.
import * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import type { PollId, WardCode } from '../kernel/ids.ts'
import { unreachable } from '../kernel/refusals.ts'
import { dueQueues } from '../table/definition.ts'
import { type Listing, listPage } from '../table/paging.ts'
import { existingKeys, getItem, keyText, queryAll, queryPage } from '../table/read.ts'
import { type Change, change, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent, putOne } from '../table/write.ts'
import { shardOf } from './box/ballot.ts'
import { lotsDueFrom } from './lots/lots-of-poll.ts'
import { Poll } from './poll/poll.ts'
import { type PollSecrets, type SecretPurpose, secretPurposes } from './secrecy/poll-secrets.ts'

/** Key of a poll's item. */
export const pollKey = (pollId: PollId) => ({ pk: `POLL#${pollId}`, sk: 'POLL' }) as const
/** Key of a wrapped secret. A partition for each purpose: a role may be limited to the one it needs. */
export const secretKey = (pollId: PollId, purpose: SecretPurpose) =>
  ({ pk: `POLLKEYS#${pollId}#${purpose.toUpperCase()}`, sk: 'KEY' }) as const
/** What is due next for a poll: its close, or its lots. A session in public that was fixed is due for nobody. */
const dueOf = (poll: Poll): { readonly queue: string; readonly at: Instant | undefined } | undefined => {
  switch (poll.status) {
    case 'announced':
    case 'sealed':
    case 'lots-drawn':
      return { queue: dueQueues.pollClose, at: poll.frozen.closesAt }
    case 'awaiting-lots':
      return { queue: dueQueues.pollLots, at: lotsDueFrom(poll) }
    case 'cancelled':
    case 'published':
    case 'withheld':
    case 'void':
      return undefined
    default:
      return unreachable(poll)
  }
}

const indexKeys = (poll: Poll) => {
  const { closesAt, pollId, electorate } = poll.frozen
  const due = dueOf(poll)
  return {
    gsi1pk: `WARD#${electorate.wardCode}#POLL`,
    gsi1sk: `${closesAt}#${pollId}`,
    ...(due?.at === undefined ? {} : { gsi2pk: due.queue, gsi2sk: `${due.at}#${pollId}` }),
  }
}

/** How a poll is kept: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptPolls: Kept<Poll> = {
  schema: Poll,
  key: ({ frozen }) => pollKey(frozen.pollId),
  index: indexKeys,
}

const markKey = (poll: Poll, mark: string) =>
  ({ pk: `POLL#${poll.frozen.pollId}#ROLL#${shardOf(mark, poll.shards)}`, sk: `VOTER#${mark}` }) as const

const WrappedSecret = z.object({ wrapped: z.instanceof(Uint8Array) })

/** The wrapped secrets of a poll, all absent before. For the transaction that announces it. 4 items. */
export const secretsChange = (pollId: PollId, wrapped: PollSecrets): Change<'changed-meanwhile'> =>
  change(
    secretPurposes.map((purpose) => ({
      put: { ...secretKey(pollId, purpose), wrapped: wrapped[purpose] },
      ...absent,
    })),
    [],
    'changed-meanwhile',
  )

/** One poll. Table, strong, 1 RCU per 4 KB. */
export const getPoll = (table: Table, pollId: PollId): Promise<Poll | undefined> =>
  getItem(table, pollKey(pollId), Poll)

/** Polls of a ward, the last to close first. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listPolls = (
  table: Table,
  wardCode: WardCode,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Listing<Poll> | 'invalid-cursor'> =>
  listPage(table, { index: 'gsi1', pk: `WARD#${wardCode}#POLL`, order: 'descending' }, Poll, page)

/** Polls of a ward that close after a moment, the first to close first; at most 50. gsi1, eventual. */
export const listPollsClosingAfter = async (
  table: Table,
  wardCode: WardCode,
  after: Instant,
): Promise<readonly Poll[]> =>
  (await queryPage(table, { index: 'gsi1', pk: `WARD#${wardCode}#POLL`, skFrom: after }, Poll, 50)).items

/** Polls whose window has ended and that have no result yet; at most 100, the longest overdue first. gsi2, eventual. */
export const listPollsToClose = async (table: Table, now: Instant): Promise<readonly Poll[]> =>
  (await queryPage(table, { index: 'gsi2', pk: dueQueues.pollClose, skUpTo: now }, Poll, 100)).items

/** Polls that close later, announced or open, the first to close first. gsi2, eventual, 0.5 RCU per 4 KB. */
export const listPollsNotClosed = (table: Table, now: Instant): AsyncGenerator<Poll> =>
  queryAll(table, { index: 'gsi2', pk: dueQueues.pollClose, skFrom: now }, Poll)

/** Polls whose beacon is due, or was before they were counted; at most 100, the longest overdue first. gsi2, eventual. */
export const listPollsAwaitingBeacon = async (table: Table, now: Instant): Promise<readonly Poll[]> =>
  (await queryPage(table, { index: 'gsi2', pk: dueQueues.pollLots, skUpTo: now }, Poll, 100)).items

/** One wrapped secret of a poll. Table, strong, 1 RCU. Gone when the result is final. */
export const getSecret = async (
  table: Table,
  pollId: PollId,
  purpose: SecretPurpose,
): Promise<Uint8Array | undefined> => (await getItem(table, secretKey(pollId, purpose), WrappedSecret))?.wrapped

const Mark = z.object({ blindedDigest: Sha256 })

/**
 * Marks on the roll that this voter takes a permit for this blinded message. Put if absent, 1 WCU.
 * True for the first time and for the same message again; false when there is a mark for another message.
 */
export const markVoter = async (table: Table, poll: Poll, mark: string, blindedDigest: string): Promise<boolean> => {
  const result = await putOne(table, { put: { ...markKey(poll, mark), blindedDigest }, ...absent })
  return result.written || Mark.parse(result.failed.get(0)).blindedDigest === blindedDigest
}

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

/** How many marks the roll of a poll has. Table, strong, 1 RCU per 4 KB, all its shards. */
export const countMarks = async (table: Table, poll: Poll): Promise<number> => {
  const shards = Array.from({ length: poll.shards }, (_, shard) => `POLL#${poll.frozen.pollId}#ROLL#${shard}`)
  const counts = await Promise.all(
    shards.map(async (pk) => {
      let count = 0
      for await (const _ of queryAll(table, { pk }, Mark)) count += 1
      return count
    }),
  )
  return counts.reduce((total, count) => total + count, 0)
}
