// The pool of a lottery and its draw, without a table.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { registeredAs, sealPerson, unsealPerson } from '../../../shared/elections/lottery/do-not-draw.ts'
import { drawLottery, Lottery, postPool } from '../../../shared/elections/lottery/lottery.ts'
import {
  drawableBytes,
  drawablesOf,
  drawableText,
  entriesOfPool,
  entryFrom,
  entryOpening,
  orderOf,
  poolOf,
  poolText,
  rootOfPool,
} from '../../../shared/elections/lottery/pool.ts'
import { type DrawnLottery, replayLottery } from '../../../shared/elections/lottery/replay.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import { sha256 } from '../../../shared/kernel/digest.ts'
import { quicknet } from '../../../shared/voting/lots/beacon.ts'
import { quicknet1000 } from '../../support/builders/voting/beacons.ts'

const key = Buffer.alloc(32, 7)
const subject = 'elections/e/contests/heijplaat/lotteries/1'
const digests = Array.from({ length: 40 }, (_, index) => sha256(`person ${index}`))
const session = {
  source: 'public-session',
  who: 'Griffie',
  when: Instant.parse('2026-04-24T19:00:00.000Z'),
  seed: '4 4 1',
} as const

describe('the pool of a lottery', () => {
  it('the pool of a lottery contains each person once, as an entry that only they can identify, in an order without meaning', () => {
    const pool = poolOf(key, subject, [...digests, ...digests])
    expect(pool).toHaveLength(40)
    expect(entriesOfPool(poolText(pool))).toEqual(pool.map(({ entry }) => entry))
    for (const { entry, digest } of pool) expect(entryFrom(entryOpening(key, subject, digest), digest)).toBe(entry)
    expect(poolOf(key, subject, digests.toReversed())).toEqual(pool)
  })

  it('the pool of a lottery cannot be joined with the pool of another lottery or with the roll', () => {
    const one = new Set(poolOf(key, subject, digests).map(({ entry }) => entry))
    const other = poolOf(key, `${subject}0`, digests).map(({ entry }) => entry)
    expect([...other, ...digests].filter((each) => one.has(each))).toEqual([])
  })

  it('the pool of a lottery is read back place by place', () => {
    const pool = poolOf(key, subject, digests)
    const text = drawableText(pool)
    expect(text.length).toBe(40 * drawableBytes)
    expect(drawablesOf(text.slice(3 * drawableBytes, 5 * drawableBytes))).toEqual(pool.slice(3, 5))
  })

  it('the pool of a lottery is refused if a line is out of order, occurs twice, or is not a digest', () => {
    const [one = '', two = ''] = poolOf(key, subject, digests).map(({ entry }) => entry)
    expect(entriesOfPool('')).toEqual([])
    for (const wrong of [`${two}\n${one}\n`, `${one}\n${one}\n`, `${one}\nperson 3\n`, `${one}\n${two}`, '\n'])
      expect(entriesOfPool(wrong), wrong).toBeUndefined()
  })
})

describe('the draw of a lottery', () => {
  const announced = Lottery.parse({
    electionId: '0193c3c6-7a00-7000-8000-0000000000dd',
    wardCode: 'heijplaat',
    number: 1,
    source: 'drand',
    announcedAt: '2023-08-23T14:00:00.000Z',
    requestId: '0193c3c6-7a00-7000-8000-0000000000ee',
    requestDigest: sha256(''),
    without: [],
    status: 'announced',
    version: 1,
  })
  const postedAt = Instant.parse('2023-08-23T14:59:24.000Z')
  const posted = postPool(announced, { root: sha256('pool'), entries: 3 }, quicknet, postedAt)
  if (posted.refused) throw new Error(posted.code)
  const beacon = { source: 'drand', chainHash: quicknet.chainHash, ...quicknet1000 } as const

  it('the draw of a lottery uses only the beacon that was fixed with the pool, an hour ahead', () => {
    expect(posted.after.fixed).toEqual({ source: 'drand', chainHash: quicknet.chainHash, round: 1_000 })
    expect(drawLottery(posted.after, beacon, postedAt)).toMatchObject({ refused: false })
    expect(drawLottery(posted.after, { ...beacon, round: 1_001 }, postedAt)).toMatchObject({
      code: 'beacon-of-other-round',
    })
  })

  it('the draw of a lottery uses a public session instead only if the beacon is missing for a day', () => {
    const held = (when: string) => ({ ...session, when: Instant.parse(when) })
    const early = held('2023-08-24T15:00:00.000Z')
    expect(drawLottery(posted.after, early, early.when)).toMatchObject({ code: 'lottery-by-beacon' })
    const late = held('2023-08-24T16:00:00.000Z')
    expect(drawLottery(posted.after, late, late.when)).toMatchObject({ refused: false })
    expect(drawLottery(posted.after, early, late.when)).toMatchObject({ code: 'session-at-another-time' })
  })
})

describe('a lottery that is replayed', () => {
  const pool = poolOf(key, subject, digests)
  const text = poolText(pool)
  const root = rootOfPool(text)
  const order = orderOf(
    { subject, root, evidence: session },
    pool.map(({ entry }) => entry),
  )
  const published: DrawnLottery = {
    algorithm: 'wijk-lottery/1',
    subject,
    root,
    entries: 40,
    fixed: { source: 'public-session' },
    postedAt: '2026-04-23T09:00:20.000Z',
    evidence: session,
    turns: order.slice(0, 3).map((entry, index) => ({ place: index + 1, entry })),
  }
  const [first, second, third] = published.turns
  const objections = (change: Partial<DrawnLottery>, of = text) =>
    replayLottery({ ...published, ...change }, of).objections.map(({ at }) => at)

  it('a lottery that is replayed is valid if every entry is in its place', () => {
    expect(replayLottery(published, text)).toEqual({ order, objections: [] })
  })

  it('a lottery that is replayed is invalid with another pool, another number, an earlier seed, or turns in the wrong order', () => {
    if (first === undefined || second === undefined || third === undefined) throw new Error('three turns')
    expect(objections({}, poolText(pool.slice(1)))).toEqual(['/root'])
    expect(objections({ entries: 41 })).toEqual(['/entries'])
    expect(objections({ postedAt: '2026-04-25T09:00:00.000Z' })).toEqual(['/evidence/when'])
    expect(objections({ turns: [first, third] })).toEqual(['/turns/1/place'])
    expect(objections({ turns: [{ ...first, entry: second.entry }] })).toEqual(['/turns/0/entry'])
    expect(objections({ evidence: { ...session, seed: '4 4 2' } }).length).toBeGreaterThan(0)
  })

  it('a lottery that is replayed is invalid with a beacon that was not announced, or that is not signed', () => {
    const beacon = { source: 'drand', chainHash: quicknet.chainHash, ...quicknet1000 } as const
    expect(objections({ evidence: beacon })).toEqual(['/evidence/round'])
    const fixed = { source: 'drand', chainHash: quicknet.chainHash, round: 1_000 } as const
    const forged = { ...beacon, randomness: sha256('mine') }
    expect(objections({ fixed, evidence: forged })).toEqual(['/evidence'])
  })
})

describe('the do-not-draw register', () => {
  it('the do-not-draw register decrypts each pseudonym only with its own key', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }), (person) => {
        expect(unsealPerson(key, sealPerson(key, person))).toBe(Buffer.from(person).toString('utf8'))
        expect(() => unsealPerson(Buffer.alloc(32, 8), sealPerson(key, person))).toThrow()
        expect(registeredAs(key, person)).not.toBe(registeredAs(Buffer.alloc(32, 8), person))
      }),
      { numRuns: 25 },
    )
  })
})
