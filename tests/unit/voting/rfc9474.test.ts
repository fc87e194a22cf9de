// RFC 9474, Appendix A. The test vectors are data of the RFC; tests/data/vectors/README.md names their source.
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { signBlinded, verifies } from '../../../shared/voting/secrecy/permit.ts'

const file = fileURLToPath(new URL('../../data/vectors/rfc9474.json', import.meta.url))

const Hex = z.string().transform((text) => text.replace(/^0x/, ''))
const Vectors = z.array(
  z.object({
    name: z.string(),
    p: Hex,
    q: Hex,
    n: Hex,
    e: Hex,
    d: Hex,
    msg: Hex,
    msg_prefix: Hex,
    blinded_msg: Hex,
    blind_sig: Hex,
    sig: Hex,
  }),
)
type Vector = z.infer<typeof Vectors>[number]

const number = (hex: string) => BigInt(`0x${hex}`)
const text = (value: bigint) => {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}

const inverse = (a: bigint, modulus: bigint): bigint => {
  let [r, rest, s, next] = [a % modulus, modulus, 1n, 0n]
  while (rest > 0n) {
    const quotient = r / rest
    ;[r, rest, s, next] = [rest, r - quotient * rest, next, s - quotient * next]
  }
  return ((s % modulus) + modulus) % modulus
}

const keyOf = (vector: Vector) => {
  const [p, q, d] = [number(vector.p), number(vector.q), number(vector.d)]
  const parts = {
    n: number(vector.n),
    e: number(vector.e),
    d,
    p,
    q,
    dp: d % (p - 1n),
    dq: d % (q - 1n),
    qi: inverse(q, p),
  }
  const jwk = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, text(value)]))
  return createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' })
}

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const hex = (array: Uint8Array | undefined) => Buffer.from(array ?? []).toString('hex')

describe('the test vectors of RFC 9474', () => {
  const vectors = Vectors.parse(JSON.parse(readFileSync(file, 'utf8')))
  const suites = ['RSABSSA-SHA384-PSS-Randomized', 'RSABSSA-SHA384-PSS-Deterministic']

  it.each(suites)('%s: we sign and verify what the RFC signs and verifies', (suite) => {
    const vector = vectors.find(({ name }) => name === suite)
    if (vector === undefined) throw new Error(`No vector of ${suite}`)
    const key = keyOf(vector)
    expect(hex(signBlinded(key, bytes(vector.blinded_msg)))).toBe(vector.blind_sig)
    const prepared = bytes(vector.msg_prefix + vector.msg)
    expect(verifies(createPublicKey(key), prepared, bytes(vector.sig))).toBe(true)
    expect(verifies(createPublicKey(key), prepared, bytes(vector.blind_sig))).toBe(false)
    expect(verifies(createPublicKey(key), prepared.slice(1), bytes(vector.sig))).toBe(false)
  })
})
