import { describe, expect, it } from 'vitest'
import { type Estimate, estimatePrice } from '../../../shared/voting/rules/equal-shares/shares-price.ts'
import { buy, restart, type SharesState, spent } from '../../../shared/voting/rules/equal-shares/shares-state.ts'
import { above } from '../../../shared/voting/rules/rounding.ts'
import { byHand, type Supporters } from '../../support/builders/agreements/shares-by-hand.ts'

/** Supporters of the options before and after the one in question, which must not be read. */
const others = [{ count: 7, has: 1, points: 5 }]
const amid = (...supporters: readonly Supporters[]): SharesState => byHand(others, supporters, others)
const asked = 1

const estimateOf = (state: SharesState, cost: number, from = 0, guess = from): Estimate => {
  const found: Estimate = { price: -1, error: -1, dividedAt: -1, isCertain: true, shortOfMoney: 'no' }
  estimatePrice(state, asked, cost, from, guess, found)
  return found
}

describe('the price of an option in doubles', () => {
  it('the price of an option in doubles is the cost divided by the points if everybody has enough', () => {
    const state = amid({ count: 2, has: 1_000 }, { count: 3, has: 1_000, points: 2 })
    expect(estimateOf(state, 800)).toMatchObject({ price: 100, dividedAt: 0, shortOfMoney: 'no' })
  })

  it('the price of an option in doubles rises until supporters with less pay all they have, and the others pay the rest', () => {
    const state = amid({ count: 2, has: 100 }, { count: 3, has: 1_000, points: 2 })
    expect(estimateOf(state, 2_000)).toMatchObject({ price: 300, dividedAt: 250, shortOfMoney: 'no' })
    expect(estimateOf(state, 2_000, 290)).toMatchObject({ price: 300, dividedAt: 290, shortOfMoney: 'no' })
  })

  it('the price of an option in doubles is the same from any guess', () => {
    const state = amid({ count: 2, has: 100 }, { count: 3, has: 1_000, points: 2 })
    // 250 is too low; from 320 the same supporters are short; at 550 everybody is, although together they have enough.
    for (const guess of [250, 300, 320, 550, 9_999])
      expect(estimateOf(state, 2_000, 0, guess)).toMatchObject({ price: 300, isCertain: true, shortOfMoney: 'no' })
    expect(estimateOf(state, 2_000, 0, 320).dividedAt).toBe(320)
    expect(estimateOf(state, 2_000, 0, 9_999).dividedAt).toBe(250)
    expect(estimateOf(state, 3_201, 0, 9_999).shortOfMoney).toBe('yes')
  })

  it('the price of an option in doubles is found again where too high a guess takes too many to be short', () => {
    // At 550 the first is short by 250. They share 700 as 300 and 400, where it still is, but 500 in halves.
    const state = amid({ count: 1, has: 300 }, { count: 1, has: 600 })
    expect(estimateOf(state, 700, 0, 550)).toMatchObject({ price: 400, dividedAt: 550, shortOfMoney: 'no' })
    expect(estimateOf(state, 500, 0, 550)).toMatchObject({ price: 250, dividedAt: 200, shortOfMoney: 'no' })
  })

  it('the price of an option in doubles is paid in full by a supporter who has exactly that', () => {
    expect(estimateOf(amid({ count: 1, has: 300 }), 300)).toMatchObject({ price: 300, shortOfMoney: 'no' })
  })

  it('the price of an option in doubles does not exist if all together have too little, and is unclear within the error of their money', () => {
    expect(estimateOf(amid({ count: 2, has: 100 }), 201).shortOfMoney).toBe('yes')
    expect(estimateOf(amid({ count: 2, has: 100, error: 0.25 }), 201).shortOfMoney).toBe('yes')
    expect(estimateOf(amid({ count: 2, has: 100, error: 0.5 }), 201)).toMatchObject({ shortOfMoney: 'unclear' })
    const unclear = estimateOf(amid({ count: 2, has: 100, error: 4 }), 201)
    expect(unclear).toEqual({ price: 100.5, error: 100.5, dividedAt: 100.5, isCertain: false, shortOfMoney: 'unclear' })
  })

  it('the price of an option in doubles has the error of the money of supporters with less, and of its own roundings', () => {
    const k = 2 ** 50
    const state = amid({ count: 2, has: 100 * k, error: 1 }, { count: 3, has: 1_000 * k, points: 2 })
    const { price, error } = estimateOf(state, 2_000 * k)
    expect(price).toBe(300 * k)
    // The error of the money is 2; six roundings of 200k and two of 2,000k add 300 and 1,000. The sum is divided by six points.
    // Two roundings of 300k add 150.
    expect(error).toBeCloseTo(1_302 / 6 + 150, 9)
    expect(error).toBeGreaterThan(1_302 / 6 + 150)
  })
})

describe('the price in doubles is certain', () => {
  const k = 2 ** 40
  /**
   * Two supporters of one point each pay 300k together, so that the rich one pays what the poor one lacks. The price may be off by
   * as much as the poor one's money (and roundings), and both by the error of all money, which is 5.
   */
  const isCertainAt = (poor: number, rich: number) =>
    estimateOf(amid({ count: 1, has: poor, error: 5 }, { count: 1, has: rich, error: 5 }), 300 * k, 1).isCertain

  it('the price in doubles is certain if supporters found short are short by more than all errors', () => {
    // At 150k each the poor one is nearly short: by 20, or by 8.
    expect(isCertainAt(150 * k - 20, 200 * k)).toBe(true)
    expect(isCertainAt(150 * k - 5, 200 * k)).toBe(false)
  })

  it('the price in doubles is certain if the others have more than it by more than all errors', () => {
    expect(isCertainAt(150 * k + 20, 200 * k)).toBe(true)
    expect(isCertainAt(150 * k + 5, 200 * k)).toBe(false)
    expect(isCertainAt(150 * k, 200 * k)).toBe(false)
  })

  it('the price in doubles is certain only if it is certain for each supporter, by the points that each gives', () => {
    const crowd = (has: number) =>
      amid({ count: 1, has: 900 }, { count: 1, has, points: 2 }, { count: 1, has: 900, points: 3 })
    expect(estimateOf(crowd(500), 600).isCertain).toBe(true)
    expect(estimateOf(crowd(200), 600).isCertain).toBe(false)
    expect(estimateOf(crowd(150), 600).isCertain).toBe(true)
  })

  it('the price in doubles is certain never where a guess far above it rounded away who has exactly enough', () => {
    const has = 17_200
    const state = amid({ count: 10, has: 1_499_851 }, { count: 5, has, points: 50 })
    const found = estimateOf(state, 89_440, 172, 671_181.3445697125)
    expect(found.price * 50).toBe(has)
    expect(found.isCertain).toBe(false)
  })

  it('the price in doubles is certain never where nobody can pay in full', () => {
    expect(estimateOf(amid({ count: 2, has: 100 }), 201).isCertain).toBe(false)
  })
})

describe('money in doubles has an error', () => {
  it('money in doubles has an error of the earlier error, the error of the price of each point, and a rounding', () => {
    const k = 2 ** 50
    const state = amid({ count: 1, has: 1_000 * k, error: 1, points: 3 })
    buy(state, asked, 100 * k, 2, () => false)
    expect([state.money[1], state.error]).toEqual([700 * k, above(1 + 6 + 325)])
  })

  it('money in doubles has an error of zero at the start, unless no double can represent the endowment', () => {
    const state = amid({ count: 1, has: 0 })
    restart(state, 2n ** 53n - 1n)
    expect([state.money[1], state.error]).toEqual([2 ** 53 - 1, 0])
    restart(state, 2n ** 60n)
    expect([state.money[1], state.error]).toEqual([2 ** 60, 256])
  })

  it('money in doubles has an error, but is exactly zero once all of it is spent', () => {
    const state = amid({ count: 1, has: 10, error: 1 })
    buy(state, asked, 100, 2, () => true)
    expect([state.money[1], state.node[1]]).toEqual([0, spent])
  })
})
