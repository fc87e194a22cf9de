// Blinding for thousands of voters (RFC 9474, RSABSSA-SHA384-PSS-Randomized). All share one blinding factor, so that it is
// raised and inverted once. That hides nothing from the signer, but the signer has the same work with each message.
import { createHash, createPublicKey, randomBytes } from 'node:crypto'

const [modulusBytes, hashBytes, saltBytes] = [384, 48, 48]

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
const bytesOf = (number: bigint): Buffer => Buffer.from(number.toString(16).padStart(2 * modulusBytes, '0'), 'hex')
const sha384 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha384')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** RFC 8017, appendix B.2.1. */
const mask = (seed: Uint8Array, length: number): Buffer => {
  const blocks = Array.from({ length: Math.ceil(length / hashBytes) }, (_, n) => sha384(seed, Buffer.of(0, 0, 0, n)))
  return Buffer.concat(blocks).subarray(0, length)
}

/** RFC 8017, section 9.1.1: EMSA-PSS, for a modulus of 3,072 bits. */
const encode = (message: Uint8Array): Buffer => {
  const salt = randomBytes(saltBytes)
  const hash = sha384(Buffer.alloc(8), sha384(message), salt)
  const length = modulusBytes - hashBytes - 1
  const data = Buffer.concat([Buffer.alloc(length - saltBytes - 1), Buffer.of(1), salt])
  const masked = mask(hash, length)
  for (const [place, byte] of data.entries()) masked[place] = (masked[place] ?? 0) ^ byte
  masked[0] = (masked[0] ?? 0) & 0x7f
  return Buffer.concat([masked, hash, Buffer.of(0xbc)])
}

const power = (base: bigint, exponent: bigint, modulus: bigint): bigint => {
  let [result, square] = [1n, base % modulus]
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}

const inverse = (number: bigint, modulus: bigint): bigint => {
  let [r, next, t, following] = [modulus, number, 0n, 1n]
  while (next !== 0n) {
    const quotient = r / next
    ;[r, next] = [next, r - quotient * next]
    ;[t, following] = [following, t - quotient * following]
  }
  return ((t % modulus) + modulus) % modulus
}

/** Blinds messages for the key of a poll, and unblinds the answers. */
export const blinding = (permitKey: string) => {
  const { n = '', e = '' } = createPublicKey({
    key: Buffer.from(permitKey, 'base64'),
    format: 'der',
    type: 'spki',
  }).export({ format: 'jwk' })
  const [modulus, exponent] = [numberOf(Buffer.from(n, 'base64url')), numberOf(Buffer.from(e, 'base64url'))]
  const factor = numberOf(randomBytes(modulusBytes)) % modulus
  const [raised, back] = [power(factor, exponent, modulus), inverse(factor, modulus)]
  return {
    blind: (message: Uint8Array): Buffer => bytesOf((numberOf(encode(message)) * raised) % modulus),
    unblind: (signature: Uint8Array): Buffer => bytesOf((numberOf(signature) * back) % modulus),
  }
}
