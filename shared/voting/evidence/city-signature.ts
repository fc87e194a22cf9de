// The city signs what it publishes of a poll (ECDSA P-256 with SHA-256, by a key that never leaves the vault): the hash of
// its configuration before it opens, the root of its ballots, the record of its lots, and the digest of its result.
import { createPublicKey, verify } from 'node:crypto'
import * as z from 'zod'
import { Sha256 } from '../../kernel/digest.ts'

/** The signature (DER) and the city's public key (SubjectPublicKeyInfo), both in base64. */
export const CitySignature = z
  .strictObject({ signature: z.base64().max(200), signingKey: z.base64().max(200) })
  .meta({ id: 'CitySignature' })
export type CitySignature = z.infer<typeof CitySignature>

/** What is signed: a sentence about a hash, so that a signature of one thing is not taken for that of another. */
export const signedText = (about: 'configuration' | 'result' | 'lots', hash: z.infer<typeof Sha256>): string =>
  `wijk/${about}/v1\n${Sha256.parse(hash)}`

/** Whether the holder of `signingKey` has signed this. Whose key it is, somebody else must say. */
export const isCitySignature = ({ signature, signingKey }: CitySignature, text: string): boolean =>
  verify(
    'sha256',
    Buffer.from(text),
    createPublicKey({ key: Buffer.from(signingKey, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  )
