// The city signs its publications about a poll (ECDSA P-256 with SHA-256, by a key that never leaves the vault): the hash of
// its configuration before it opens, the root of its ballots, the record of its lots, and the digest of its result.
import { createPublicKey, verify } from 'node:crypto'
import * as z from 'zod'
import { Sha256 } from '../../kernel/digest.ts'

/** The signature (DER) and the city's public key (SubjectPublicKeyInfo), both in base64. */
export const CitySignature = z
  .strictObject({ signature: z.base64().max(200), signingKey: z.base64().max(200) })
  .meta({ id: 'CitySignature' })
export type CitySignature = z.infer<typeof CitySignature>

/** The signed text: a sentence about a hash, so that a signature cannot be reused for something else. */
export const signedText = (about: 'configuration' | 'result' | 'lots', hash: z.infer<typeof Sha256>): string =>
  `wijk/${about}/v1\n${Sha256.parse(hash)}`

/** Signs a text for the city. */
export type Sign = (text: string) => Promise<CitySignature>

/** The city's signature of a poll's configuration. */
export const signConfiguration = (sign: Sign, configurationHash: string): Promise<CitySignature> =>
  sign(signedText('configuration', configurationHash))

/**
 * Signs a text about an announced poll (`signedText`, `checkpointBody`). Throws if the city's key has changed since the
 * poll was announced: an export has one key, and posted or recorded data are not signed again.
 */
export const signForPoll = async (
  sign: Sign,
  { configurationSignature }: { readonly configurationSignature: CitySignature },
  text: string,
): Promise<CitySignature> => {
  const signed = await sign(text)
  if (signed.signingKey !== configurationSignature.signingKey)
    throw new Error('The poll was announced under another signing key of the city')
  return signed
}

/** Whether the holder of `signingKey` has signed this. Whose key it is must be known from elsewhere. */
export const isCitySignature = ({ signature, signingKey }: CitySignature, text: string): boolean =>
  verify(
    'sha256',
    Buffer.from(text),
    createPublicKey({ key: Buffer.from(signingKey, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  )
