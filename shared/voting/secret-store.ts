// Storage of the secrets of a poll: each wrapped by a separate key, and bound to the poll.
import * as z from 'zod'
import type { PollId } from '../kernel/ids.ts'
import type { Vault } from '../platform/vault.ts'
import { getItem, type Key } from '../table/read.ts'
import { type Change, change } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { pollKeys } from './keys.ts'
import { type PollSecrets, type SecretPurpose, secretPurposes } from './secrecy/poll-secrets.ts'

/** The vault with the keys of polls. */
export type PollVault = Vault<SecretPurpose>

const secretKey = (pollId: PollId, purpose: SecretPurpose): Key => ({
  pk: pollKeys.secrets(pollId, purpose.toUpperCase()),
  sk: 'KEY',
})
const WrappedSecret = z.object({ wrapped: z.instanceof(Uint8Array) })
const contextOf = (pollId: PollId) => ({ poll: pollId })

/** For the function that announces a poll: it may wrap, never unwrap. */
export const wrapSecrets = async (vault: PollVault, pollId: PollId, secrets: PollSecrets): Promise<PollSecrets> => {
  const wrap = (purpose: SecretPurpose) => vault.wrap(purpose, contextOf(pollId), secrets[purpose])
  const [permit, roll, acceptance, seal] = await Promise.all([
    wrap('permit'),
    wrap('roll'),
    wrap('acceptance'),
    wrap('seal'),
  ])
  return { permit, roll, acceptance, seal }
}

/** The wrapped secrets of a poll, if absent. For the transaction that announces it. 4 items. */
export const secretsChange = (pollId: PollId, wrapped: PollSecrets): Change<'changed-meanwhile'> =>
  change(
    secretPurposes.map((purpose) => ({ put: { ...secretKey(pollId, purpose), wrapped: wrapped[purpose] }, ...absent })),
    [],
    'changed-meanwhile',
  )

/** One secret of a poll in plain, for the one function that may have it. Table, strong, 1 RCU. Gone when the result is final. */
export const findSecret = async (
  table: Table,
  vault: PollVault,
  pollId: PollId,
  purpose: SecretPurpose,
): Promise<Uint8Array | undefined> => {
  const secret = await getItem(table, secretKey(pollId, purpose), WrappedSecret)
  return secret && vault.unwrap(purpose, contextOf(pollId), secret.wrapped)
}

/** Deletes a poll's secrets: afterwards nobody can tell who took part. For the transaction that ends the poll. 4 items. */
export const endOfSecrets = (pollId: PollId): Change<'changed-meanwhile'> =>
  change(
    secretPurposes.map((purpose) => ({
      delete: secretKey(pollId, purpose),
      condition: 'attribute_exists(pk) OR attribute_not_exists(pk)',
    })),
    [],
    'changed-meanwhile',
  )
