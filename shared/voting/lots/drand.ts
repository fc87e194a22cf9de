// Verifies a network's signature of a beacon: BLS12-381, https://docs.drand.love/.
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { type BeaconNetwork, beaconMessage, quicknet } from './beacon.ts'

/** How a network signs: short signatures (48 bytes, key 96) as quicknet does, or long ones (96 bytes, key 48). */
export type BeaconScheme = 'bls-unchained-g1-rfc9380' | 'pedersen-bls-unchained'

/** A beacon as given by the network; the signature in hexadecimal. */
export type Beacon = { readonly round: number; readonly signature: string }

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

/** Whether the network signed this round; also false for bytes that are not a point on the curve. About 50 ms. */
export const isBeacon = (
  { round, signature }: Beacon,
  {
    publicKey,
    scheme = 'bls-unchained-g1-rfc9380',
  }: Pick<BeaconNetwork, 'publicKey'> & {
    readonly scheme?: BeaconScheme
  } = quicknet,
): boolean => {
  const [bytes, key] = [Buffer.from(signature, 'hex'), Buffer.from(publicKey, 'hex')]
  if (!Number.isSafeInteger(round) || round < 1 || bytes.toString('hex') !== signature) return false
  try {
    return isSignedBy(scheme, new Uint8Array(bytes), beaconMessage(round), new Uint8Array(key))
  } catch (error) {
    // The library throws on bytes that are not a point; any error means an invalid beacon.
    if (error instanceof Error) return false
    throw error
  }
}
