import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type AwsEndpoint, startAwsEndpoint } from '../../../local/emulator/aws/endpoint.ts'
import { AwsRefusal } from '../../../local/emulator/aws/refusal.ts'
import type { FunctionDefinition } from '../../../local/emulator/functions/function-definitions.ts'
import { type Functions, startFunctions } from '../../../local/emulator/functions/functions.ts'
import { startLog } from '../../../local/emulator/log.ts'
import { openState } from '../../../local/emulator/state.ts'
import { startClock } from '../../../local/emulator/time/clock.ts'
import { beaconOf, latestRoundAt } from '../../../local/play/beacon/beacons.ts'
import {
  beaconId,
  developmentNetwork,
  foreseeableSecretKey,
  groupHash,
  scheme,
} from '../../../local/play/beacon/network.ts'
import { beaconRelay } from '../../../local/play/beacon/relay.ts'
import { cityExtension } from '../../../local/play/city-extension.ts'
import { beaconRandomness, quicknet } from '../../../shared/voting/lots/beacon.ts'
import { isBeacon } from '../../../shared/voting/lots/drand.ts'

const network = { ...developmentNetwork, scheme } as const
const { chainHash } = developmentNetwork
const genesis = Date.parse('2023-01-01T00:00:00Z')
const Answer = z.strictObject({ round: z.int(), randomness: z.string(), signature: z.string() })

const log = startLog('silent')
const clock = startClock(openState(':memory:'))
const objects = () => {
  throw new AwsRefusal('NoSuchBucket', 'No objects here.', 404)
}
const startRelay = () => startAwsEndpoint({ targets: {}, rest: [beaconRelay(clock)], objects }, log)
let endpoint: AwsEndpoint

beforeAll(async () => {
  endpoint = await startRelay()
})
afterAll(() => endpoint.stop())

const get = async (path: string) => {
  const response = await fetch(`${endpoint.url}/beacon/${path}`)
  return { status: response.status, text: await response.text() }
}
const beacon = async (round: number | 'latest') =>
  Answer.parse(JSON.parse((await get(`${chainHash}/public/${round}`)).text))

describe('the development network', () => {
  it('the development network publishes a beacon at its time, not earlier', async () => {
    const dueAt = genesis + 999 * 3_000
    clock.freeze(true)
    clock.set(dueAt - 1)
    expect(await get(`${chainHash}/public/1000`)).toEqual({ status: 404, text: '' })
    expect((await beacon('latest')).round).toBe(999)
    clock.set(dueAt)
    expect((await beacon(1_000)).round).toBe(1_000)
    expect(await beacon('latest')).toEqual(await beacon(1_000))
    expect(await beacon(0)).toEqual(await beacon(1_000))
  })

  it('the development network has no beacon at all before its genesis', async () => {
    clock.set(genesis - 1)
    for (const round of ['latest', '0', '1']) expect((await get(`${chainHash}/public/${round}`)).status).toBe(404)
    clock.set(genesis)
    expect((await beacon('latest')).round).toBe(1)
  })

  it('the development network counts rounds as a verifier does', () => {
    expect([genesis - 1, genesis, genesis + 2_999, genesis + 3_000].map(latestRoundAt)).toEqual([0, 1, 1, 2])
  })

  it('the development network refuses other chains, other paths, and malformed rounds', async () => {
    clock.set(genesis + 86_400_000)
    for (const path of [`${quicknet.chainHash}/public/1`, `${quicknet.chainHash}/info`, `${chainHash}/nothing`, 'info'])
      expect((await get(path)).status).toBe(404)
    for (const round of ['one', '-1', '1.5', '1e3', '0x1'])
      expect((await get(`${chainHash}/public/${round}`)).status).toBe(400)
    expect((await get(`${chainHash}/public/99999999999999999999999999`)).status).toBe(404)
  })

  it('the development network signs each round, and no beacon is valid for another round', async () => {
    const [one, two] = [await beacon(1), await beacon(2)]
    expect(isBeacon(one, network)).toBe(true)
    expect(isBeacon(two, network)).toBe(true)
    expect(one.randomness).toBe(Buffer.from(beaconRandomness(Buffer.from(one.signature, 'hex'))).toString('hex'))
    expect(isBeacon({ ...one, round: 2 }, network)).toBe(false)
    expect(isBeacon({ ...one, signature: two.signature }, network)).toBe(false)
    expect(isBeacon(one, quicknet)).toBe(false)
  })

  it('the development network is not valid with another key', async () => {
    const { shortSignatures } = bls12_381
    const message = createHash('sha256').update(Buffer.from('0000000000000001', 'hex')).digest()
    const point = shortSignatures.hash(new Uint8Array(message), 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_')
    const signedWith = (key: Uint8Array) => shortSignatures.sign(point, key).toHex()
    expect(signedWith(foreseeableSecretKey)).toBe((await beacon(1)).signature)
    const forged = { round: 1, signature: signedWith(new Uint8Array(32).fill(7)) }
    expect(isBeacon(forged, network)).toBe(false)
  })

  it('the development network returns the same bytes for the same round, also after a restart', async () => {
    const before = await get(`${chainHash}/public/77`)
    await endpoint.stop()
    endpoint = await startRelay()
    expect(await get(`${chainHash}/public/77`)).toEqual(before)
    expect(before).toEqual({ status: 200, text: JSON.stringify(beaconOf(77)) })
  })

  it('the development network publishes parameters that match its key', async () => {
    const { text } = await get(`${chainHash}/info`)
    const numbers = Buffer.alloc(12)
    numbers.writeUInt32BE(developmentNetwork.periodSeconds)
    numbers.writeBigInt64BE(BigInt(genesis / 1_000), 4)
    const publicKey = bls12_381.shortSignatures.getPublicKey(foreseeableSecretKey).toHex()
    const group = createHash('sha256').update('wijk-aan-zet development network').digest('hex')
    const parts = [numbers, Buffer.from(publicKey, 'hex'), Buffer.from(group, 'hex'), Buffer.from(beaconId)]
    expect(JSON.parse(text)).toEqual({
      public_key: publicKey,
      period: 3,
      genesis_time: genesis / 1_000,
      hash: createHash('sha256').update(Buffer.concat(parts)).digest('hex'),
      groupHash: group,
      schemeID: 'bls-unchained-g1-rfc9380',
      metadata: { beaconID: 'development' },
    })
    expect([developmentNetwork.publicKey, groupHash]).toEqual([publicKey, group])
    expect(JSON.parse(text)).toMatchObject({ hash: developmentNetwork.chainHash })
  })
})

describe('a function', () => {
  const directory = mkdtempSync(join(tmpdir(), 'local-beacon-'))
  let functions: Functions

  const definition = (name: string, environment: FunctionDefinition['environment']): FunctionDefinition => ({
    id: name,
    name,
    arn: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
    handler: 'index.handler',
    timeout: 10_000,
    memorySize: 128,
    environment,
    directory,
    failures: undefined,
    onFailure: undefined,
    eventAge: 21_600_000,
    asyncRetries: 0,
  })
  const asked = async (name: string, path: string): Promise<unknown> => {
    const outcome = await functions.invoke(name, JSON.stringify({ path }))
    return outcome.ok ? JSON.parse(outcome.payload) : outcome.error
  }

  beforeAll(() => {
    writeFileSync(
      join(directory, 'index.mjs'),
      `export const handler = async ({ path }) => {
        const { BEACON_NETWORK, BEACON_RELAYS, OTHER } = process.env
        if (path === '') return { BEACON_NETWORK, BEACON_RELAYS, OTHER }
        const [relay] = BEACON_RELAYS.split(',')
        return (await fetch(relay + '/' + JSON.parse(BEACON_NETWORK).chainHash + path)).json()
      }`,
    )
    const templates = [
      definition('draws', { BEACON_NETWORK: '{}', BEACON_RELAYS: 'https://relay.example', OTHER: 'kept' }),
      definition('verifies', { BEACON_NETWORK: '{}' }),
      definition('neither', { OTHER: 'kept' }),
    ]
    const endpoints = { engine: 'http://127.0.0.1:1', aws: endpoint.url }
    functions = startFunctions(templates, clock, endpoints, log, cityExtension.environment)
  })
  afterAll(async () => {
    await functions.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  it('a function gets the development network only if its template has the variables', async () => {
    const known = JSON.stringify(developmentNetwork)
    expect(await asked('neither', '')).toEqual({ OTHER: 'kept' })
    expect(await asked('verifies', '')).toEqual({ BEACON_NETWORK: known })
    expect(await asked('draws', '')).toEqual({
      BEACON_NETWORK: known,
      BEACON_RELAYS: `${endpoint.url}/beacon`,
      OTHER: 'kept',
    })
  })

  it('a function fetches a valid beacon with them', async () => {
    expect(isBeacon(Answer.parse(await asked('draws', '/public/5')), network)).toBe(true)
  })
})
