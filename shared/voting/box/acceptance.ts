// A voter's evidence if a ballot is missing or changed later: the poll's own signature (Ed25519) that it was accepted.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'

/** A fresh key pair: PKCS #8 and SubjectPublicKeyInfo, DER; the public one in base64. */
export const makeAcceptanceKey = (): { readonly acceptanceKey: string; readonly privateKey: Uint8Array } => {
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  return { acceptanceKey: pair.publicKey.toString('base64'), privateKey: new Uint8Array(pair.privateKey) }
}

export const readAcceptancePrivateKey = (der: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })

/**
 * Which ballot was accepted under its hash: its number, and the digest of the whole ballot, with choice and signature. The
 * digest reveals nothing about the choice to anybody without the ballot. Undefined for an unsigned ballot.
 */
export type Signed = { readonly number: number; readonly digest: string } | undefined

const accepted = (pollId: string, ballotHash: string, signed: Signed) =>
  Buffer.from(
    signed === undefined
      ? `wijk/acceptance/v1\n${pollId}\n${ballotHash}`
      : `wijk/acceptance/v2\n${pollId}\n${ballotHash}\n${signed.number}\n${signed.digest}`,
  )

/** Signs that this ballot was accepted; base64url. The same each time: a retry gets the same answer. */
export const signAcceptance = (key: KeyObject, pollId: string, ballotHash: string, signed?: Signed): string =>
  sign(null, accepted(pollId, ballotHash, signed), key).toString('base64url')

/** Whether this is the poll's acceptance of that ballot. `acceptanceKey` as published by the poll. */
export const isAcceptance = (
  acceptanceKey: string,
  pollId: string,
  ballotHash: string,
  acceptance: string,
  signed?: Signed,
): boolean => {
  const key = createPublicKey({ key: Buffer.from(acceptanceKey, 'base64'), format: 'der', type: 'spki' })
  return verify(null, accepted(pollId, ballotHash, signed), key, Buffer.from(acceptance, 'base64url'))
}
