// The city's signature, by a key that never leaves KMS.
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { type Environment, required } from '../kernel/environment.ts'
import { memoize } from '../kernel/memory.ts'
import { clientsOf } from './clients.ts'

const kmsOf = clientsOf('KMS', (settings) => new KMSClient(settings))

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

export type Signer = {
  /** The public key, SubjectPublicKeyInfo in base64. */
  readonly publicKey: () => Promise<string>
  /** Signs a text of at most 4,096 bytes: ECDSA P-256 with SHA-256, DER in base64. */
  readonly sign: (text: string) => Promise<{ readonly signature: string; readonly signingKey: string }>
}

/** Who signs with the key `SIGNING_KEY_ID`. The public key is asked for once. */
export const openSigner = (environment: Environment): Signer => {
  const kms = () => kmsOf(environment)
  const findPublicKey = memoize(1, async (KeyId: string) => {
    const { PublicKey } = await kms().send(new GetPublicKeyCommand({ KeyId }))
    return PublicKey && base64(PublicKey)
  })
  const publicKey = async () => {
    const signingKey = await findPublicKey(required(environment, 'SIGNING_KEY_ID'))
    if (signingKey === undefined) throw new Error('KMS gave no public key')
    return signingKey
  }
  return {
    publicKey,
    sign: async (text) => {
      const request = new SignCommand({
        KeyId: required(environment, 'SIGNING_KEY_ID'),
        Message: Buffer.from(text),
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      })
      const [signingKey, { Signature }] = await Promise.all([publicKey(), kms().send(request)])
      if (Signature === undefined) throw new Error('KMS gave no signature')
      return { signature: base64(Signature), signingKey }
    },
  }
}
