// How the result of a poll is kept.
import type { PollId } from '../kernel/ids.ts'
import { getItem } from '../table/read.ts'
import { type Change, change } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { SignedResult } from './count/result.ts'
import { secretPurposes } from './secrecy/poll-secrets.ts'
import { secretKey } from './store.ts'

const resultKey = (pollId: PollId) => ({ pk: `POLL#${pollId}`, sk: 'RESULT' }) as const

/** The result of a poll. Table, strong, 1 RCU per 4 KB. */
export const getResult = (table: Table, pollId: PollId): Promise<SignedResult | undefined> =>
  getItem(table, resultKey(pollId), SignedResult)

/**
 * A result, once, and the end of the poll's secrets: from now on nobody can tell who took part. For the transaction that
 * publishes the poll. 5 items.
 */
export const resultChange = (pollId: PollId, counted: SignedResult): Change<'published-already'> =>
  change([{ put: { ...resultKey(pollId), ...counted }, ...absent }, ...secretsGone(pollId)], [], 'published-already')

/** The end of a poll's secrets. For the transaction that ends the poll. 4 items. */
export const endOfSecrets = (pollId: PollId): Change<'changed-meanwhile'> =>
  change(secretsGone(pollId), [], 'changed-meanwhile')

const secretsGone = (pollId: PollId) =>
  secretPurposes.map((purpose) => ({
    delete: secretKey(pollId, purpose),
    condition: 'attribute_exists(pk) OR attribute_not_exists(pk)',
  }))
