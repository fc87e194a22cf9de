import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { ResidentId } from '../../../shared/kernel/ids.ts'
import {
  isPermit,
  readPermitKey,
  readPermitPrivateKey,
  rollMark,
  signBlinded,
} from '../../../shared/voting/secrecy/permit.ts'
import { mintPermit, type PollSecret, privateKeyOf, secretsNamed } from '../../support/builders/voting/polls.ts'

const suite = RSABSSA.SHA384.PSS.Randomized()
const usage = { name: 'RSA-PSS', hash: 'SHA-384' } as const

const clientKey = ({ keys }: PollSecret) =>
  crypto.subtle.importKey('spki', Buffer.from(keys.permitKey, 'base64'), usage, true, ['verify'])

const bytes = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))

describe('a permit', () => {
  let poll: PollSecret
  let other: PollSecret
  beforeAll(async () => {
    poll = await secretsNamed()
    other = await secretsNamed('other')
  })

  /** The exchange of RFC 9474: the client prepares and blinds, the server signs, the client unblinds. */
  const exchange = async (secret: PollSecret) => {
    const key = await clientKey(secret)
    const message = suite.prepare(crypto.getRandomValues(new Uint8Array(32)))
    const { blindedMsg, inv } = await suite.blind(key, message)
    const blindSignature = signBlinded(readPermitPrivateKey(secret.secrets.permit), blindedMsg)
    if (blindSignature === undefined) throw new Error('not signed')
    return { message, blindedMsg, blindSignature, signature: await suite.finalize(key, message, blindSignature, inv) }
  }

  it('a permit can be unblinded by another implementation from what we sign, on new keys', async () => {
    for (const secret of [poll, other]) {
      const { message, signature } = await exchange(secret)
      expect(isPermit(readPermitKey(secret.keys.permitKey), message, signature)).toBe(true)
    }
  })

  it('a permit reveals nothing of itself to the signer', async () => {
    const { message, blindedMsg, blindSignature, signature } = await exchange(poll)
    const seen = Buffer.concat([blindedMsg, blindSignature]).toString('hex')
    for (let at = 0; at + 8 <= message.length; at++)
      expect(seen).not.toContain(Buffer.from(message.subarray(at, at + 8)).toString('hex'))
    for (let at = 0; at + 8 <= signature.length; at += 8)
      expect(seen).not.toContain(Buffer.from(signature.subarray(at, at + 8)).toString('hex'))
  })

  it('a permit is not valid in another poll', async () => {
    const { message, signature } = await exchange(poll)
    expect(isPermit(readPermitKey(other.keys.permitKey), message, signature)).toBe(false)
  })

  it('a permit is not valid with any bit of message or signature flipped', () => {
    const { message, signature } = mintPermit(privateKeyOf(poll), randomBytes(64))
    const key = readPermitKey(poll.keys.permitKey)
    const flipped = (whole: Uint8Array, bit: number) =>
      whole.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    expect(isPermit(key, bytes(message), bytes(signature))).toBe(true)
    for (let bit = 0; bit < 512; bit += 7)
      expect(isPermit(key, flipped(bytes(message), bit), bytes(signature))).toBe(false)
    for (let bit = 0; bit < 3_072; bit += 41)
      expect(isPermit(key, bytes(message), flipped(bytes(signature), bit))).toBe(false)
  })

  it('a permit is not valid if it is too short, too long, empty, or the number 0, 1 or the modulus', () => {
    const { message, signature } = mintPermit(privateKeyOf(poll), randomBytes(64))
    const key = readPermitKey(poll.keys.permitKey)
    const longer = (whole: Uint8Array) => new Uint8Array([0, ...whole])
    const small = (number: number) => new Uint8Array(384).with(383, number)
    expect(isPermit(key, longer(bytes(message)), bytes(signature))).toBe(false)
    expect(isPermit(key, bytes(message).slice(1), bytes(signature))).toBe(false)
    for (const wrong of [longer(bytes(signature)), bytes(signature).slice(1), new Uint8Array(), small(0), small(1)])
      expect(isPermit(key, bytes(message), wrong)).toBe(false)
    const modulus = Buffer.from(String(key.export({ format: 'jwk' }).n), 'base64url')
    expect(isPermit(key, bytes(message), new Uint8Array(modulus))).toBe(false)
  })

  it('a permit is not signed for a number that is not below the modulus, or has another length', () => {
    const key = privateKeyOf(poll)
    const modulus = new Uint8Array(
      Buffer.from(String(readPermitKey(poll.keys.permitKey).export({ format: 'jwk' }).n), 'base64url'),
    )
    expect(modulus).toHaveLength(384)
    expect(signBlinded(key, modulus)).toBeUndefined()
    expect(signBlinded(key, new Uint8Array(384).fill(255))).toBeUndefined()
    expect(signBlinded(key, new Uint8Array(383).fill(1))).toBeUndefined()
    expect(signBlinded(key, new Uint8Array(385))).toBeUndefined()
    expect(signBlinded(key, new Uint8Array(0))).toBeUndefined()
  })

  it('a permit gets the same signature for the same blinded message', () => {
    const blinded = new Uint8Array(384).fill(7)
    expect(signBlinded(privateKeyOf(poll), blinded)).toEqual(signBlinded(privateKeyOf(poll), blinded))
  })

  it('a permit cannot be made with a key of another size', () => {
    const short = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    const { message, signature } = mintPermit(short.privateKey, randomBytes(64))
    expect(isPermit(short.publicKey, bytes(message), bytes(signature))).toBe(false)
  })
})

describe('the mark on the roll', () => {
  it('the mark on the roll is the same for the same voter in the same poll, and another in another poll', async () => {
    const [here, there] = await Promise.all([secretsNamed(), secretsNamed('other')])
    const [anna, bram] = [ResidentId.parse('anna'), ResidentId.parse('bram')]
    expect(rollMark(here.secrets.roll, anna)).toBe(rollMark(here.secrets.roll, anna))
    expect(rollMark(here.secrets.roll, anna)).not.toBe(rollMark(here.secrets.roll, bram))
    expect(rollMark(here.secrets.roll, anna)).not.toBe(rollMark(there.secrets.roll, anna))
    expect(rollMark(here.secrets.roll, anna)).not.toContain('anna')
  })
})
