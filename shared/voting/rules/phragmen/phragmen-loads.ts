// The payments of voters so far under Phragmén's rule: all supporters of a purchase end with the same load.
//
// Kept twice. In doubles, as the sum for each option, updated ballot by ballot at each purchase. Exactly, as
// the load of each purchase; a voter's load is that of the last purchase they took part in, so the sum for an option is
// a sum over purchases with integer coefficients, computed on request.
import { gcd, type Rational, rational } from '../../../kernel/rational.ts'
import type { Counted } from '../counts.ts'
import type { Matrix } from '../matrix.ts'
import { offBy } from '../rounding.ts'

/** The options of each group of voters, as the matrix holds the groups of each option. */
const ballotsOf = ({ start, group, groups }: Matrix, options: number) => {
  const rowStart = new Int32Array(groups + 1)
  for (const voters of group) rowStart[voters + 1] = (rowStart[voters + 1] ?? 0) + 1
  // Stryker disable next-line EqualityOperator: nothing is kept past the end
  for (let row = 0; row < groups; row += 1) rowStart[row + 1] = (rowStart[row + 1] ?? 0) + (rowStart[row] ?? 0)
  const next = rowStart.slice()
  const named = new Int32Array(group.length)
  for (let option = 0; option < options; option += 1)
    for (let entry = start[option] ?? 0; entry < (start[option + 1] ?? 0); entry += 1) {
      const voters = group[entry] ?? 0
      named[next[voters] ?? 0] = option
      next[voters] = (next[voters] ?? 0) + 1
    }
  return { rowStart, named }
}

export type VoterLoads = ReturnType<typeof voterLoads>

export const voterLoads = (matrix: Matrix, options: readonly Counted[]) => {
  const { start, group, count } = matrix
  const { rowStart, named } = ballotsOf(matrix, options.length)
  const last = new Int32Array(matrix.groups).fill(-1)
  const sums = new Float64Array(options.length)
  const supporters = new Float64Array(options.length)
  const about: number[] = []
  let exact: bigint[] = []
  let scale = 1n
  let maximumChanges = 0
  // Stryker disable next-line EqualityOperator: past the end are no entries
  for (let option = 0; option < options.length; option += 1)
    for (let entry = start[option] ?? 0; entry < (start[option + 1] ?? 0); entry += 1)
      supporters[option] = (supporters[option] ?? 0) + (count[entry] ?? 0)

  /** The total that the supporters have paid so far, exactly. */
  const together = (option: number): Rational => {
    const having = new Float64Array(about.length)
    for (let entry = start[option] ?? 0; entry < (start[option + 1] ?? 0); entry += 1) {
      const step = last[group[entry] ?? 0] ?? -1
      // Stryker disable next-line ConditionalExpression: nothing is kept before the start
      if (step >= 0) having[step] = (having[step] ?? 0) + (count[entry] ?? 0)
    }
    let paid = 0n
    having.forEach((times, step) => {
      // Stryker disable next-line ConditionalExpression,EqualityOperator: nothing times a load is nothing, and slower
      if (times > 0) paid += BigInt(times) * (exact[step] ?? 0n)
    })
    return rational(paid, scale)
  }

  return {
    together,
    supportersOf: (option: number): number => supporters[option] ?? 0,
    /** The same in doubles, and its relative error. */
    paidAbout: (option: number): number => sums[option] ?? 0,
    /** Every change adds a rounding error, and so do the added loads: doubled twice for safety. */
    relativeError: (): number => offBy(4, (maximumChanges + 8) * (about.length + 4)),
    /** The total load of each supporter once the option is bought. */
    loadAbout: (option: number): number =>
      ((options[option]?.option.cost ?? 0) + (sums[option] ?? 0)) / (supporters[option] ?? 0),
    loadExactly: (option: number): Rational => {
      const { numerator, denominator } = together(option)
      const cost = BigInt(options[option]?.option.cost ?? 0) * denominator
      return rational(cost + numerator, denominator * BigInt(supporters[option] ?? 0))
    },
    buy: (option: number, load: Rational, estimate: number): void => {
      const factor = load.denominator / gcd(load.denominator, scale)
      // Stryker disable next-line ConditionalExpression: once a load is once a load
      exact = factor === 1n ? exact : exact.map((value) => value * factor)
      scale *= factor
      exact.push((load.numerator * scale) / load.denominator)
      for (let entry = start[option] ?? 0; entry < (start[option + 1] ?? 0); entry += 1) {
        const voters = group[entry] ?? 0
        const before = about[last[voters] ?? -1] ?? 0
        const added = (count[entry] ?? 0) * (estimate - before)
        for (let at = rowStart[voters] ?? 0; at < (rowStart[voters + 1] ?? 0); at += 1) {
          const other = named[at] ?? 0
          sums[other] = (sums[other] ?? 0) + added
        }
        last[voters] = about.length
      }
      maximumChanges += (start[option + 1] ?? 0) - (start[option] ?? 0)
      about.push(estimate)
    },
  }
}
