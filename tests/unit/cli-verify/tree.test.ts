import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { leafOf, rootByProof, treeHead } from '../../../cli/verify/tree.ts'
import { inclusionProof, leafHash, rootOfLeaves } from '../../../shared/voting/evidence/merkle.ts'

const base64 = z.string().transform((text) => Buffer.from(text, 'base64'))
const inclusions = z
  .array(
    z.object({
      case: z.string(),
      leafIdx: z.number(),
      treeSize: z.number(),
      root: base64,
      leafHash: base64,
      proof: z
        .array(base64)
        .nullable()
        .transform((hashes) => hashes ?? []),
      wantErr: z.boolean(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../../data/vectors/rfc6962_inclusion.json', import.meta.url), 'utf8')))

describe('the tree of the verifier', () => {
  it.each(inclusions)(
    'the tree of the verifier judges inclusion $case',
    ({ leafIdx, treeSize, root, leafHash: leaf, proof, wantErr }) => {
      // Only 32-byte leaves are tried: the verifier computes the leaf itself, so it is always a hash.
      const reached = leaf.length === 32 ? rootByProof(leaf, leafIdx, treeSize, proof) : undefined
      expect(reached?.equals(root) ?? false).toBe(!wantErr)
    },
  )

  it('the tree of the verifier has the same root and proofs as the tree of the system', () => {
    const trees = fc
      .integer({ min: 1, max: 100 })
      .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }))
    fc.assert(
      fc.property(trees, ({ size, index }) => {
        const entries = Array.from({ length: size }, (_, at) => `entry ${at}`)
        const root = treeHead(entries.map(leafOf)).toString('hex')
        expect(root).toBe(Buffer.from(rootOfLeaves(entries.map(leafHash))).toString('hex'))
        const proof = inclusionProof(index, entries.map(leafHash)).map((hash) => Buffer.from(hash))
        expect(rootByProof(leafOf(`entry ${index}`), index, size, proof)?.toString('hex')).toBe(root)
        expect(rootByProof(leafOf(`entry ${index}`), size, size, proof)).toBeUndefined()
      }),
    )
  })
})
