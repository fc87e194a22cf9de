// Public randomness that nobody can foresee: beacons of the League of Entropy, https://docs.drand.love/.
import { createHash } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { epochMilliseconds, type Instant } from '../kernel/clock.ts'

/** The network whose beacons are drawn from, as fixed before a poll opens. */
export const quicknet = {
  chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesisSeconds: 1_692_803_367,
  periodSeconds: 3,
  scheme: 'bls-unchained-g1-rfc9380',
} as const

/** How a network signs: short signatures (48 bytes, key 96) as quicknet does, or long ones (96 bytes, key 48). */
export type BeaconScheme = 'bls-unchained-g1-rfc9380' | 'pedersen-bls-unchained'

/** A beacon as the network gives it; the signature in hexadecimal. */
export type Beacon = { readonly round: number; readonly signature: string }

/** So long after the close the ballots' root is public for certain, and the beacon drawn from is not yet. */
const minutesAfterClose = 60

/** Number of the first beacon at or after a moment (milliseconds since 1970). Round 1 is the genesis. */
export const beaconRoundAt = (milliseconds: number): number =>
  Math.max(1, Math.ceil((milliseconds / 1_000 - quicknet.genesisSeconds) / quicknet.periodSeconds) + 1)

/** The beacon that decides the lots of a poll: the first one an hour after its close (voting-rules D.1). */
export const beaconRoundAfterClose = (closesAt: Instant): number =>
  beaconRoundAt(epochMilliseconds(closesAt) + minutesAfterClose * 60_000)

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest())

/** What the network signs for a round: SHA-256 of its number in eight bytes, the highest first. */
export const beaconMessage = (round: number): Uint8Array => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(round))
  return sha256(bytes)
}

/** 32 bytes: SHA-256 of the signature, which must have been verified before. */
export const beaconRandomness = (signature: Uint8Array): Uint8Array => sha256(signature)

const dst = (group: 'G1' | 'G2') => `BLS_SIG_BLS12381${group}_XMD:SHA-256_SSWU_RO_NUL_`

const isSignedBy = (scheme: BeaconScheme, signature: Uint8Array, message: Uint8Array, key: Uint8Array): boolean => {
  switch (scheme) {
    case 'bls-unchained-g1-rfc9380': {
      const { shortSignatures } = bls12_381
      return shortSignatures.verify(signature, shortSignatures.hash(message, dst('G1')), key)
    }
    case 'pedersen-bls-unchained': {
      const { longSignatures } = bls12_381
      return longSignatures.verify(signature, longSignatures.hash(message, dst('G2')), key)
    }
    default:
      return scheme satisfies never
  }
}

/** Whether the network signed this round; false too for what is no point of the curve. Some 50 ms. */
export const isBeacon = (
  { round, signature }: Beacon,
  network: { readonly scheme: BeaconScheme; readonly publicKey: string } = quicknet,
): boolean => {
  const [bytes, key] = [Buffer.from(signature, 'hex'), Buffer.from(network.publicKey, 'hex')]
  if (!Number.isSafeInteger(round) || round < 1 || bytes.toString('hex') !== signature) return false
  try {
    return isSignedBy(network.scheme, new Uint8Array(bytes), beaconMessage(round), new Uint8Array(key))
  } catch (error) {
    // The library throws on bytes that are no point; whatever it says, such a beacon is none.
    if (error instanceof Error) return false
    throw error
  }
}
