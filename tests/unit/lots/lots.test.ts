import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  beaconMessage,
  beaconRandomness,
  beaconRoundAfterClose,
  beaconRoundAt,
  quicknet,
} from '../../../shared/voting/lots/beacon.ts'
import { type BeaconScheme, isBeacon } from '../../../shared/voting/lots/drand.ts'
import { drawLots, lotSeed, lotTicket, thrownRandomness } from '../../../shared/voting/lots/lots.ts'
import { instant } from '../../support/builders/voting/polls.ts'

const vectors = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../data/vectors/${name}.json`, import.meta.url), 'utf8'))
const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const beacons = z
  .object({
    cases: z.array(
      z.object({
        scheme: z.enum(['bls-unchained-g1-rfc9380', 'pedersen-bls-unchained'] satisfies BeaconScheme[]),
        public_key: z.string(),
        round: z.number(),
        signature: z.string(),
        randomness: z.string(),
        valid: z.boolean(),
      }),
    ),
    quicknet_constants: z.object({
      chain_hash: z.string(),
      public_key: z.string(),
      genesis_time: z.number(),
      period_seconds: z.number(),
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

  it('lots are refused for a pool with a duplicate, or a malformed root', () => {
    expect(() => drawLots(seed, ['a', 'b', 'a'])).toThrow('twice')
    expect(() => lotSeed({ subject: 'poll-1', root: root.subarray(1), randomness })).toThrow('32 bytes')
  })

  it('lots can be checked with any hash tool', () => {
    const byHand = createHash('sha256')
      .update(Buffer.concat([Buffer.from('lot/v1poll-1'), root, randomness]))
      .digest()
    expect(toHex(seed)).toBe(byHand.toString('hex'))
    const ticket = createHash('sha256')
      .update(Buffer.concat([byHand, Buffer.from([0]), Buffer.from('Zoë ☃')]))
      .digest('hex')
    expect(lotTicket(seed, 'Zoë ☃')).toBe(ticket)
  })

  it('lots do not depend on the order of the pool or on its other members', () => {
    const ids = ['a', 'b', 'c', 'd', 'e']
    const order = drawLots(seed, ids).map(({ id }) => id)
    expect(drawLots(seed, ids.toReversed()).map(({ id }) => id)).toEqual(order)
    expect(drawLots(seed, ['a', 'c', 'e']).map(({ id }) => id)).toEqual(order.filter((id) => 'ace'.includes(id)))
  })

  it('lots change with the poll, the root, the randomness and the secret', () => {
    const others = [
      lotSeed({ subject: 'poll-2', root, randomness }),
      lotSeed({ subject: 'poll-1', root: root.map((byte) => byte + 1), randomness }),
      lotSeed({ subject: 'poll-1', root, randomness: thrownRandomness('1') }),
      lotSeed({ subject: 'poll-1', root, randomness, secret: Uint8Array.of(1) }),
    ]
    expect(new Set([seed, ...others].map(toHex)).size).toBe(5)
  })

  it('lots use the first beacon at or after the moment', () => {
    const genesis = quicknet.genesisSeconds * 1_000
    expect(beaconRoundAt(genesis)).toBe(1)
    expect(beaconRoundAt(genesis + 1)).toBe(2)
    expect(beaconRoundAt(genesis + 3_000)).toBe(2)
    expect(beaconRoundAt(genesis + 3_001)).toBe(3)
    expect(beaconRoundAt(0)).toBe(1)
  })

  it('lots use the first beacon an hour after the close', () => {
    const closesAt = instant('2026-03-22T19:00:00.000Z')
    const seconds = Date.parse('2026-03-22T20:00:00.000Z') / 1_000
    const at = (round: number) => quicknet.genesisSeconds + (round - 1) * quicknet.periodSeconds
    expect(at(beaconRoundAfterClose(closesAt))).toBeGreaterThanOrEqual(seconds)
    expect(at(beaconRoundAfterClose(closesAt) - 1)).toBeLessThan(seconds)
  })

  it('lots identify the network by the constants that it publishes', () => {
    expect(quicknet).toEqual({
      chainHash: beacons.quicknet_constants.chain_hash,
      publicKey: beacons.quicknet_constants.public_key,
      genesisSeconds: beacons.quicknet_constants.genesis_time,
      periodSeconds: beacons.quicknet_constants.period_seconds,
    })
  })

  it.each(beacons.cases)(
    'lots derive the randomness of round $round ($scheme) from its signature',
    ({ signature, randomness: expected }) => {
      expect(toHex(beaconRandomness(fromHex(signature)))).toBe(expected)
    },
  )

  it('lots need a signature of the network over the hash of eight bytes', () => {
    expect(toHex(beaconMessage(258))).toBe(
      createHash('sha256')
        .update(Buffer.from([0, 0, 0, 0, 0, 0, 1, 2]))
        .digest('hex'),
    )
  })

  it.each(beacons.cases)(
    'lots detect whether the network signed round $round ($scheme): $valid',
    ({ scheme, public_key: publicKey, round, signature, valid }) => {
      expect(isBeacon({ round, signature }, { scheme, publicKey })).toBe(valid)
    },
  )

  it('lots accept a beacon that the network published', () => {
    const signature = 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39'
    expect(isBeacon({ round: 1_000, signature })).toBe(true)
    expect(isBeacon({ round: 1_001, signature })).toBe(false)
    expect(beaconRoundAt(Date.parse('2023-08-23T15:59:24.000Z'))).toBe(1_000)
  })

  it('lots refuse a beacon of another network, without a valid round, in another spelling, or not on the curve', () => {
    const [genuine] = beacons.cases
    const network = { scheme: 'bls-unchained-g1-rfc9380', publicKey: genuine?.public_key ?? '' } as const
    const signature = genuine?.signature ?? ''
    expect(isBeacon({ round: 38, signature }, network)).toBe(true)
    expect(isBeacon({ round: 38, signature })).toBe(false)
    expect(isBeacon({ round: 38.5, signature }, network)).toBe(false)
    expect(isBeacon({ round: 0, signature }, network)).toBe(false)
    expect(isBeacon({ round: 38, signature: signature.toUpperCase() }, network)).toBe(false)
    expect(isBeacon({ round: 38, signature: `${'f'.repeat(95)}0` }, network)).toBe(false)
  })

  // Rivest's sampler with our hash function, which is the same (SHA-256 of UTF-8 text, read as one number), but with his modulo.
  const rivestSample = (text: string, total: number, count: number): number[] =>
    Array.from({ length: count }, (_, at) => {
      const value = BigInt(`0x${toHex(thrownRandomness(`${text},${at + 1}`))}`)
      return Number(value % BigInt(total)) + 1
    })
  it.each(sampler.tests)('lots agree with the sampler used in audits for seed $data.seed', ({ data, expected }) => {
    expect(rivestSample(data.seed, data.total, data.count)).toEqual(expected)
  })
})
