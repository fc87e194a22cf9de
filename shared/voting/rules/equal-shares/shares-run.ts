// One run of the Method of Equal Shares (A.4): always buys the option with the lowest price for its supporters.
// Peters, Pierczyński, Skowron, "Proportional Participatory Budgeting with Additive Utilities", NeurIPS 2021.
import { compareRationals, rational, toDouble } from '../../../kernel/rational.ts'
import type { Counted } from '../counts.ts'
import type { Matrix } from '../matrix.ts'
import { above, below, offBy } from '../rounding.ts'
import type { TieBreak } from '../ties.ts'
import { type ExactPrice, sharesLedger } from './shares-ledger.ts'
import { type Estimate, estimatePrice } from './shares-price.ts'
import { buy, restart, sharesState } from './shares-state.ts'

/** `cost`: utility of an option is its cost, so prices are compared per cent of cost; `unit`: they are compared directly. */
export type Utility = 'cost' | 'unit'

/** The purchases of one run, as indexes of options, in order; `ties`: equals between which the tie order decided. */
export type SharesRun = {
  readonly bought: readonly number[]
  readonly cost: number
  readonly ties: readonly (readonly number[])[]
  /** More than the limit was spent: the run was stopped, and its purchases do not count. */
  readonly isOver: boolean
}

/** The state given to an observer before each purchase, and once more (without a winner) when nobody can afford anything. */
export type Round = { readonly winner: number | undefined; readonly price: number; readonly error: number }

export type SharesMachine = ReturnType<typeof sharesMachine>

/**
 * Created once for a count, run once per endowment. Only the first `contending` options can be bought; the others are there
 * for the reasoning. Costs are multiplied by the number of voters, like the
 * endowments.
 */
export const sharesMachine = (
  options: readonly Counted[],
  contending: number,
  matrix: Matrix,
  voters: number,
  utility: Utility,
  ties: TieBreak,
) => {
  const exactCosts = options.map(({ option }) => BigInt(option.cost) * BigInt(voters))
  const costs = Float64Array.from(exactCosts, Number)
  /** The divisor of prices before they are compared. */
  const divisor = Float64Array.from(options, ({ option }) => (utility === 'cost' ? option.cost : 1))
  const state = sharesState(matrix)
  const ledger = sharesLedger(state, exactCosts)
  const lowerPrice = new Float64Array(options.length)
  const lowerRank = new Float64Array(options.length)
  const upperRank = new Float64Array(options.length)
  const priceOf = new Float64Array(options.length)
  const errorOf = new Float64Array(options.length)
  const exactOf: (ExactPrice | undefined)[] = []
  const dividedAt = new Float64Array(options.length)
  const firstPrices = costs.map((cost, index) => below(cost / (matrix.weight[index] ?? 1)))
  const rankOf = (index: number, price: number): number => price / (divisor[index] ?? 1)
  const firstQueue = Array.from({ length: contending }, (_, index) => index)
  firstQueue.sort((a, b) => rankOf(a, firstPrices[a] ?? 0) - rankOf(b, firstPrices[b] ?? 0))
  /** For each option its prices in the run before, in the order of measuring: runs are alike, so these are usually close. */
  const earlierPrices: number[][] = options.map(() => [])
  const measured = new Int32Array(options.length)
  const estimate: Estimate = { price: 0, error: 0, dividedAt: 0, isCertain: false, shortOfMoney: 'no' }

  const keep = (index: number, price: number, error: number): void => {
    priceOf[index] = price
    errorOf[index] = error
    lowerPrice[index] = Math.max(lowerPrice[index] ?? 0, below(price - error, 1))
    lowerRank[index] = below(rankOf(index, lowerPrice[index] ?? 0), 1)
    upperRank[index] = above(rankOf(index, price + error))
  }

  /** Stores the exact price with its bounds. False: the supporters lack the money, now and for the rest of the run. */
  const settle = (index: number): boolean => {
    if (exactOf[index] !== undefined) return true
    const exact = ledger.exactPrice(index, priceOf[index] ?? 0)
    if (exact === undefined) return false
    const price = toDouble(exact.value)
    exactOf[index] = exact
    keep(index, price, offBy(price, 2))
    return true
  }

  /** False: out of the race. Otherwise stores bounds; the upper one is certain if it would be the lowest so far. */
  const measure = (index: number, leastUpper: number): boolean => {
    const from = lowerPrice[index] ?? 0
    const nth = measured[index] ?? 0
    const earlier = earlierPrices[index] ?? []
    estimatePrice(state, index, costs[index] ?? 0, from, earlier[nth] ?? from, estimate)
    earlier[nth] = estimate.price
    measured[index] = nth + 1
    // Stryker disable next-line ConditionalExpression: exact numbers find the same, later
    if (estimate.shortOfMoney === 'yes') return false
    exactOf[index] = undefined
    // Stryker disable next-line ConditionalExpression,EqualityOperator,BlockStatement: such a price is never certain below
    if (estimate.shortOfMoney === 'unclear') {
      priceOf[index] = estimate.price
      return settle(index)
    }
    keep(index, estimate.price, estimate.error)
    dividedAt[index] = estimate.dividedAt
    if ((upperRank[index] ?? 0) < leastUpper && !estimate.isCertain) return settle(index)
    return true
  }

  /** Exactly: the price per point, divided by the comparison divisor. */
  const exactRank = (index: number) => {
    const { numerator, denominator } = exactOf[index]?.value ?? rational(0n)
    return rational(numerator, denominator * BigInt(divisor[index] ?? 1))
  }

  /** The best of those whose bounds overlap, by exact numbers, and its equals. */
  const decideBetween = (contenders: readonly number[], broken: number[][]): number | undefined => {
    const ranked = contenders.filter(settle).map((index) => ({ index, rank: exactRank(index) }))
    let equal: typeof ranked = []
    for (const candidate of ranked) {
      const best = equal[0]
      const sign = best === undefined ? -1 : compareRationals(candidate.rank, best.rank)
      if (sign < 0) equal = [candidate]
      else if (sign === 0) equal.push(candidate)
    }
    const option = (index: number): Counted => {
      const counted = options[index]
      if (counted === undefined) throw new RangeError(`There is no option ${index}`)
      return counted
    }
    const order = equal.map(({ index }) => index).sort((a, b) => ties.compare(option(a), option(b)))
    const winner = order[0]
    if (winner === undefined) return undefined
    const same = order.filter((index) => ties.compareByCriteria(option(winner), option(index)) === 0)
    if (same.length > 1) broken.push(same)
    return winner
  }

  /** The next purchase, or undefined if no supporters have the money. Removes those without money from the queue. */
  const choose = (queue: number[], broken: number[][]): number | undefined => {
    let leastUpper = Number.POSITIVE_INFINITY
    let looked = 0
    let kept = 0
    while (looked < queue.length) {
      const index = queue[looked] ?? 0
      // Stryker disable next-line ConditionalExpression: looking further finds nothing better
      if ((lowerRank[index] ?? 0) > leastUpper) break
      looked += 1
      if (!measure(index, leastUpper)) continue
      // Stryker disable next-line MethodExpression: with the greatest in its place all are compared exactly
      leastUpper = Math.min(leastUpper, upperRank[index] ?? 0)
      queue[kept] = index
      kept += 1
    }
    // Stryker disable next-line MethodExpression,ConditionalExpression: as above
    const contenders = queue.slice(0, kept).filter((index) => (lowerRank[index] ?? 0) <= leastUpper)
    queue.splice(kept, looked - kept)
    // Stryker disable next-line EqualityOperator: one alone is decided by exact numbers, too, and slower
    return contenders.length > 1 ? decideBetween(contenders, broken) : contenders[0]
  }

  const pay = (index: number): void => {
    const exact = exactOf[index]
    const at = dividedAt[index] ?? 0
    const { balance } = state
    const isShort = exact
      ? ledger.isShortAt(exact)
      : (node: number, points: number) => (balance[node] ?? 0) < at * points
    buy(state, index, priceOf[index] ?? 0, errorOf[index] ?? 0, isShort)
  }

  /** Runs with this much money per voter (cents · voters); stops as soon as more than `limit` is spent. */
  const run = (endowment: bigint, limit: number, watch?: (round: Round) => void): SharesRun => {
    restart(state, endowment)
    ledger.forget()
    measured.fill(0)
    lowerPrice.set(firstPrices)
    for (let index = 0; index < options.length; index += 1)
      lowerRank[index] = below(rankOf(index, firstPrices[index] ?? 0), 1)
    const queue = firstQueue.slice()
    const bought: number[] = []
    const broken: number[][] = []
    let cost = 0
    for (;;) {
      const next = choose(queue, broken)
      watch?.({ winner: next, price: priceOf[next ?? 0] ?? 0, error: errorOf[next ?? 0] ?? 0 })
      if (next === undefined) return { bought, cost, ties: broken, isOver: false }
      pay(next)
      bought.push(next)
      cost += options[next]?.option.cost ?? 0
      if (cost > limit) return { bought, cost, ties: broken, isOver: true }
      queue.splice(queue.indexOf(next), 1)
      sortNearlySorted(queue, lowerRank)
    }
  }

  return { run, state, ledger, matrix, options, contending, voters, utility, ties }
}

/** Insertion sort: only those just measured have moved. */
const sortNearlySorted = (queue: number[], key: Float64Array): void => {
  for (let at = 1; at < queue.length; at += 1) {
    const index = queue[at] ?? 0
    const value = key[index] ?? 0
    let place = at
    // Stryker disable next-line EqualityOperator: equals may stand in any order
    while (place > 0 && (key[queue[place - 1] ?? 0] ?? 0) > value) {
      queue[place] = queue[place - 1] ?? 0
      place -= 1
    }
    queue[place] = index
  }
}
