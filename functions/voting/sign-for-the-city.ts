// The city's signature, by a key that never leaves KMS.
import { KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { once } from '../../shared/kernel/memory.ts'
import { type CitySignature, signedText } from '../../shared/voting/evidence/city-signature.ts'
import type { Poll } from '../../shared/voting/poll/poll.ts'
import { cityKey } from './city-key.ts'
import { required } from './environment.ts'

const kms = once(() => new KMSClient({ maxAttempts: 4 }))

/** Signs a text of at most 4,096 bytes. */
const signForTheCity = async (text: string): Promise<CitySignature> => {
  const KeyId = required('SIGNING_KEY_ID')
  const [signingKey, { Signature }] = await Promise.all([
    cityKey(),
    kms().send(
      new SignCommand({
        KeyId,
        Message: Buffer.from(text),
        MessageType: 'RAW',
        SigningAlgorithm: 'ECDSA_SHA_256',
      }),
    ),
  ])
  if (Signature === undefined) throw new Error('KMS gave no signature')
  return { signature: Buffer.from(Signature).toString('base64'), signingKey }
}

/** The city's signature of a poll's configuration. */
export const signConfiguration = (configurationHash: string): Promise<CitySignature> =>
  signForTheCity(signedText('configuration', configurationHash))

/**
 * Signs a text about an announced poll (`signedText`, `checkpointBody`). Throws where the city's key is no longer the one
 * under which the poll was announced: an export has one key, and what is posted or recorded is never signed again.
 */
export const signForPoll = async ({ configurationSignature }: Poll, text: string): Promise<CitySignature> => {
  const signed = await signForTheCity(text)
  if (signed.signingKey !== configurationSignature.signingKey)
    throw new Error('The poll was announced under another signing key of the city')
  return signed
}
