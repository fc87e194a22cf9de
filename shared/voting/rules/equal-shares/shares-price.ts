// The price of an option in doubles, with a proved bound on its error.
import { above, offBy } from '../rounding.ts'
import type { SharesState } from './shares-state.ts'

/** Written by `estimatePrice`, one object for a whole count: no allocation in the inner loop. */
export type Estimate = {
  price: number
  error: number
  /** Voters with less than this per point were taken to be short. */
  dividedAt: number
  shortOfMoney: 'no' | 'yes' | 'unclear'
}

/**
 * Approximate lowest price per point at which supporters pay `cost`: |price − p°| ≤ error, where p° is the exact
 * solution for the supporters found short. The true price is never below p°, so price − error is a lower bound of it;
 * `isCertain` tells whether it equals p°. Starts from a price known not to be above the true one and rises
 * (Newton's method on a concave, piecewise linear function).
 */
export const estimatePrice = (
  state: SharesState,
  option: number,
  cost: number,
  from: number,
  result: Estimate,
): void => {
  const { matrix, money, error } = state
  const { group, count, points } = matrix
  const begin = matrix.start[option] ?? 0
  const end = matrix.start[option + 1] ?? 0
  let price = from
  for (;;) {
    let given = 0
    let givenError = 0
    let weight = 0
    for (let entry = begin; entry < end; entry += 1) {
      const voters = group[entry] ?? 0
      const has = money[voters] ?? 0
      const times = points[entry] ?? 0
      const copies = count[entry] ?? 0
      if (has < price * times) {
        given += copies * has
        givenError += copies * (error[voters] ?? 0)
      } else weight += copies * times
    }
    const terms = end - begin + 4
    const slack = above(givenError, terms) + offBy(given, terms) + offBy(cost, 2)
    if (weight === 0) {
      result.shortOfMoney = given + slack < cost ? 'yes' : 'unclear'
      result.price = price
      result.error = price
      result.dividedAt = price
      return
    }
    const next = (cost - given) / weight
    if (next <= price) {
      result.shortOfMoney = 'no'
      result.price = next
      result.error = above(slack / weight + offBy(Math.abs(next), 2))
      result.dividedAt = price
      return
    }
    price = next
  }
}

/** Whether doubles suffice to decide for every supporter who is short at this price: then the price is the true one. */
export const isCertain = (
  state: SharesState,
  option: number,
  { price, error: priceError, dividedAt }: Estimate,
): boolean => {
  const { matrix, money, error } = state
  const { group, points } = matrix
  for (let entry = matrix.start[option] ?? 0; entry < (matrix.start[option + 1] ?? 0); entry += 1) {
    const voters = group[entry] ?? 0
    const has = money[voters] ?? 0
    const times = points[entry] ?? 0
    const due = price * times
    const margin = above((error[voters] ?? 0) + priceError * times + offBy(has + due, 2))
    const clear = has < dividedAt * times ? has + margin < due : has - margin > due
    if (!clear) return false
  }
  return true
}
