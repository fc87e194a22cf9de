// How the close of a poll is kept, step by step: each once, however often it is tried.
import type { CloudEvent } from '../../events/envelope.ts'
import { digestOf } from '../kernel/digest.ts'
import type { PollId } from '../kernel/ids.ts'
import { getItem } from '../table/read.ts'
import type { Table } from '../table/table.ts'
import { absent, transact, type Write } from '../table/write.ts'
import { SignedResult } from './count/result.ts'
import { Poll } from './poll/poll.ts'
import { secretPurposes } from './secrecy/poll-secrets.ts'
import { pollItem, pollKey, secretKey } from './store.ts'

const resultKey = (pollId: PollId) => ({ pk: `POLL#${pollId}`, sk: 'RESULT' }) as const

/** The result of a poll. Table, strong, 1 RCU per 4 KB. */
export const getResult = (table: Table, pollId: PollId): Promise<SignedResult | undefined> =>
  getItem(table, resultKey(pollId), SignedResult)

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
  return ['sealed', 'awaiting-lots', 'published', 'withheld'].includes(present.status) ? 'sealed' : 'not-closed'
}

/**
 * Posts the root of the ballots of a poll that waits for its lots: sealed → awaiting-lots, once. Transaction of 1 item and
 * the outbox. False when it was posted before.
 */
export const saveCounted = async (table: Table, poll: Poll, events: readonly CloudEvent[]): Promise<boolean> => {
  const post: Write = {
    put: pollItem(poll),
    condition: '#status = :sealed AND version = :before',
    names: { '#status': 'status' },
    values: { ':sealed': 'sealed', ':before': poll.version - 1 },
  }
  return (await transact(table, [post], events)).written
}

/** Records the lots of a poll once, and makes its close due again. Transaction of 1 item and the outbox. False: too late. */
export const saveLots = async (table: Table, poll: Poll, events: readonly CloudEvent[]): Promise<boolean> => {
  const record: Write = {
    put: pollItem(poll),
    condition: '#status = :counted AND version = :before',
    names: { '#status': 'status' },
    values: { ':counted': 'awaiting-lots', ':before': poll.version - 1 },
  }
  return (await transact(table, [record], events)).written
}

/**
 * Publishes a result once: result if absent, poll sealed or awaiting-lots → published, its secrets destroyed (from now on nobody can
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
        condition: '#status IN (:sealed, :counted)',
        names: { '#status': 'status' },
        values: { ':published': 'published', ':sealed': 'sealed', ':counted': 'awaiting-lots', ':one': 1 },
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

/** Withholds a result that does not add up: sealed or awaiting-lots → withheld, once. Transaction of 1 item and the outbox. */
export const saveWithheld = async (table: Table, poll: Poll, events: readonly CloudEvent[]): Promise<void> => {
  const withhold: Write = {
    update: pollKey(poll.frozen.pollId),
    expression: 'SET #status = :withheld, version = version + :one REMOVE gsi2pk, gsi2sk',
    condition: '#status IN (:sealed, :counted)',
    names: { '#status': 'status' },
    values: { ':withheld': 'withheld', ':sealed': 'sealed', ':counted': 'awaiting-lots', ':one': 1 },
  }
  await transact(table, [withhold], events)
}
