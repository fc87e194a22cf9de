import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inclusionProof, leafHash, rootOfLeaves, verifyInclusion } from '../../../shared/voting/evidence/merkle.ts'
import { type ByteRange, proofFrom, rangesFor, treeBytes } from '../../../shared/voting/evidence/merkle-file.ts'

const leaf = (at: number) => leafHash(`leaf ${at}`)
const leaves = (size: number) => Array.from({ length: size }, (_, at) => leaf(at))

/** The whole file. The leaves are passed in pieces of several leaves. */
const treeOf = async (all: readonly Uint8Array[], together = 3): Promise<Buffer> => {
  async function* pieces() {
    for (let at = 0; at < all.length; at += together) yield Buffer.concat(all.slice(at, at + together))
  }
  const levels: Uint8Array[] = []
  for await (const level of treeBytes(pieces())) levels.push(level)
  return Buffer.concat(levels)
}

const readFrom = (file: Buffer, ranges: readonly ByteRange[]) =>
  ranges.map(({ from, to }) => ({ from, bytes: new Uint8Array(file.subarray(from, to)) }))
const bytesIn = (ranges: readonly ByteRange[]) => ranges.reduce((sum, { from, to }) => sum + to - from, 0)
const hex = (hashes: readonly Uint8Array[]) => hashes.map((hash) => Buffer.from(hash).toString('hex'))

describe('a tree as a file', () => {
  it('a tree as a file proves every leaf of every tree up to 70 leaves, as the definition does', async () => {
    for (let size = 0; size <= 70; size++) {
      const all = leaves(size)
      const file = await treeOf(all)
      const root = rootOfLeaves(all)
      expect(new Uint8Array(file.subarray(-32))).toEqual(size === 0 ? new Uint8Array() : root)
      for (const [index, each] of all.entries()) {
        const proof = proofFrom(readFrom(file, rangesFor(size, index, index + 1)), size, index)
        expect(hex(proof)).toEqual(hex(inclusionProof(index, all)))
        expect(verifyInclusion({ index, treeSize: size, leaf: each, root }, proof)).toBe(true)
      }
    }
  })

  it('a tree as a file proves groups of neighbours in trees of any size, from their ranges alone', async () => {
    const groups = fc.integer({ min: 1, max: 5_000 }).chain((size) =>
      fc.nat(size - 1).chain((from) =>
        fc.record({
          size: fc.constant(size),
          from: fc.constant(from),
          to: fc.integer({ min: from + 1, max: Math.min(size, from + 40) }),
          together: fc.integer({ min: 1, max: 999 }),
        }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(groups, async ({ size, from, to, together }) => {
        const all = leaves(size)
        const pieces = readFrom(await treeOf(all, together), rangesFor(size, from, to))
        const root = rootOfLeaves(all)
        for (const index of new Set([from, to - 1])) {
          const proof = proofFrom(pieces, size, index)
          expect(hex(proof)).toEqual(hex(inclusionProof(index, all)))
          expect(verifyInclusion({ index, treeSize: size, leaf: leaf(index), root }, proof)).toBe(true)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('a tree as a file gives no proof from pieces that were not read', async () => {
    const file = await treeOf(leaves(3_000))
    const pieces = readFrom(file, rangesFor(3_000, 100, 110))
    expect(proofFrom(pieces, 3_000, 109)).toHaveLength(12)
    expect(() => proofFrom(pieces, 3_000, 2_000)).toThrow('was not read')
  })
})

describe('a tree of 400,000 leaves', () => {
  const size = 400_000

  it('a tree of 400,000 leaves gives the proofs of forty neighbours from ten ranges and some 70 kB', async () => {
    // Leaves are random bytes: the shape of the tree does not depend on what was hashed.
    const bytes = randomBytes(size * 32)
    const all = Array.from({ length: size }, (_, at) => bytes.subarray(at * 32, at * 32 + 32))
    const file = await treeOf(all, 4_096)
    const root = new Uint8Array(file.subarray(-32))
    for (const from of [0, 131_060, 262_140, size - 40]) {
      const ranges = rangesFor(size, from, from + 40)
      expect(ranges.length).toBe(10)
      expect(bytesIn(ranges)).toBeLessThan(70_000)
      const pieces = readFrom(file, ranges)
      for (const index of [from, from + 21, from + 39]) {
        const proof = proofFrom(pieces, size, index)
        expect(verifyInclusion({ index, treeSize: size, leaf: all[index] ?? new Uint8Array(), root }, proof)).toBe(true)
      }
    }
    expect(file.length).toBeLessThan(size * 65)
  })

  it('a tree of 400,000 leaves never needs more ranges or bytes than that, wherever the neighbours are', () => {
    fc.assert(
      fc.property(fc.nat(size - 640), fc.integer({ min: 1, max: 640 }), (from, count) => {
        const ranges = rangesFor(size, from, from + count)
        expect(ranges.length).toBe(10)
        // Twice the neighbours, because each level has half as many as the one below; two more on each level; all small levels.
        expect(bytesIn(ranges)).toBeLessThan(2 * count * 32 + 9 * 4 * 32 + 64 * 1_024)
        expect(ranges.every(({ from: start, to }) => start < to)).toBe(true)
      }),
    )
  })
})
