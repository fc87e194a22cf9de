// The city's public key. Its private half never leaves KMS.
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { memoize, once } from '../../shared/kernel/memory.ts'
import { required } from './environment.ts'

const kms = once(() => new KMSClient({ maxAttempts: 4 }))

const findPublicKey = memoize(1, async (keyId: string) => {
  const { PublicKey } = await kms().send(new GetPublicKeyCommand({ KeyId: keyId }))
  return PublicKey === undefined ? undefined : Buffer.from(PublicKey).toString('base64')
})

/** SPKI in base64. */
export const cityKey = async (): Promise<string> => {
  const signingKey = await findPublicKey(required('SIGNING_KEY_ID'))
  if (signingKey === undefined) throw new Error('KMS gave no public key')
  return signingKey
}
