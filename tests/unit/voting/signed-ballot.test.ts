import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Ballot, ballotHash, examineBallot, signedChoice } from '../../../shared/voting/box/ballot.ts'
import type { Choice } from '../../../shared/voting/poll/ballot-form.ts'
import { isSignedByVoter } from '../../../shared/voting/secrecy/choice-signature.ts'
import {
  announcedPoll,
  freshMessage,
  mintPermit,
  mirrored,
  privateKeyOf,
  secretsNamed,
  signedBallot,
  signedBy,
} from '../../support/builders/voting/polls.ts'

const bench: Choice = { options: ['bench'] }
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

const castBallot = async (choice = bench, number = 7) => {
  const { frozen } = await announcedPoll()
  const permit = mintPermit(privateKeyOf(await secretsNamed()))
  return { frozen, ballot: signedBallot(frozen, { permit, choice, number }) }
}
const codeOf = (...input: Parameters<typeof examineBallot>) => {
  const decision = examineBallot(...input)
  return decision.refused ? decision.code : 'accepted'
}

describe('a ballot that its voter has signed', () => {
  it('a ballot that its voter has signed is accepted as it is, and with its options in another order', async () => {
    const { frozen, ballot } = await castBallot({ options: ['trees', 'bench'] })
    expect(codeOf(frozen, ballot)).toBe('accepted')
    expect(codeOf(frozen, { ...ballot, choice: { options: ['bench', 'trees'] } })).toBe('accepted')
  })

  it('a ballot that its voter has signed is refused with another choice, even a blank one', async () => {
    const { frozen, ballot } = await castBallot()
    for (const options of [[], ['trees'], ['bench', 'trees']])
      expect(codeOf(frozen, { ...ballot, choice: { options } })).toBe('choice-not-signed')
  })

  it('a ballot that its voter has signed is refused with another number, or without number, signature or both', async () => {
    const { frozen, ballot } = await castBallot()
    for (const number of [6, 8, 7 + 2 ** 32, undefined])
      expect(codeOf(frozen, { ...ballot, number })).toBe('choice-not-signed')
    expect(codeOf(frozen, { ...ballot, choiceSignature: undefined })).toBe('choice-not-signed')
    expect(codeOf(frozen, { permit: ballot.permit, choice: bench })).toBe('choice-not-signed')
  })

  it('a ballot that its voter has signed is refused in another poll, even if both have the same permit key', async () => {
    const { ballot } = await castBallot()
    const { frozen: other } = await announcedPoll()
    expect(codeOf(other, ballot)).toBe('choice-not-signed')
  })

  it('a ballot that its voter has signed is refused under another permit, even one over the same key', async () => {
    const { frozen, ballot } = await castBallot()
    const poll = privateKeyOf(await secretsNamed())
    const point = Buffer.from(ballot.permit.message, 'base64url').subarray(32)
    const sameKey = mintPermit(poll, Uint8Array.of(...new Uint8Array(32).fill(5), ...point))
    for (const permit of [mintPermit(poll), sameKey])
      expect(codeOf(frozen, { ...ballot, permit })).toBe('choice-not-signed')
  })

  it('a ballot that its voter has signed is refused when another key signed it', async () => {
    const { frozen, ballot } = await castBallot()
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    expect(codeOf(frozen, signedBallot(frozen, { ...ballot, number: 8, key }))).toBe('choice-not-signed')
  })

  it('a ballot that its voter has signed has only one signature: its mirror image (r, n − s), which is also valid, is refused', async () => {
    const { frozen, ballot } = await castBallot()
    const mirror = mirrored(Buffer.from(ballot.choiceSignature ?? '', 'base64url'))
    expect(codeOf(frozen, { ...ballot, choiceSignature: base64url(mirror) })).toBe('choice-not-signed')
    const twice = mirrored(mirror)
    expect(codeOf(frozen, { ...ballot, choiceSignature: base64url(twice) })).toBe('accepted')
  })

  it('a ballot that its voter has signed is refused with r or s zero, the order of the group, or DER', async () => {
    const { frozen, ballot } = await castBallot()
    const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')
    const whole = Buffer.from(ballot.choiceSignature ?? '', 'base64url')
    const wrong = [
      Buffer.alloc(64),
      Buffer.concat([Buffer.alloc(32), whole.subarray(32)]),
      Buffer.concat([whole.subarray(0, 32), Buffer.alloc(32)]),
      Buffer.concat([order, whole.subarray(32)]),
      Buffer.concat([whole.subarray(0, 32), order]),
    ]
    for (const each of wrong)
      expect(codeOf(frozen, { ...ballot, choiceSignature: base64url(each) })).toBe('choice-not-signed')
  })

  it('a ballot that its voter has signed is refused under a permit over something that is not a point on the curve, or is in another form', async () => {
    const { frozen } = await announcedPoll()
    const poll = privateKeyOf(await secretsNamed())
    const point = freshMessage().subarray(32)
    const messages = [
      point.map((byte, at) => (at === 64 ? byte ^ 1 : byte)),
      Uint8Array.of(2, ...point.subarray(1)),
      Uint8Array.of(6 + ((point[64] ?? 0) & 1), ...point.subarray(1)),
      new Uint8Array(65),
      Uint8Array.of(4, ...new Uint8Array(64)),
      Uint8Array.of(4, ...new Uint8Array(64).fill(255)),
    ].map((raw) => Uint8Array.of(...new Uint8Array(32), ...raw))
    for (const message of messages) {
      const permit = mintPermit(poll, message)
      const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
      expect(codeOf(frozen, signedBallot(frozen, { permit, choice: bench, number: 7, key }))).toBe('choice-not-signed')
    }
  })

  it('a ballot that its voter has signed is malformed with a number that is not whole, below 1, or too large to be exact', async () => {
    const { ballot } = await castBallot()
    expect(Ballot.safeParse({ ...ballot, number: Number.MAX_SAFE_INTEGER }).success).toBe(true)
    for (const number of [0, -1, 1.5, 2 ** 53, 1e300, '7', null, Number.NaN])
      expect(Ballot.safeParse({ ...ballot, number }).success).toBe(false)
  })

  it('a ballot that its voter has signed is malformed with another spelling of its signature', async () => {
    const { ballot } = await castBallot()
    const { choiceSignature = '' } = ballot
    for (const other of [
      `${choiceSignature}==`,
      choiceSignature.slice(1),
      `A${choiceSignature}`,
      `${choiceSignature} `,
    ])
      expect(Ballot.safeParse({ ...ballot, choiceSignature: other }).success).toBe(false)
    const spare = choiceSignature.slice(0, -1) + String.fromCharCode(choiceSignature.charCodeAt(85) + 1)
    expect(Ballot.safeParse({ ...ballot, choiceSignature: spare }).success).toBe(false)
  })
})

describe('a ballot of a poll announced before ballots were signed', () => {
  it('a ballot of a poll announced before ballots were signed has neither number nor signature, and a permit over random bytes; the other kind is refused', async () => {
    const { frozen } = await announcedPoll({ ballotVersion: undefined })
    const key = privateKeyOf(await secretsNamed())
    const old = mintPermit(key, new Uint8Array(64).fill(3))
    expect(codeOf(frozen, { permit: old, choice: bench })).toBe('accepted')
    expect(codeOf(frozen, { permit: old, choice: bench, number: 7 })).toBe('choice-not-signed')
    const signed = await castBallot()
    expect(codeOf(frozen, signed.ballot)).toBe('permit-invalid')
    expect(codeOf(signed.frozen, { permit: old, choice: bench })).toBe('permit-invalid')
  })
})

describe('the signature of a voter', () => {
  it('the signature of a voter is not read from the start of a longer value', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-65)
    const text = signedChoice('poll', ballotHash({ message: 'AA', signature: '' }), 1, bench)
    const signature = signedBy(privateKey, text)
    expect(isSignedByVoter(raw, text, signature)).toBe(true)
    expect(isSignedByVoter(raw, `${text} `, signature)).toBe(false)
    expect(isSignedByVoter(Buffer.concat([raw, Buffer.of(0)]), text, signature)).toBe(false)
    expect(isSignedByVoter(raw, text, Buffer.concat([signature, Buffer.of(0)]))).toBe(false)
  })
})
