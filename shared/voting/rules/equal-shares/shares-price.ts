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
  const { matrix, money } = state
  const { group, count, points } = matrix
  const begin = matrix.start[option] ?? 0
  const end = matrix.start[option + 1] ?? 0
  let price = from
  for (;;) {
    let given = 0
    let short = 0
    let weight = 0
    let times = 0
    let due = 0
    for (let entry = begin; entry < end; entry += 1) {
      if (times !== points[entry]) {
        times = points[entry] ?? 0
        due = price * times
      }
      const has = money[group[entry] ?? 0] ?? 0
      const copies = count[entry] ?? 0
      if (has < due) {
        given += copies * has
        short += copies
      } else weight += copies * times
    }
    const terms = end - begin + 4
    const slack = above(short * state.error, terms) + offBy(given, terms) + offBy(cost, 2)
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
  const { matrix, money } = state
  const { group, points } = matrix
  const end = matrix.start[option + 1] ?? 0
  let times = 0
  let limit = 0
  let surelyShort = 0
  let surelyEnough = 0
  for (let entry = matrix.start[option] ?? 0; entry < end; entry += 1) {
    if (times !== points[entry]) {
      times = points[entry] ?? 0
      limit = dividedAt * times
      const due = price * times
      const margin = above(state.error + priceError * times + offBy(Number(state.endowment) + due, 4))
      surelyShort = due - margin
      surelyEnough = due + margin
    }
    const has = money[group[entry] ?? 0] ?? 0
    if (has < limit ? has >= surelyShort : has <= surelyEnough) return false
  }
  return true
}
