// What a reader trusts besides what is published: the city's key, and a network of beacons other than quicknet.
import { createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { BeaconNetwork } from '../shared/voting/lots/beacon.ts'
import { Refusal } from './refusal.ts'

export const signingKeyArgument = {
  type: 'string',
  description: "The city's public key, PEM or base64",
  valueHint: 'FILE',
} as const

export const beaconNetworkArgument = {
  type: 'string',
  description: 'A network of beacons that you trust besides quicknet: JSON',
  valueHint: 'FILE',
} as const

/** A public key in PEM, or SPKI in base64, in the spelling that exports have. Nothing where no file was given. */
export const readSigningKey = async (file: string | undefined): Promise<string | undefined> => {
  if (file === undefined) return undefined
  const text = await readFile(file, 'utf8')
  try {
    const key = text.includes('-----BEGIN')
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.export({ format: 'der', type: 'spki' }).toString('base64')
  } catch (error) {
    if (error instanceof Error) throw new Refusal('--signing-key: not a public key, in PEM or SPKI in base64')
    throw error
  }
}

const networkIn = (text: string): BeaconNetwork | undefined => {
  try {
    return BeaconNetwork.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** `{chainHash, publicKey, genesisSeconds, periodSeconds}`. Nothing where no file was given. */
export const readBeaconNetwork = async (file: string | undefined): Promise<BeaconNetwork | undefined> => {
  if (file === undefined) return undefined
  const network = networkIn(await readFile(file, 'utf8'))
  if (network === undefined)
    throw new Refusal('--beacon-network: not {"chainHash", "publicKey", "genesisSeconds", "periodSeconds"} in JSON')
  return network
}
