import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  merkleRoot,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from '../../../shared/voting/evidence/merkle.ts'

const vectors = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../data/vectors/${name}.json`, import.meta.url), 'utf8'))
const base64 = z.string().transform((text) => new Uint8Array(Buffer.from(text, 'base64')))
const Proof = z
  .array(base64)
  .nullable()
  .transform((hashes) => hashes ?? [])
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const heads = z
  .object({ leaf_inputs_hex: z.array(z.string()), root_hex_by_tree_size: z.array(z.string()) })
  .parse(vectors('rfc6962_tree_heads'))
const inclusions = z
  .array(
    z.object({
      case: z.string(),
      leafIdx: z.number(),
      treeSize: z.number(),
      root: base64,
      leafHash: base64,
      proof: Proof,
      wantErr: z.boolean(),
    }),
  )
  .parse(vectors('rfc6962_inclusion'))
const consistencies = z
  .array(
    z.object({
      case: z.string(),
      size1: z.number(),
      size2: z.number(),
      root1: base64,
      root2: base64,
      proof: Proof,
      wantErr: z.boolean(),
    }),
  )
  .parse(vectors('rfc6962_consistency'))

describe('the Merkle tree of RFC 6962', () => {
  it.each(heads.root_hex_by_tree_size.map((root, size) => ({ root, size })))(
    'the Merkle tree of RFC 6962 has the known root for $size leaves',
    ({ root, size }) => {
      expect(toHex(merkleRoot(heads.leaf_inputs_hex.slice(0, size).map(fromHex)))).toBe(root)
    },
  )

  it.each(inclusions)(
    'the Merkle tree of RFC 6962 judges inclusion $case',
    ({ leafIdx, treeSize, root, leafHash: leaf, proof, wantErr }) => {
      expect(verifyInclusion({ index: leafIdx, treeSize, leaf, root }, proof)).toBe(!wantErr)
    },
  )

  it.each(consistencies)(
    'the Merkle tree of RFC 6962 judges consistency $case',
    ({ size1, size2, root1, root2, proof, wantErr }) => {
      expect(verifyConsistency({ size1, size2, root1, root2 }, proof)).toBe(!wantErr)
    },
  )

  const leaves = (size: number) => Array.from({ length: size }, (_, at) => leafHash(Uint8Array.of(at % 256, at >> 8)))

  /** Section 2.1 literally: split at the largest power of two below the size, and hash both halves. */
  const byDefinition = (entries: readonly string[]): Buffer => {
    const [only] = entries
    if (only === undefined) return createHash('sha256').digest()
    if (entries.length === 1) return createHash('sha256').update(Uint8Array.of(0)).update(only).digest()
    const split = 2 ** Math.ceil(Math.log2(entries.length) - 1)
    const [left, right] = [byDefinition(entries.slice(0, split)), byDefinition(entries.slice(split))]
    return createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest()
  }

  it('the Merkle tree of RFC 6962 that grows entry by entry has the root of the definition', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 70 }), (entries) => {
        expect(toHex(merkleRoot(entries))).toBe(byDefinition(entries).toString('hex'))
        expect(toHex(rootOfLeaves(entries.map(leafHash)))).toBe(toHex(merkleRoot(entries)))
      }),
    )
  })

  it('the Merkle tree of RFC 6962 proves every leaf of every tree, and nothing with a changed hash', () => {
    const trees = fc
      .integer({ min: 1, max: 70 })
      .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1), at: fc.nat(), bit: fc.nat(255) }))
    fc.assert(
      fc.property(trees, ({ size, index, at, bit }) => {
        const all = leaves(size)
        const leaf = all[index] ?? new Uint8Array()
        const claim = { index, treeSize: size, leaf, root: rootOfLeaves(all) }
        const proof = inclusionProof(index, all)
        expect(verifyInclusion(claim, proof)).toBe(true)
        const changed = proof.map((hash, place) =>
          place === at % proof.length ? hash.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)) : hash,
        )
        expect(proof.length > 0 && verifyInclusion(claim, changed)).toBe(false)
        expect(verifyInclusion({ ...claim, treeSize: 0 }, proof)).toBe(false)
      }),
    )
  })

  it('the Merkle tree of RFC 6962 proves every prefix of every tree', () => {
    const pairs = fc
      .integer({ min: 1, max: 70 })
      .chain((size2) => fc.record({ size1: fc.integer({ min: 1, max: size2 }), size2: fc.constant(size2) }))
    fc.assert(
      fc.property(pairs, ({ size1, size2 }) => {
        const all = leaves(size2)
        const claim = { size1, size2, root1: rootOfLeaves(all.slice(0, size1)), root2: rootOfLeaves(all) }
        expect(verifyConsistency(claim, consistencyProof(size1, all))).toBe(true)
        expect(verifyConsistency({ ...claim, root1: rootOfLeaves([]) }, consistencyProof(size1, all))).toBe(false)
      }),
    )
  })

  it('the Merkle tree of RFC 6962 has no proof for a leaf or a prefix that does not exist', () => {
    expect(() => inclusionProof(3, leaves(3))).toThrow('has no leaf 3')
    expect(() => inclusionProof(-1, leaves(3))).toThrow('has no leaf')
    expect(() => consistencyProof(4, leaves(3))).toThrow('no earlier state of 4')
    expect(() => consistencyProof(0, leaves(3))).toThrow('no earlier state of 0')
  })
})
