// Beacons of public randomness: network, round and randomness. The network's signature is
// checked in drand.ts, which is large and not loaded by most functions.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { epochMilliseconds, type Instant, plusMilliseconds } from '../../kernel/clock.ts'
import { type Environment, required } from '../../kernel/environment.ts'

/** A network of beacons in drand's scheme `bls-unchained-g1-rfc9380`: keys and hashes in hexadecimal, times in seconds. */
export const BeaconNetwork = z.strictObject({
  chainHash: z.string().regex(/^[0-9a-f]{64}$/),
  publicKey: z.string().regex(/^[0-9a-f]{192}$/),
  genesisSeconds: z.int().min(0),
  periodSeconds: z.int().min(1),
})
export type BeaconNetwork = z.infer<typeof BeaconNetwork>

/** The network of a stage, as `BEACON_NETWORK` says in JSON. */
export const beaconNetworkOf = (environment: Environment): BeaconNetwork =>
  BeaconNetwork.parse(JSON.parse(required(environment, 'BEACON_NETWORK')))

/** The League of Entropy's network, https://docs.drand.love/. Scheme `bls-unchained-g1-rfc9380`. */
export const quicknet: BeaconNetwork = {
  chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesisSeconds: 1_692_803_367,
  periodSeconds: 3,
}

/** The beacon of a poll is not due before then: the root of the ballots must be public for this long after the close. */
export const beaconFrom = (closesAt: Instant): Instant => plusMilliseconds(closesAt, 60 * 60_000)

type Pace = Pick<BeaconNetwork, 'genesisSeconds' | 'periodSeconds'>

/** Number of the first beacon at or after a moment (milliseconds since 1970). Round 1 is the genesis. */
export const beaconRoundAt = (milliseconds: number, { genesisSeconds, periodSeconds }: Pace = quicknet): number =>
  Math.max(1, Math.ceil((milliseconds / 1_000 - genesisSeconds) / periodSeconds) + 1)

/** The beacon that decides the lots of a poll: the first one an hour after its close (ADR 0013). */
export const beaconRoundAfterClose = (closesAt: Instant, network: Pace = quicknet): number =>
  beaconRoundAt(epochMilliseconds(beaconFrom(closesAt)), network)

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

/** What the network signs for a round: SHA-256 of its number in eight bytes, the highest first. */
export const beaconMessage = (round: number): Uint8Array => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(round))
  return sha256(bytes)
}

/** 32 bytes: SHA-256 of the signature, which must have been verified before. */
export const beaconRandomness = (signature: Uint8Array): Uint8Array => sha256(signature)
