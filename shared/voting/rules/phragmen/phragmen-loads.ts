// The payments of voters so far under Phragmén's rule: all supporters of a purchase end with the same load.
//
// A voter's load is that of the last purchase they took part in. So what the supporters of an option have paid is a sum over
// purchases: how many of them took part in each as their last, times its load. The numbers of voters are whole, and so few that
// they are kept: loads follow from them in doubles, and exactly where that is needed.
import { gcd, type Rational, rational } from '../../../kernel/rational.ts'
import type { Counted } from '../counts.ts'
import type { Matrix } from '../matrix.ts'
import { offBy } from '../rounding.ts'

export type VoterLoads = ReturnType<typeof voterLoads>

/** By purchase: how many voters have it as their last. */
type Lasts = readonly number[]

export const voterLoads = ({ start, group, count, groups }: Matrix, options: readonly Counted[]) => {
  /** The last purchase of each group of voters; -1: none yet. */
  const last = new Int32Array(groups).fill(-1)
  const purchases: { readonly option: number; readonly lasts: Lasts }[] = []
  /** The load of each purchase, in doubles. */
  const about: number[] = []
  /** The loads of the first purchases, times `scale`: those that were asked for. */
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

  const known: Lasts[] = options.map(() => [])
  /** Those of the supporters of an option: counted once for each number of purchases. */
  const lastsOf = (option: number): Lasts => {
    const earlier = known[option]
    if (earlier?.length === purchases.length) return earlier
    const lasts = purchases.map(() => 0)
    const end = start[option + 1] ?? 0
    for (let entry = start[option] ?? 0; entry < end; entry += 1) {
      const step = last[group[entry] ?? 0] ?? -1
      // Stryker disable next-line ConditionalExpression: nothing is kept before the start
      if (step >= 0) lasts[step] = (lasts[step] ?? 0) + (count[entry] ?? 0)
    }
    known[option] = lasts
    return lasts
  }

  /** The total that these voters have paid, times `scale`. */
  // Stryker disable next-line ConditionalExpression: none times a load is nothing, and slower
  const paidBy = (lasts: Lasts): bigint =>
    lasts.reduce((sum, times, step) => (times === 0 ? sum : sum + BigInt(times) * (exact[step] ?? 0n)), 0n)

  /** Works out the exact loads of all purchases made so far. */
  const catchUp = (): void => {
    for (const { option, lasts } of purchases.slice(exact.length)) {
      const numerator = BigInt(costOf(option)) * scale + paidBy(lasts)
      const all = BigInt(supporters[option] ?? 0)
      const common = gcd(numerator, all)
      const factor = all / common
      // Stryker disable next-line ConditionalExpression: once a load is once a load
      if (factor !== 1n) exact = exact.map((load) => load * factor)
      scale *= factor
      exact.push(numerator / common)
    }
  }

  /** The total that the supporters have paid so far, exactly. */
  const together = (option: number): Rational => {
    catchUp()
    return rational(paidBy(lastsOf(option)), scale)
  }
  /** The same in doubles. */
  const paidAbout = (option: number): number =>
    lastsOf(option).reduce((sum, times, step) => sum + times * (about[step] ?? 0), 0)
  /** The total load of each supporter once the option is bought. */
  const loadAbout = (option: number): number => (costOf(option) + paidAbout(option)) / (supporters[option] ?? 0)

  return {
    together,
    supportersOf: (option: number): number => supporters[option] ?? 0,
    paidAbout,
    loadAbout,
    /** The relative error of everything in doubles: each purchase adds up the loads of those before it, and divides. */
    relativeError: (): number => offBy(about.length + 1, about.length + 4),
    loadExactly: (option: number): Rational => {
      const { numerator, denominator } = together(option)
      const cost = BigInt(costOf(option)) * denominator
      return rational(cost + numerator, denominator * BigInt(supporters[option] ?? 0))
    },
    /** The load of each purchase, in order, exactly. */
    loads: (): Rational[] => {
      catchUp()
      return exact.map((load) => rational(load, scale))
    },
    buy: (option: number): void => {
      const lasts = lastsOf(option)
      const load = loadAbout(option)
      const end = start[option + 1] ?? 0
      for (let entry = start[option] ?? 0; entry < end; entry += 1) last[group[entry] ?? 0] = purchases.length
      purchases.push({ option, lasts })
      about.push(load)
    },
  }
}
