// How polls are kept. The ballot box has a room of its own: ballot-box.ts.
import * as z from 'zod'
import type { CloudEvent } from '../../events/envelope.ts'
import type { Instant } from '../kernel/clock.ts'
import { digestOf, Sha256 } from '../kernel/digest.ts'
import type { PollId, WardCode } from '../kernel/ids.ts'
import { dueQueues } from '../table/definition.ts'
import { type Listing, listPage } from '../table/paging.ts'
import { existingKeys, getItem, keyText, queryAll, queryPage } from '../table/read.ts'
import type { Table } from '../table/table.ts'
import { absent, putOne, transact, type Write } from '../table/write.ts'
import { shardOf } from './ballot.ts'
import { CitySignature } from './city-signature.ts'
import { Poll } from './poll.ts'
import { type PollSecrets, type SecretPurpose, secretPurposes } from './poll-secrets.ts'
import { PollResult } from './result.ts'

const pollKey = (pollId: PollId) => ({ pk: `POLL#${pollId}`, sk: 'POLL' }) as const
const resultKey = (pollId: PollId) => ({ pk: `POLL#${pollId}`, sk: 'RESULT' }) as const
// A partition for each purpose: a role may be limited to the one it needs.
const secretKey = (pollId: PollId, purpose: SecretPurpose) =>
  ({ pk: `POLLKEYS#${pollId}#${purpose.toUpperCase()}`, sk: 'KEY' }) as const
const markKey = (poll: Poll, mark: string) =>
  ({ pk: `POLL#${poll.frozen.pollId}#ROLL#${shardOf(mark, poll.shards)}`, sk: `VOTER#${mark}` }) as const

const WrappedSecret = z.object({ wrapped: z.instanceof(Uint8Array) })

const pollItem = (poll: Poll) => ({
  ...pollKey(poll.frozen.pollId),
  ...poll,
  gsi1pk: `WARD#${poll.frozen.electorate.wardCode}#POLL`,
  gsi1sk: `${poll.frozen.closesAt}#${poll.frozen.pollId}`,
  ...(poll.status === 'announced' || poll.status === 'sealed'
    ? { gsi2pk: dueQueues.pollClose, gsi2sk: `${poll.frozen.closesAt}#${poll.frozen.pollId}` }
    : {}),
})

/** The poll and its wrapped secrets, all absent before. For a transaction with the round or contest it belongs to. 5 items. */
export const announcementWrites = (poll: Poll, wrapped: PollSecrets): readonly Write[] => [
  { put: pollItem(poll), ...absent },
  ...secretPurposes.map((purpose) => ({
    put: { ...secretKey(poll.frozen.pollId, purpose), wrapped: wrapped[purpose] },
    ...absent,
  })),
]

/** A poll moved or called off, if it is still the version before. 1 item. */
export const changeWrites = (poll: Poll): readonly Write[] => [
  {
    put: pollItem(poll),
    condition: '#status = :announced AND version = :before',
    names: { '#status': 'status' },
    values: { ':announced': 'announced', ':before': poll.version - 1 },
  },
]

/** One poll. Table, strong, 1 RCU per 4 KB. */
export const getPoll = (table: Table, pollId: PollId): Promise<Poll | undefined> =>
  getItem(table, pollKey(pollId), Poll)

/** A result as it lies in the table: with the city's signature beside it. */
const SignedResult = z.object({ result: PollResult, signature: CitySignature })
export type SignedResult = z.infer<typeof SignedResult>

/** The result of a poll. Table, strong, 1 RCU per 4 KB. */
export const getResult = (table: Table, pollId: PollId): Promise<SignedResult | undefined> =>
  getItem(table, resultKey(pollId), SignedResult)

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

/** Closes the box for good: announced → sealed. Done already is done. Transaction of 1 item and the outbox. */
export const saveSeal = async (
  table: Table,
  poll: Poll,
  events: readonly CloudEvent[],
): Promise<'sealed' | 'not-closed'> => {
  const seal: Write = {
    update: pollKey(poll.frozen.pollId),
    expression: 'SET #status = :sealed, version = version + :one',
    condition: '#status = :announced AND frozen.closesAt = :closesAt',
    names: { '#status': 'status' },
    values: { ':sealed': 'sealed', ':announced': 'announced', ':one': 1, ':closesAt': poll.frozen.closesAt },
  }
  const result = await transact(table, [seal], events)
  if (result.written) return 'sealed'
  const present = Poll.parse(result.failed.get(0))
  return ['sealed', 'published', 'withheld'].includes(present.status) ? 'sealed' : 'not-closed'
}

/**
 * Publishes a result once: result if absent, poll sealed → published, its secrets destroyed (from now on nobody can
 * tell who took part). Transaction of 6 items and the outbox. The result that stands comes back, ours or an equal one.
 */
export const saveResult = async (
  table: Table,
  poll: Poll,
  counted: SignedResult,
  events: readonly CloudEvent[],
): Promise<SignedResult> => {
  const { pollId } = poll.frozen
  const anyState = { condition: 'attribute_exists(pk) OR attribute_not_exists(pk)' } as const
  const result = await transact(
    table,
    [
      { put: { ...resultKey(pollId), ...counted }, ...absent },
      {
        update: pollKey(pollId),
        expression: 'SET #status = :published, version = version + :one REMOVE gsi2pk, gsi2sk',
        condition: '#status = :sealed',
        names: { '#status': 'status' },
        values: { ':published': 'published', ':sealed': 'sealed', ':one': 1 },
      },
      ...secretPurposes.map((purpose) => ({ delete: secretKey(pollId, purpose), ...anyState })),
    ],
    events,
  )
  if (result.written) return counted
  const standing = await getResult(table, pollId)
  if (standing === undefined) throw new Error('The poll is not sealed')
  if (digestOf(standing.result) !== digestOf(counted.result)) throw new Error('A different result has been published')
  return standing
}

/** Withholds a result that does not add up: sealed → withheld, once. Transaction of 1 item and the outbox. */
export const saveWithheld = async (table: Table, poll: Poll, events: readonly CloudEvent[]): Promise<void> => {
  const withhold: Write = {
    update: pollKey(poll.frozen.pollId),
    expression: 'SET #status = :withheld, version = version + :one REMOVE gsi2pk, gsi2sk',
    condition: '#status = :sealed',
    names: { '#status': 'status' },
    values: { ':withheld': 'withheld', ':sealed': 'sealed', ':one': 1 },
  }
  await transact(table, [withhold], events)
}
