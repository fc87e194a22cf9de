// A beacon network with its own key. Anyone can run one, and whoever has the key can compute every beacon in advance.
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { type BeaconNetwork, beaconMessage, beaconRandomness } from '../../../shared/voting/lots/beacon.ts'
import type { BeaconEvidence } from '../../../shared/voting/lots/lots.ts'

const { shortSignatures } = bls12_381
const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const secretKey = new Uint8Array(32).fill(7)

/** A beacon every half minute, since 1 January 2026. */
export const ownNetwork: BeaconNetwork = {
  chainHash: 'ab'.repeat(32),
  publicKey: toHex(shortSignatures.getPublicKey(secretKey).toBytes()),
  genesisSeconds: Date.parse('2026-01-01T00:00:00.000Z') / 1_000,
  periodSeconds: 30,
}

/** A genuine beacon of this network. */
export const ownBeacon = (round: number): BeaconEvidence => {
  const message = shortSignatures.hash(beaconMessage(round), 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_')
  const signature = shortSignatures.sign(message, secretKey).toBytes()
  const randomness = toHex(beaconRandomness(signature))
  return { source: 'drand', chainHash: ownNetwork.chainHash, round, signature: toHex(signature), randomness }
}
