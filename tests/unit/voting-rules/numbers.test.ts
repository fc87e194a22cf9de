import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compareRationals,
  floorOf,
  gcd,
  rational,
  rationalText,
  reduced,
  toDouble,
} from '../../../shared/kernel/rational.ts'
import { bordaWeights, countProfile, rankingPoints } from '../../../shared/voting/rules/counts.ts'
import { greatestThat, leastThat } from '../../../shared/voting/rules/search.ts'
import { byCodePoints, codePointOrder, tieBreak } from '../../../shared/voting/rules/ties.ts'

const wide = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
const positive = fc.bigInt({ min: 1n, max: 10n ** 40n })

describe('exact fractions', () => {
  it('exact fractions have a positive denominator', () => {
    expect(() => rational(1n, 0n)).toThrow(RangeError)
    expect(rational(1n, -2n)).toEqual({ numerator: -1n, denominator: 2n })
  })

  it('exact fractions are written in lowest terms', () => {
    expect(rationalText(rational(100n, 6n))).toBe('50/3')
    expect(rationalText(rational(-4n, 2n))).toBe('-2')
    expect(rationalText(rational(0n, 7n))).toBe('0')
  })

  it('exact fractions compare as cross-products do, and keep their value when reduced', () => {
    fc.assert(
      fc.property(wide, positive, wide, positive, (a, b, c, d) => {
        expect(compareRationals(rational(a, b), rational(c, d))).toBe(a * d < c * b ? -1 : a * d > c * b ? 1 : 0)
        const { numerator, denominator } = reduced(rational(a, b))
        expect(numerator * b).toBe(a * denominator)
        expect(gcd(numerator, denominator)).toBe(1n)
      }),
    )
  })

  it('exact fractions round down, below zero too', () => {
    expect([7n, -7n, 8n, -8n, 0n].map((n) => floorOf(rational(n, 4n)))).toEqual([1n, -2n, 2n, -2n, 0n])
  })

  it('exact fractions are close to their double, however long their numbers', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1e15, noNaN: true }),
        fc.bigInt({ min: 1n, max: 2n ** 2_000n }),
        (value, times) => {
          const scaled = BigInt(Math.round(value * 2 ** 30))
          const near = toDouble(rational(scaled * times, 2n ** 30n * times))
          expect(Math.abs(near - Number(scaled) / 2 ** 30)).toBeLessThanOrEqual(near * 2 ** -52)
        },
      ),
    )
    expect(toDouble(rational(0n, 5n))).toBe(0)
  })
})

describe('rankings as points', () => {
  it('rankings as points give the first place the most points and the last place one point', () => {
    expect(bordaWeights(3)).toEqual([3, 2, 1])
    expect(rankingPoints(['b', 'a'], bordaWeights(3))).toEqual([3, 2])
  })

  it('rankings as points refuse more places than there are weights', () => {
    expect(() => rankingPoints(['a', 'b'], [5])).toThrow('No weight for place 2, option b')
  })
})

describe('sums', () => {
  it('sums are refused for a wrong number of points and for duplicate ids', () => {
    const options = [{ id: 'a', cost: 1 }]
    expect(() => countProfile({ options, ballots: [{ options: ['a'], points: [], count: 1 }] })).toThrow(
      'numbers of points and options',
    )
    expect(() => countProfile({ options: [...options, ...options], ballots: [] })).toThrow('same id')
  })
})

describe('the order of ids', () => {
  it('the order of ids is by code points, not by code units', () => {
    const [faces, box] = ['\u{1F600}', '\uFFED']
    expect(faces < box).toBe(true)
    expect(codePointOrder([faces, box, 'b', 'ab', 'a'])).toEqual(['a', 'ab', 'b', box, faces])
    expect(byCodePoints('a', 'a')).toBe(0)
  })

  it('the order of ids is the same for any ids, whether or not code units would do', () => {
    const id = fc.string({
      unit: fc.constantFrom('a', 'b', '1', '\u{D7FF}', '\uE000', '\uFFED', '\u{1F600}'),
      maxLength: 4,
    })
    fc.assert(
      fc.property(fc.array(id, { maxLength: 8 }), (ids) => {
        expect(codePointOrder(ids)).toEqual(ids.toSorted(byCodePoints))
      }),
    )
  })

  it('the order of ids must have every option, even if nothing is tied', () => {
    expect(() =>
      tieBreak(
        [],
        ['a'],
        ['a', 'b'].map((id) => ({ id, cost: 1 })),
      ),
    ).toThrow('misses option b')
  })

  it('the order of ids cannot have an option twice', () => {
    expect(() => tieBreak([], ['a', 'a'], [{ id: 'a', cost: 1 }])).toThrow('twice')
  })
})

describe('the turning point of a condition', () => {
  it('the turning point of a condition is always found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 200 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 200 }),
        (turn, low, more) => {
          const high = low + more
          const least = turn > high ? undefined : Math.max(turn, low)
          expect(leastThat((value) => value >= turn, low, high)).toBe(least)
          const most = turn < low ? undefined : Math.min(turn, high)
          expect(greatestThat((value) => value <= turn, low, high)).toBe(most)
        },
      ),
    )
  })

  it('the turning point of a condition does not exist in an empty range', () => {
    expect(leastThat(() => true, 2, 1)).toBeUndefined()
    expect(greatestThat(() => true, 2, 1)).toBeUndefined()
  })
})
