import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ballot, ballotHash, examineBallot, Permit, shardOf } from '../../../shared/voting/box/ballot.ts'
import type { Choice } from '../../../shared/voting/poll/ballot-form.ts'
import {
  announcedPoll,
  mintPermit,
  privateKeyOf,
  secretsNamed,
  signedBallot,
} from '../../support/builders/voting/polls.ts'

const permitOf = async (name?: string) => mintPermit(privateKeyOf(await secretsNamed(name)))
describe('the hash of a permit', () => {
  it('the hash of a permit depends only on its message: another signature over it is the same permit', async () => {
    const key = privateKeyOf(await secretsNamed())
    const message = randomBytes(64)
    const [one, two] = [mintPermit(key, message), mintPermit(key, message)]
    expect(one.signature).not.toBe(two.signature)
    expect(ballotHash(one)).toBe(ballotHash(two))
    expect(ballotHash(one)).not.toBe(ballotHash(mintPermit(key)))
  })

  it('the hash of a permit is spread evenly over the shards of the poll', () => {
    const counts = new Map<number, number>()
    for (let each = 0; each < 4_096; each++) {
      const shard = shardOf(randomBytes(32).toString('hex'), 16)
      counts.set(shard, (counts.get(shard) ?? 0) + 1)
    }
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, shard) => shard))
    expect(Math.min(...counts.values())).toBeGreaterThan(150)
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.integer({ min: 0, max: 8 }), (bytes, power) => {
        const shard = shardOf(Buffer.from(bytes).toString('hex'), 2 ** power)
        expect(Number.isInteger(shard) && shard >= 0 && shard < 2 ** power).toBe(true)
      }),
    )
  })
})

describe('the text of a permit', () => {
  it('the text of a permit has only one spelling: spare bits at its end are refused', async () => {
    const permit = await permitOf()
    expect(Permit.safeParse(permit).success).toBe(true)
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const last = alphabet.indexOf(permit.message.slice(-1))
    for (let spare = 1; spare < 16; spare++) {
      const respelt = permit.message.slice(0, -1) + alphabet.charAt(last ^ spare)
      expect(Buffer.from(respelt, 'base64url')).toEqual(Buffer.from(permit.message, 'base64url'))
      expect(Permit.safeParse({ ...permit, message: respelt }).success).toBe(false)
    }
  })

  it('the text of a permit is refused if it is padded, shorter, longer, in the other alphabet, or has more than two parts', async () => {
    const { message, signature } = await permitOf()
    for (const wrong of [
      { message: `${message}==`, signature },
      { message: message.slice(1), signature },
      { message: `A${message}`, signature },
      { message, signature: `${signature.slice(0, -1)}+` },
      { message, signature, voter: 'anna' },
      { message },
    ])
      expect(Permit.safeParse(wrong).success).toBe(false)
  })
})

describe('examining a ballot', () => {
  const examine = async ({ permit, choice }: { readonly permit: Permit; readonly choice: Choice }) => {
    const { frozen } = await announcedPoll()
    const ballot = signedBallot(frozen, { permit, choice, number: 7 })
    const decision = examineBallot(frozen, Ballot.parse(ballot))
    return decision.refused
      ? { code: decision.code, at: decision.objections.map(({ pointer }) => pointer) }
      : decision.value
  }

  it('examining a ballot refuses the permit of another poll before it reads the choice', async () => {
    expect(await examine({ permit: await permitOf('other'), choice: { options: ['zebra'] } })).toEqual({
      code: 'permit-invalid',
      at: [],
    })
  })

  it('examining a ballot points to the error in the choice if it breaks the form', async () => {
    expect(await examine({ permit: await permitOf(), choice: { options: ['bench', 'zebra'] } })).toEqual({
      code: 'choice-invalid',
      at: ['/choice/options/1'],
    })
  })

  it('examining a ballot stores the choice in canonical order, under the hash of the permit', async () => {
    const permit = await permitOf()
    expect(await examine({ permit, choice: { options: ['trees', 'bench'] } })).toMatchObject({
      hash: ballotHash(permit),
      ballot: { permit, choice: { options: ['bench', 'trees'] }, number: 7 },
      signed: { number: 7 },
    })
  })
})
