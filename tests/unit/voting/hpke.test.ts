// RFC 9180: its test vectors, and interoperability with another implementation in both directions.
import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { hpkeOpen, hpkeSeal, makeRecipientKeys, openingKey, sealingKey } from '../../../shared/voting/secrecy/hpke.ts'

const file = fileURLToPath(new URL('../../data/vectors/rfc9180.json', import.meta.url))
const Hex = z.string().transform((text) => Buffer.from(text, 'hex'))
const Vectors = z.array(
  z.object({
    info: Hex,
    skRm: Hex,
    skEm: Hex,
    pkRm: Hex,
    pkEm: Hex,
    enc: Hex,
    encryptions: z.array(z.object({ aad: Hex, ct: Hex, pt: Hex })).length(1),
  }),
)
const vectors = Vectors.parse(JSON.parse(readFileSync(file, 'utf8')))

const privateKeyOf = (raw: Buffer) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), raw]),
    format: 'der',
    type: 'pkcs8',
  })

describe('the vector of RFC 9180 for X25519, HKDF-SHA256 and AES-256-GCM', () => {
  it('the vector of RFC 9180 for X25519, HKDF-SHA256 and AES-256-GCM is present', () => {
    expect(vectors).toHaveLength(1)
  })

  it.each(vectors)(
    'the vector of RFC 9180 for X25519, HKDF-SHA256 and AES-256-GCM seals to the published bytes, and opens from them',
    ({ info, skRm, skEm, pkRm, enc, encryptions }) => {
      for (const { aad, ct, pt } of encryptions) {
        const sealed = hpkeSeal(sealingKey(pkRm), pt, { info, aad }, privateKeyOf(skEm))
        expect(sealed.toString('hex')).toBe(Buffer.concat([enc, ct]).toString('hex'))
        expect(hpkeOpen(openingKey(skRm), sealed, { info, aad })).toEqual(pt)
      }
    },
  )

  it.each(vectors)(
    'the vector of RFC 9180 for X25519, HKDF-SHA256 and AES-256-GCM derives the public half of each key',
    ({ skRm, pkRm, skEm, pkEm }) => {
      expect(Buffer.from(openingKey(skRm).publicRaw)).toEqual(pkRm)
      expect(Buffer.from(openingKey(skEm).publicRaw)).toEqual(pkEm)
    },
  )
})

const other = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Uint8Array.from(array))
const bufferOf = (array: Uint8Array) => Uint8Array.from(array).buffer

describe('a message sealed by one implementation', () => {
  it('a message sealed by one implementation opens with the other: ballots sealed before this one stay readable', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, bytes, bytes, async (message, info, aad) => {
        const { publicRaw, privateRaw } = makeRecipientKeys()
        const recipientPublicKey = await other.kem.deserializePublicKey(bufferOf(publicRaw))
        const theirs = await other.seal({ recipientPublicKey, info: bufferOf(info) }, bufferOf(message), bufferOf(aad))
        const sealed = Buffer.concat([Buffer.from(theirs.enc), Buffer.from(theirs.ct)])
        expect(new Uint8Array(hpkeOpen(openingKey(privateRaw), sealed, { info, aad }))).toEqual(message)

        const ours = hpkeSeal(sealingKey(publicRaw), message, { info, aad })
        const recipientKey = await other.kem.deserializePrivateKey(bufferOf(privateRaw))
        const opened = await other.open(
          { recipientKey, enc: bufferOf(ours.subarray(0, 32)), info: bufferOf(info) },
          bufferOf(ours.subarray(32)),
          bufferOf(aad),
        )
        expect(new Uint8Array(opened)).toEqual(message)
      }),
      { numRuns: 30 },
    )
  })
})

describe('a key', () => {
  it('a key is refused unless it has 32 bytes', () => {
    expect(() => sealingKey(new Uint8Array(31))).toThrow(/32 bytes, not 31/)
    expect(() => openingKey(new Uint8Array(33))).toThrow(/32 bytes, not 33/)
  })

  it('a key of low order seals and opens nothing: its secret would be known to anybody', () => {
    const { privateRaw } = makeRecipientKeys()
    const bound = { info: new Uint8Array(), aad: new Uint8Array() }
    expect(() => hpkeSeal(sealingKey(new Uint8Array(32)), new Uint8Array(5), bound)).toThrow()
    expect(() => hpkeOpen(openingKey(privateRaw), new Uint8Array(60), bound)).toThrow()
  })
})
