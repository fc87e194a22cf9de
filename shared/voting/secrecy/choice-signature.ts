// The signature of a voter under a choice: ECDSA P-256 with SHA-256, by a one-time key that the voter's client made. The
// public key is what the permit signs, so nobody who sees a ballot in transit can change it (ADR 0017).
import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/** A public key as WebCrypto exports it `raw`: 0x04, then both coordinates. */
export const choiceKeyBytes = 65
/** r and s, 32 bytes each (IEEE P1363), as WebCrypto signs. */
export const choiceSignatureBytes = 64

/** The prefix of the point in a SubjectPublicKeyInfo of P-256. */
const spkiPrefix = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')

/** The key, or undefined if the bytes are not a point on the curve in the accepted encoding. */
const choiceKey = (raw: Uint8Array): KeyObject | undefined => {
  if (raw.length !== choiceKeyBytes || raw[0] !== 4) return undefined
  try {
    return createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' })
  } catch (error) {
    // Any error of OpenSSL means that this is not a point on the curve.
    if (error instanceof Error) return undefined
    throw error
  }
}

/** Half of the group's order. Of the two valid signatures (r, s) and (r, n − s), only the one with the lower s is taken. */
const halfOrder = Buffer.from('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8', 'hex')

const isLow = (signature: Uint8Array): boolean => Buffer.compare(signature.subarray(32), halfOrder) <= 0

/** Whether this key signed this text, in the canonical form of the signature. About 0.1 ms. */
export const isSignedByVoter = (publicKey: Uint8Array, text: string, signature: Uint8Array): boolean => {
  if (signature.length !== choiceSignatureBytes || !isLow(signature)) return false
  const key = choiceKey(publicKey)
  return key !== undefined && verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, signature)
}
