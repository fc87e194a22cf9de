// The price of an option in doubles, with a proved bound on its error.
import { above, offBy } from '../rounding.ts'
import { marginOf, type SharesState } from './shares-state.ts'

/** Written by `estimatePrice`, one object for a whole count: no allocation in the inner loop. */
export type Estimate = {
  price: number
  error: number
  /** Voters with less than this per point were taken to be short. */
  dividedAt: number
  /** Whether doubles suffice to decide for every supporter who is short at this price: then the price is the true one. */
  isCertain: boolean
  shortOfMoney: 'no' | 'yes' | 'unclear'
}

/**
 * Approximate lowest price per point at which supporters pay `cost`: |price − p°| ≤ error, where p° is the exact
 * solution for the supporters found short. The true price is never below p°, so price − error is a lower bound of it.
 * Newton's method on a concave, piecewise linear function: from `guess`, which may be too high, to a price that is not, or
 * to `from`, known not to be above the true one; from there it rises until nobody else is short. One pass over the supporters
 * usually suffices.
 */
export const estimatePrice = (
  state: SharesState,
  option: number,
  cost: number,
  from: number,
  guess: number,
  result: Estimate,
): void => {
  const { matrix, money } = state
  const { group, count, points } = matrix
  const begin = matrix.start[option] ?? 0
  const end = matrix.start[option + 1] ?? 0
  let isGuess = guess > from
  let price = isGuess ? guess : from
  for (;;) {
    let given = 0
    let short = 0
    let weight = 0
    let times = 0
    let due = 0
    // What those who are short have more than is asked, at the most, and the others at the least.
    let closest = Number.NEGATIVE_INFINITY
    let spare = Number.POSITIVE_INFINITY
    for (let entry = begin; entry < end; entry += 1) {
      if (times !== points[entry]) {
        times = points[entry] ?? 0
        due = price * times
      }
      const has = money[group[entry] ?? 0] ?? 0
      const copies = count[entry] ?? 0
      const over = has - due
      if (over < 0) {
        given += copies * has
        short += copies
        if (over > closest) closest = over
      } else {
        weight += copies * times
        if (over < spare) spare = over
      }
    }
    const terms = end - begin + 4
    const slack = above(short * state.error, terms) + offBy(given, terms) + offBy(cost, 2)
    const isShort = weight === 0 && given + slack < cost
    if (isShort || (weight === 0 && !isGuess)) {
      result.shortOfMoney = isShort ? 'yes' : 'unclear'
      result.price = price
      result.error = price
      result.dividedAt = price
      result.isCertain = false
      return
    }
    // A guess may have been too high, even for everybody.
    const next = weight === 0 ? from : (cost - given) / weight
    // Entries are sorted by points: nobody is asked for more than the last.
    const rise = (next - price) * times
    if (weight > 0 && rise <= spare && (!isGuess || rise >= closest)) {
      const error = above(slack / weight + offBy(Math.abs(next), 2))
      // The distances were rounded at the size of what was asked, which a guess can make much more than the price.
      const margin = marginOf(state, Math.max(next, price) * times, error * times)
      result.shortOfMoney = 'no'
      result.price = next
      result.error = error
      result.dividedAt = price
      result.isCertain = spare - Math.max(rise, 0) > margin && Math.min(rise, 0) - closest > margin
      return
    }
    price = Math.max(next, from)
    isGuess = false
  }
}
