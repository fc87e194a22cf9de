// The secrets of a poll, wrapped by KMS. The key's policy and the context bind each to its poll and its purpose.
import { DecryptCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms'
import type { PollId } from '../../shared/kernel/ids.ts'
import type { PollSecrets } from '../../shared/voting/permit.ts'
import type { WrappedSecrets } from '../../shared/voting/store.ts'
import { required } from './environment.ts'

const kms = new KMSClient({ maxAttempts: 4 })
const contextOf = (pollId: PollId, purpose: 'permit' | 'roll') => ({ poll: pollId, purpose })

const wrap = async (keyId: string, plain: Uint8Array, pollId: PollId, purpose: 'permit' | 'roll') => {
  const { CiphertextBlob } = await kms.send(
    new EncryptCommand({ KeyId: keyId, Plaintext: plain, EncryptionContext: contextOf(pollId, purpose) }),
  )
  if (CiphertextBlob === undefined) throw new Error('KMS gave no ciphertext')
  return CiphertextBlob
}

const unwrap = async (keyId: string, wrapped: Uint8Array, pollId: PollId, purpose: 'permit' | 'roll') => {
  const { Plaintext } = await kms.send(
    new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: contextOf(pollId, purpose) }),
  )
  if (Plaintext === undefined) throw new Error('KMS gave no plaintext')
  return Plaintext
}

/** For the function that announces a poll: it may wrap, never unwrap. */
export const wrapSecrets = async (pollId: PollId, secrets: PollSecrets): Promise<WrappedSecrets> => {
  const [permit, roll] = await Promise.all([
    wrap(required('PERMIT_KEY_ID'), secrets.permitPrivateKey, pollId, 'permit'),
    wrap(required('ROLL_KEY_ID'), secrets.rollKey, pollId, 'roll'),
  ])
  return { permit, roll }
}

export const unwrapPermitKey = (pollId: PollId, wrapped: Uint8Array) =>
  unwrap(required('PERMIT_KEY_ID'), wrapped, pollId, 'permit')

export const unwrapRollKey = (pollId: PollId, wrapped: Uint8Array) =>
  unwrap(required('ROLL_KEY_ID'), wrapped, pollId, 'roll')
