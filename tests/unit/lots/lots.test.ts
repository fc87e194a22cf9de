import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
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

const vectors = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../data/vectors/${name}.json`, import.meta.url), 'utf8'))
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

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
