// The signature of a voter under a choice: ECDSA P-256 with SHA-256, by a one-time key that the voter's client made. The
// public key is what the permit signs, so whoever sees a ballot on its way can change nothing in it (ADR 0017).
import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/** A public key as WebCrypto exports it `raw`: 0x04, then both coordinates. */
export const choiceKeyBytes = 65
/** r and s, 32 bytes each (IEEE P1363), as WebCrypto signs. */
export const choiceSignatureBytes = 64

/** What comes before the point in a SubjectPublicKeyInfo of P-256. */
const spkiPrefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')

/** The key, or undefined where the bytes are no point of the curve, written in the one form that is taken. */
const choiceKey = (raw: Uint8Array): KeyObject | undefined => {
  if (raw.length !== choiceKeyBytes || raw[0] !== 4) return undefined
  try {
    return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' })
  } catch (error) {
    // Whatever OpenSSL objects to: it is no point of the curve.
    if (error instanceof Error) return undefined
    throw error
  }
}

/** Half of the group's order. Of the two signatures (r, s) and (r, n − s), which hold both, the one with the lower s is taken. */
const halfOrder = Buffer.from('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8', 'hex')

const isLow = (signature: Uint8Array): boolean => Buffer.compare(signature.subarray(32), halfOrder) <= 0

/** Whether this key signed this text, in the one form that a signature has. About 0.1 ms. */
export const isSignedByVoter = (publicKey: Uint8Array, text: string, signature: Uint8Array): boolean => {
  if (signature.length !== choiceSignatureBytes || !isLow(signature)) return false
  const key = choiceKey(publicKey)
  return key !== undefined && verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature)
}
