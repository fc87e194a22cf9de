import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  beaconMessage,
  beaconRandomness,
  beaconRoundAt,
  drawLots,
  lotSeed,
  lotTicket,
  quicknet,
  rivestSample,
  thrownRandomness,
} from '../../../shared/voting/lots.ts'
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  merkleRoot,
  verifyConsistency,
  verifyInclusion,
} from '../../../shared/voting/merkle.ts'

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
    'has the known root for $size leaves',
    ({ root, size }) => {
      expect(toHex(merkleRoot(heads.leaf_inputs_hex.slice(0, size).map((input) => leafHash(fromHex(input)))))).toBe(
        root,
      )
    },
  )

  it.each(inclusions)('judges inclusion $case', ({ leafIdx, treeSize, root, leafHash: leaf, proof, wantErr }) => {
    expect(verifyInclusion({ index: leafIdx, treeSize, leaf, root }, proof)).toBe(!wantErr)
  })

  it.each(consistencies)('judges consistency $case', ({ size1, size2, root1, root2, proof, wantErr }) => {
    expect(verifyConsistency({ size1, size2, root1, root2 }, proof)).toBe(!wantErr)
  })

  const leaves = (size: number) => Array.from({ length: size }, (_, at) => leafHash(Uint8Array.of(at % 256, at >> 8)))

  it('proves every leaf of every tree, and nothing with a changed hash', () => {
    const trees = fc
      .integer({ min: 1, max: 70 })
      .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1), at: fc.nat(), bit: fc.nat(255) }))
    fc.assert(
      fc.property(trees, ({ size, index, at, bit }) => {
        const all = leaves(size)
        const leaf = all[index] ?? new Uint8Array()
        const claim = { index, treeSize: size, leaf, root: merkleRoot(all) }
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

  it('proves every beginning of every tree', () => {
    const pairs = fc
      .integer({ min: 1, max: 70 })
      .chain((size2) => fc.record({ size1: fc.integer({ min: 1, max: size2 }), size2: fc.constant(size2) }))
    fc.assert(
      fc.property(pairs, ({ size1, size2 }) => {
        const all = leaves(size2)
        const claim = { size1, size2, root1: merkleRoot(all.slice(0, size1)), root2: merkleRoot(all) }
        expect(verifyConsistency(claim, consistencyProof(size1, all))).toBe(true)
        expect(verifyConsistency({ ...claim, root1: merkleRoot([]) }, consistencyProof(size1, all))).toBe(false)
      }),
    )
  })

  it('has no proof for a leaf or a beginning that is not there', () => {
    expect(() => inclusionProof(3, leaves(3))).toThrow('No leaf 3')
    expect(() => inclusionProof(-1, leaves(3))).toThrow('No leaf')
    expect(() => consistencyProof(4, leaves(3))).toThrow('No tree of 4')
    expect(() => consistencyProof(0, leaves(3))).toThrow('No tree of 0')
  })
})

const beacons = z
  .object({
    cases: z.array(z.object({ scheme: z.string(), round: z.number(), signature: z.string(), randomness: z.string() })),
    quicknet_constants: z.object({
      chain_hash: z.string(),
      public_key: z.string(),
      genesis_time: z.number(),
      period_seconds: z.number(),
      scheme: z.string(),
    }),
  })
  .parse(vectors('drand_beacons'))
const sampler = z
  .object({
    tests: z.array(
      z.object({
        data: z.object({ seed: z.string(), total: z.number(), count: z.number() }),
        expected: z.array(z.number()),
      }),
    ),
  })
  .parse(vectors('rivest_sampler_tests'))

describe('lots', () => {
  const root = new Uint8Array(32).fill(7)
  const randomness = thrownRandomness('3546311556112163624615351222')
  const seed = lotSeed({ subject: 'poll-1', root, randomness })

  it('are refused for a pool that names someone twice, or a root that is none', () => {
    expect(() => drawLots(seed, ['a', 'b', 'a'])).toThrow('twice')
    expect(() => lotSeed({ subject: 'poll-1', root: root.subarray(1), randomness })).toThrow('32 bytes')
  })

  it('can be checked with any hash tool', () => {
    const byHand = createHash('sha256')
      .update(Buffer.concat([Buffer.from('lot/v1poll-1'), root, randomness]))
      .digest()
    expect(toHex(seed)).toBe(byHand.toString('hex'))
    const ticket = createHash('sha256')
      .update(Buffer.concat([byHand, Buffer.from([0]), Buffer.from('Zoë ☃')]))
      .digest('hex')
    expect(lotTicket(seed, 'Zoë ☃')).toBe(ticket)
  })

  it('do not depend on the order of the pool, nor on who else is in it', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const order = drawLots(seed, ids).map(({ id }) => id)
    expect(drawLots(seed, ids.toReversed()).map(({ id }) => id)).toEqual(order)
    expect(drawLots(seed, ['a', 'c', 'e']).map(({ id }) => id)).toEqual(order.filter((id) => 'ace'.includes(id)))
  })

  it('change with the poll, the root, the randomness and the secret', () => {
    const others = [
      lotSeed({ subject: 'poll-2', root, randomness }),
      lotSeed({ subject: 'poll-1', root: root.map((byte) => byte + 1), randomness }),
      lotSeed({ subject: 'poll-1', root, randomness: thrownRandomness('1') }),
      lotSeed({ subject: 'poll-1', root, randomness, secret: Uint8Array.of(1) }),
    ]
    expect(new Set([seed, ...others].map(toHex)).size).toBe(5)
  })

  it('take the first beacon at or after the moment', () => {
    expect(beaconRoundAt(quicknet.genesisSeconds)).toBe(1)
    expect(beaconRoundAt(quicknet.genesisSeconds + 1)).toBe(2)
    expect(beaconRoundAt(quicknet.genesisSeconds + 3)).toBe(2)
    expect(beaconRoundAt(quicknet.genesisSeconds + 4)).toBe(3)
    expect(beaconRoundAt(0)).toBe(1)
  })

  it('know the network by the constants it publishes', () => {
    expect(quicknet).toEqual({
      chainHash: beacons.quicknet_constants.chain_hash,
      publicKey: beacons.quicknet_constants.public_key,
      genesisSeconds: beacons.quicknet_constants.genesis_time,
      periodSeconds: beacons.quicknet_constants.period_seconds,
      scheme: beacons.quicknet_constants.scheme,
    })
  })

  it.each(beacons.cases)(
    'take the randomness of round $round ($scheme) from its signature',
    ({ signature, randomness: expected }) => {
      expect(toHex(beaconRandomness(fromHex(signature)))).toBe(expected)
    },
  )

  it('are asked of the network by the hash of eight bytes', () => {
    expect(toHex(beaconMessage(258))).toBe(
      createHash('sha256')
        .update(Buffer.from([0, 0, 0, 0, 0, 0, 1, 2]))
        .digest('hex'),
    )
  })

  it.each(sampler.tests)('agree with the sampler used in audits for seed $data.seed', ({ data, expected }) => {
    expect(rivestSample(data.seed, data.total, data.count)).toEqual(expected)
  })
})
