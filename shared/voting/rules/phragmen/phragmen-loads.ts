// The payments of voters so far under Phragmén's rule: all supporters of a purchase end with the same load.
//
// A voter's load is that of the last purchase they took part in. So what the supporters of an option have paid is a sum over
// purchases: how many of them took part in each as their last, times its load. The numbers of voters are whole; loads
// are kept in doubles and exactly.
import { gcd, type Rational, rational } from '../../../kernel/rational.ts'
import type { Counted } from '../counts.ts'
import type { Matrix } from '../matrix.ts'
import { offBy } from '../rounding.ts'

export type VoterLoads = ReturnType<typeof voterLoads>

export const voterLoads = ({ start, group, count, groups }: Matrix, options: readonly Counted[]) => {
  /** The last purchase of each group of voters; -1: none yet. */
  const last = new Int32Array(groups).fill(-1)
  const about: number[] = []
  let exact: bigint[] = []
  let scale = 1n
  const costOf = (option: number): number => options[option]?.option.cost ?? 0

  const supportersOf = (option: number): number => {
    let supporters = 0
    const end = start[option + 1] ?? 0
    for (let entry = start[option] ?? 0; entry < end; entry += 1) supporters += count[entry] ?? 0
    return supporters
  }
  const supporters = options.map((_, option) => supportersOf(option))

  /** How many supporters have each purchase as their last. */
  const lastOf = (option: number): readonly number[] => {
    const times = about.map(() => 0)
    const end = start[option + 1] ?? 0
    for (let entry = start[option] ?? 0; entry < end; entry += 1) {
      const step = last[group[entry] ?? 0] ?? -1
      // Stryker disable next-line ConditionalExpression: nothing is kept before the start
      if (step >= 0) times[step] = (times[step] ?? 0) + (count[entry] ?? 0)
    }
    return times
  }

  /** The total that the supporters have paid so far, exactly. */
  const together = (option: number): Rational => {
    const paid = lastOf(option).reduce(
      (sum, times, step) => (times === 0 ? sum : sum + BigInt(times) * (exact[step] ?? 0n)),
      0n,
    )
    return rational(paid, scale)
  }
  /** The same in doubles. */
  const paidAbout = (option: number): number =>
    lastOf(option).reduce((sum, times, step) => sum + times * (about[step] ?? 0), 0)

  return {
    together,
    supportersOf: (option: number): number => supporters[option] ?? 0,
    paidAbout,
    /** The relative error of everything in doubles: each purchase adds up the loads of those before it, and divides. */
    relativeError: (): number => offBy(about.length + 1, about.length + 4),
    /** The total load of each supporter once the option is bought. */
    loadAbout: (option: number): number => (costOf(option) + paidAbout(option)) / (supporters[option] ?? 0),
    loadExactly: (option: number): Rational => {
      const { numerator, denominator } = together(option)
      const cost = BigInt(costOf(option)) * denominator
      return rational(cost + numerator, denominator * BigInt(supporters[option] ?? 0))
    },
    buy: (option: number, load: Rational, estimate: number): void => {
      const factor = load.denominator / gcd(load.denominator, scale)
      // Stryker disable next-line ConditionalExpression: once a load is once a load
      exact = factor === 1n ? exact : exact.map((value) => value * factor)
      scale *= factor
      exact.push((load.numerator * scale) / load.denominator)
      const end = start[option + 1] ?? 0
      for (let entry = start[option] ?? 0; entry < end; entry += 1) last[group[entry] ?? 0] = about.length
      about.push(estimate)
    },
  }
}
