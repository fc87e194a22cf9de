// Beacons of the development network: which round is due, and its signature. The same round always has the same bytes.
import { createHash } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { developmentNetwork, foreseeableSecretKey } from './network.ts'

/** In the form of drand's HTTP API; both texts in hexadecimal. */
export type Beacon = { readonly round: number; readonly randomness: string; readonly signature: string }

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/** The round that is due at a moment (milliseconds since 1970): 1 at the genesis, 0 before it. */
export const latestRoundAt = (milliseconds: number): number => {
  const { genesisSeconds, periodSeconds } = developmentNetwork
  return Math.max(0, Math.floor((milliseconds / 1_000 - genesisSeconds) / periodSeconds) + 1)
}

/** Signs the round, in about 10 ms. The message is SHA-256 of its number in eight bytes, big-endian. */
export const beaconOf = (round: number): Beacon => {
  const number = Buffer.alloc(8)
  number.writeBigUInt64BE(BigInt(round))
  const { shortSignatures } = bls12_381
  const point = shortSignatures.hash(new Uint8Array(sha256(number)), 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_')
  const signature = shortSignatures.sign(point, foreseeableSecretKey).toBytes()
  return { round, randomness: sha256(signature).toString('hex'), signature: Buffer.from(signature).toString('hex') }
}
