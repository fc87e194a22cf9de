// What the user trusts from other sources: the city's key, and a beacon network other than quicknet.
import { createPublicKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { BeaconNetwork } from '../shared/voting/lots/beacon.ts'
import { getCityKeys } from '../shared/voting/oversight-operations.ts'
import { apiAt, ask } from './published-poll.ts'
import { Refusal } from './refusal.ts'

export const signingKeyArgument = {
  type: 'string',
  description: "The city's public key: PEM, base64, or a file of city-keys/",
  valueHint: 'FILE',
} as const

export const cityArgument = {
  type: 'string',
  description: "Address of the city's API, …/v1: its keys are fetched there and trusted",
  valueHint: 'URL',
} as const

export const beaconNetworkArgument = {
  type: 'string',
  description: 'A network of beacons that you trust besides quicknet: JSON',
  valueHint: 'FILE',
} as const

/** A public key in the notation of exports. */
const keyIn = (text: string): string => {
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

const KeyFile = z.strictObject({ keys: z.array(z.looseObject({ signingKey: z.string() })) })

/** The keys in a file of `city-keys/`; undefined if the text is not such a file. */
const keysOfStage = (text: string): readonly string[] | undefined => {
  try {
    return KeyFile.safeParse(JSON.parse(text)).data?.keys.map(({ signingKey }) => keyIn(signingKey))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Reads one public key (PEM, or SPKI in base64) or the keys of a stage. */
const readSigningKeys = async (file: string): Promise<readonly string[]> => {
  const text = await readFile(file, 'utf8')
  const keys = keysOfStage(text) ?? [keyIn(text)]
  if (keys.length === 0) throw new Refusal('--signing-key: there is no key in this file yet')
  return keys
}

const fetchCityKeys = async (url: string): Promise<readonly string[]> => {
  const { items } = await ask(() => apiAt(url).call('getCityKeys', {}), getCityKeys.responses[200])
  return items.map(({ signingKey }) => keyIn(signingKey))
}

/**
 * The city's keys from sources other than the file that is checked. If both options are given, the keys that both contain. Undefined
 * if none is given: then nothing confirms the key in the file.
 */
export const readTrustedKeys = async (args: {
  readonly 'signing-key'?: string | undefined
  readonly city?: string | undefined
}): Promise<readonly string[] | undefined> => {
  const { 'signing-key': file, city } = args
  const fromFile = file === undefined ? undefined : await readSigningKeys(file)
  const fromCity = city === undefined ? undefined : await fetchCityKeys(city)
  if (fromFile === undefined || fromCity === undefined) return fromFile ?? fromCity
  return fromFile.filter((key) => fromCity.includes(key))
}

const networkIn = (text: string): BeaconNetwork | undefined => {
  try {
    return BeaconNetwork.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Reads `{chainHash, publicKey, genesisSeconds, periodSeconds}`; undefined if no file was given. */
export const readBeaconNetwork = async (file: string | undefined): Promise<BeaconNetwork | undefined> => {
  if (file === undefined) return undefined
  const network = networkIn(await readFile(file, 'utf8'))
  if (network === undefined)
    throw new Refusal('--beacon-network: not {"chainHash", "publicKey", "genesisSeconds", "periodSeconds"} in JSON')
  return network
}
