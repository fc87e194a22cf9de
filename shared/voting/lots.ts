// Lots that anyone can replay (voting-rules D): the pool fixed and posted first, public randomness afterwards.
import { createHash } from 'node:crypto'
import { byCodePoints } from './rules/ties.ts'

const encoder = new TextEncoder()
const sha256 = (...parts: readonly (Uint8Array | string)[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(typeof part === 'string' ? encoder.encode(part) : part)
  return new Uint8Array(hash.digest())
}
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** The network whose beacons are drawn from, as fixed before a poll opens. League of Entropy, drand "quicknet". */
export const quicknet = {
  chainHash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
  publicKey:
    '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
  genesisSeconds: 1_692_803_367,
  periodSeconds: 3,
  scheme: 'bls-unchained-g1-rfc9380',
} as const

/** Number of the first beacon at or after a moment (seconds since 1970). Round 1 is the genesis. */
export const beaconRoundAt = (seconds: number, { genesisSeconds, periodSeconds } = quicknet): number =>
  Math.max(1, Math.ceil((seconds - genesisSeconds) / periodSeconds) + 1)

/** What the network signs for a round: SHA-256 of its number in eight bytes, the highest first. */
export const beaconMessage = (round: number): Uint8Array => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(round))
  return sha256(bytes)
}

/** The randomness of a beacon: SHA-256 of its signature, which must have been verified before. */
export const beaconRandomness = (signature: Uint8Array): Uint8Array => sha256(signature)

/** Randomness from what was thrown or drawn in public session, exactly as it stands in the minutes. */
export const thrownRandomness = (asRecorded: string): Uint8Array => sha256(asRecorded)

/** `subject`: id of the poll or contest. `root`: what was posted before the draw. `secret`: committed earlier, revealed now. */
export type LotSource = {
  readonly subject: string
  readonly root: Uint8Array
  readonly randomness: Uint8Array
  readonly secret?: Uint8Array
}

/** SHA-256("lot/v1" ‖ subject ‖ root ‖ randomness [‖ secret]). Root and randomness have 32 bytes, so the parts stay apart. */
export const lotSeed = ({ subject, root, randomness, secret = new Uint8Array() }: LotSource): Uint8Array => {
  if (root.length !== 32 || randomness.length !== 32) throw new RangeError('Root and randomness have 32 bytes each')
  return sha256('lot/v1', subject, root, randomness, secret)
}

/** SHA-256(seed ‖ 0x00 ‖ id in UTF-8) in hexadecimal: checkable with any hash tool. */
export const lotTicket = (seed: Uint8Array, id: string): string => hex(sha256(seed, Uint8Array.of(0), id))

export type Lot = { readonly id: string; readonly ticket: string }

/** All ids in the order of their tickets: the first wins a tie. Draw over all of them, not over the tied alone. */
export const drawLots = (seed: Uint8Array, ids: Iterable<string>): Lot[] => {
  const lots = [...ids].map((id) => ({ id, ticket: lotTicket(seed, id) }))
  if (new Set(lots.map(({ id }) => id)).size !== lots.length) throw new RangeError('An id stands in the pool twice')
  return lots.sort((a, b) => byCodePoints(a.ticket, b.ticket) || byCodePoints(a.id, b.id))
}

/**
 * Rivest's sampler (reference implementation of 2011, used in US audits with dice seeds), with replacement: `count`
 * numbers from 1 to `total`, the nth SHA-256("seed,n") mod total + 1. Offered because officers elsewhere know it.
 */
export const rivestSample = (seed: string, total: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => {
    const value = BigInt(`0x${hex(sha256(`${seed},${at + 1}`))}`)
    return Number(value % BigInt(total)) + 1
  })
