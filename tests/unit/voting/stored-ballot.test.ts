import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { digestOf } from '../../../shared/kernel/digest.ts'
import { type Ballot, ballotHash, type Permit } from '../../../shared/voting/box/ballot.ts'
import { openBallot, sealBallot } from '../../../shared/voting/box/stored-ballot.ts'
import { type Choice, canonicalChoice, maximumOptions } from '../../../shared/voting/poll/ballot-form.ts'
import type { FrozenPoll } from '../../../shared/voting/poll/poll.ts'
import { readOpeningKey, readSealKey, sealBytes } from '../../../shared/voting/secrecy/sealing.ts'
import {
  announcedPoll,
  mintPermit,
  type PollSecret,
  privateKeyOf,
  secretsNamed,
  signedBallot,
} from '../../support/builders/voting/polls.ts'

const optionsOf = (count: number, length = 3) =>
  Array.from({ length: count }, (_, index) => ({
    id: `${index}`.padStart(length, 'x'),
    title: 'An option',
    costCents: 100,
  }))

const forms = [
  ['one-choice', {}],
  ['approval', { max: 500 }],
  ['approval', { max: 2 }],
  ['knapsack', { budgetCents: 1_000_000_000 }],
  ['points', { sum: 1_000_000, maxPerOption: 1_000_000 }],
  ['ranking', { weights: Array.from({ length: 100 }, () => 1_000_000) }],
] as const

let secrets: PollSecret
let permit: Permit
beforeAll(async () => {
  secrets = await secretsNamed()
  permit = mintPermit(privateKeyOf(secrets))
})

const pollWith = async (kind: string, limits: object, count: number, length?: number): Promise<FrozenPoll> =>
  (await announcedPoll({ options: optionsOf(count, length), ballotForm: { kind, ...limits } })).frozen

const sealed = (frozen: FrozenPoll, ballot: Ballot) => {
  const hash = ballotHash(ballot.permit)
  const { number } = ballot
  const signed = number === undefined ? {} : { signed: { number, digest: digestOf(ballot) } }
  return { hash, ...sealBallot(frozen, { hash, ballot, ...signed }, readSealKey(frozen.sealKey)) }
}
const opened = (frozen: FrozenPoll, item: ReturnType<typeof sealed>) =>
  openBallot(frozen, item, readOpeningKey(secrets.secrets.seal))

/** The longest choice that the form allows. */
const longest = ({ ballotForm, options }: FrozenPoll): Choice => {
  const ids = options.slice(0, maximumOptions(ballotForm, options)).map(({ id }) => id)
  return ballotForm.kind === 'points' ? { options: ids, points: ids.map(() => 1_000_000) } : { options: ids }
}

describe('a stored ballot', () => {
  it.each(forms)('a stored ballot of the form %s %j is read as it was stored', async (kind, limits) => {
    for (const [count, length] of [
      [1, 1],
      [3, 40],
      [500, 40],
    ] as const) {
      const frozen = await pollWith(kind, limits, count, length)
      const ids = frozen.options.map(({ id }) => id)
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray(ids), fc.integer({ min: 1, max: 1_000_000 }), async (named, most) => {
          const choice = canonicalChoice(frozen.ballotForm, {
            options: named.slice(0, longest(frozen).options.length),
            ...(kind === 'points' ? { points: named.map((_, n) => Math.max(1, most - n)) } : {}),
          })
          const ballot = signedBallot(frozen, { permit, choice, number: Number.MAX_SAFE_INTEGER })
          expect(opened(frozen, sealed(frozen, ballot))).toEqual(ballot)
        }),
        { numRuns: 10 },
      )
    }
  })

  it.each(forms)(
    'a stored ballot of the form %s %j has the same length as any other of its poll',
    async (kind, limits) => {
      const frozen = await pollWith(kind, limits, 60)
      const choices: Choice[] = [longest(frozen), kind === 'points' ? { options: [], points: [] } : { options: [] }]
      const lengths = choices.map(
        (choice) => sealed(frozen, signedBallot(frozen, { permit, choice, number: 1 })).sealed.length,
      )
      expect(new Set(lengths).size).toBe(1)
    },
  )

  it('a stored ballot of version 1 has neither number nor signature', async () => {
    const { frozen } = await announcedPoll({ ballotVersion: 1 })
    const first = mintPermit(privateKeyOf(secrets), new Uint8Array(64).fill(7))
    const item = sealed(frozen, { permit: first, choice: { options: ['trees', 'bench'] } })
    expect(Object.keys(item)).toEqual(['hash', 'sealed'])
    expect(opened(frozen, item)).toEqual({ permit: first, choice: { options: ['trees', 'bench'] } })
  })

  it('a stored ballot is refused if sealed for another length or layout, or with options that the poll does not have', async () => {
    const { frozen } = await announcedPoll()
    const hash = ballotHash(permit)
    const put = (bytes: Uint8Array) => ({
      hash,
      sealed: sealBytes(readSealKey(frozen.sealKey), bytes, { pollId: frozen.pollId, hash }),
    })
    const length = 1 + 97 + 384 + 64 + 2 + 2 * 3
    const named = (count: number, place: number) => {
      const bytes = Buffer.alloc(length)
      bytes[0] = 1
      bytes.writeUInt16BE(count, 546)
      bytes.writeUInt16BE(place, 548)
      return bytes
    }
    expect(opened(frozen, put(named(1, 2)))).toMatchObject({ choice: { options: ['swing'] } })
    for (const bytes of [named(1, 3), named(4, 0), named(1, 2).subarray(1), Buffer.alloc(length), Buffer.of()])
      expect(opened(frozen, put(bytes))).toBeUndefined()
  })

  it('a stored ballot cannot contain an option that the poll does not have', async () => {
    const { frozen } = await announcedPoll()
    expect(() => sealed(frozen, { permit, choice: { options: ['zebra'] } })).toThrow('no such option')
  })

  it('a stored ballot can be read from the padded JSON that was used before layouts had numbers', async () => {
    const { frozen } = await announcedPoll()
    const ballot = signedBallot(frozen, { permit, choice: { options: ['bench'] }, number: 7 })
    const place = { pollId: frozen.pollId, hash: ballotHash(permit), number: '0000000000000007' }
    const put = (text: string) => ({
      ...place,
      sealed: sealBytes(readSealKey(frozen.sealKey), Buffer.from(text), place),
    })
    expect(opened(frozen, put(JSON.stringify(ballot).padEnd(1_200)))).toEqual(ballot)
    expect(opened(frozen, put(JSON.stringify(ballot).slice(0, -1)))).toBeUndefined()
    expect(opened(frozen, put('{}'))).toBeUndefined()
  })
})
