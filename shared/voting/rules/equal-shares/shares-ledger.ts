// The same run in exact numbers, computed only as far as requested.
//
// Money and prices are linear in the endowment and the earlier prices, with whole coefficients (how many voters with
// that history). So a price costs one pass over the supporters in small integers and a handful of BigInt operations.
// All exact values share one denominator `scale`, which each step multiplies by at most its own weight.
import { gcd, type Rational, rational, toDouble } from '../../../kernel/rational.ts'
import { offBy } from '../rounding.ts'
import { type IsShort, root, type SharesState, spent } from './shares-state.ts'

/** A price per point in cents times voters: `numerator / (weight · scale)`. `undefined`: the supporters lack the money. */
export type ExactPrice = { readonly numerator: bigint; readonly weight: bigint; readonly value: Rational }

/** Both as integers: the money times `scale`. */
export type Split = { readonly given: bigint; readonly weight: bigint }
type Sums = { count: number; readonly paid: Float64Array; weight: number }

export const sharesLedger = (state: SharesState, costs: readonly bigint[]) => {
  /** prices[t] · scale, integers. */
  let prices: bigint[] = []
  let scale = 1n
  const moneyOfNode = new Map<number, bigint>()

  const forget = (): void => {
    prices = []
    scale = 1n
    moneyOfNode.clear()
  }

  const addNode = (sums: Sums, node: number, count: number): void => {
    sums.count += count
    for (let at = node; at > root; at = state.parent[at] ?? root) {
      const step = state.paidStep[at] ?? 0
      sums.paid[step] = (sums.paid[step] ?? 0) + count * (state.paidPoints[at] ?? 0)
    }
  }

  /** The total money of voters with these histories, times scale. */
  const givenBy = ({ count, paid }: Sums): bigint => {
    let given = BigInt(count) * state.endowment * scale
    prices.forEach((price, step) => {
      const times = paid[step] ?? 0
      // Stryker disable next-line ConditionalExpression: nothing times a price is nothing, and slower
      if (times !== 0) given -= BigInt(times) * price
    })
    return given
  }

  /** Computes the prices of all purchases made so far. */
  const catchUp = (): void => {
    for (const purchase of state.purchases.slice(prices.length)) {
      moneyOfNode.clear()
      const sums: Sums = { count: 0, paid: new Float64Array(prices.length), weight: purchase.weight }
      for (let at = purchase.logFrom; at < purchase.logTo; at += 1)
        addNode(sums, state.logNode[at] ?? 0, state.logCount[at] ?? 0)
      const numerator = (costs[purchase.option] ?? 0n) * scale - givenBy(sums)
      const weight = BigInt(purchase.weight)
      const common = gcd(numerator, weight)
      const factor = weight / common
      // Stryker disable next-line ConditionalExpression: once a price is once a price
      if (factor !== 1n) prices = prices.map((price) => price * factor)
      scale *= factor
      prices.push(numerator / common)
    }
  }

  const moneyOf = (node: number): bigint => {
    if (node === spent) return 0n
    const known = moneyOfNode.get(node)
    if (known !== undefined) return known
    let money = state.endowment * scale
    for (let at = node; at > root; at = state.parent[at] ?? root)
      money -= BigInt(state.paidPoints[at] ?? 0) * (prices[state.paidStep[at] ?? 0] ?? 0n)
    // Stryker disable next-line CallExpression: it is worked out again
    moneyOfNode.set(node, money)
    return money
  }

  /** Whether voters at a node have less than the price for their points, exactly; in doubles where they suffice. */
  const isShortAt = (price: ExactPrice): IsShort => {
    const estimate = toDouble(price.value)
    return (node, points) => {
      const due = estimate * points
      const money = state.balance[node] ?? 0
      const margin = state.error + offBy(due + money, 4)
      if (Math.abs(money - due) > margin) return money < due
      return moneyOf(node) * price.weight < price.numerator * BigInt(points)
    }
  }

  /** The total money of those who are short, times scale, and the points of the others. */
  const split = (option: number, isShort: IsShort): Split => {
    const { matrix, node } = state
    const sums: Sums = { count: 0, paid: new Float64Array(prices.length), weight: 0 }
    for (let entry = matrix.start[option] ?? 0; entry < (matrix.start[option + 1] ?? 0); entry += 1) {
      const at = node[matrix.group[entry] ?? 0] ?? spent
      if (at === spent) continue
      const count = matrix.count[entry] ?? 0
      const points = matrix.points[entry] ?? 0
      if (isShort(at, points)) addNode(sums, at, count)
      else sums.weight += count * points
    }
    return { given: givenBy(sums), weight: BigInt(sums.weight) }
  }

  const priceIf = (option: number, isShort: IsShort): ExactPrice | undefined => {
    const { given, weight } = split(option, isShort)
    if (weight === 0n) return undefined
    const numerator = (costs[option] ?? 0n) * scale - given
    return { numerator, weight, value: rational(numerator, weight * scale) }
  }

  /**
   * The lowest price per point at which the supporters together pay the cost. Newton's method on a concave function:
   * any guess of who is short gives a price not above the true one, and from there it rises until it is stable.
   */
  const exactPrice = (option: number, guess: number): ExactPrice | undefined => {
    catchUp()
    const { balance } = state
    let price =
      // Stryker disable next-line all: from any guess the price only rises until it stands
      priceIf(option, (node, points) => (balance[node] ?? 0) < guess * points) ?? priceIf(option, () => false)
    for (;;) {
      if (price === undefined) return undefined
      const next = priceIf(option, isShortAt(price))
      if (next === undefined) return undefined
      if (next.numerator * price.weight === price.numerator * next.weight) return next
      price = next
    }
  }

  return {
    forget,
    exactPrice,
    isShortAt,
    split,
    catchUp,
    /** All exact money and prices are integer multiples of 1 / scale. Grows with each computed purchase. */
    scale: () => scale,
    /** The exact price of every purchase made, in order, in cents times voters. */
    allPrices: (): Rational[] => {
      catchUp()
      return prices.map((price) => rational(price, scale))
    },
  }
}
