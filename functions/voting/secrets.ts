// The secrets of a poll, wrapped by KMS. Each purpose has a key of its own, and its context binds it to the poll.
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import type { PollId } from '../../shared/kernel/ids.ts'
import { once } from '../../shared/kernel/memory.ts'
import type { Table } from '../../shared/table/table.ts'
import type { PollSecrets, SecretPurpose } from '../../shared/voting/secrecy/poll-secrets.ts'
import { getSecret } from '../../shared/voting/store.ts'
import { required } from './environment.ts'

const kms = once(() => new KMSClient({ maxAttempts: 4 }))
const contextOf = (pollId: PollId, purpose: SecretPurpose) => ({ poll: pollId, purpose })
const keyIdOf = (purpose: SecretPurpose) => required(`${purpose.toUpperCase()}_KEY_ID`)

const wrap = async (pollId: PollId, purpose: SecretPurpose, plain: Uint8Array): Promise<Uint8Array> => {
  const { CiphertextBlob } = await kms().send(
    new EncryptCommand({ KeyId: keyIdOf(purpose), Plaintext: plain, EncryptionContext: contextOf(pollId, purpose) }),
  )
  if (CiphertextBlob === undefined) throw new Error('KMS gave no ciphertext')
  return CiphertextBlob
}

/** For the function that announces a poll: it may wrap, never unwrap. */
export const wrapSecrets = async (pollId: PollId, secrets: PollSecrets): Promise<PollSecrets> => {
  const [permit, roll, acceptance, seal] = await Promise.all([
    wrap(pollId, 'permit', secrets.permit),
    wrap(pollId, 'roll', secrets.roll),
    wrap(pollId, 'acceptance', secrets.acceptance),
    wrap(pollId, 'seal', secrets.seal),
  ])
  return { permit, roll, acceptance, seal }
}

/** One secret of a poll in plain, for the one function that may have it; nothing when the result is final. */
export const findSecret = async (
  table: Table,
  pollId: PollId,
  purpose: SecretPurpose,
): Promise<Uint8Array | undefined> => {
  const wrapped = await getSecret(table, pollId, purpose)
  if (wrapped === undefined) return undefined
  const { Plaintext } = await kms().send(
    new DecryptCommand({
      KeyId: keyIdOf(purpose),
      CiphertextBlob: wrapped,
      EncryptionContext: contextOf(pollId, purpose),
    }),
  )
  if (Plaintext === undefined) throw new Error('KMS gave no plaintext')
  return Plaintext
}
