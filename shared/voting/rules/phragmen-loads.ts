// What voters have paid so far under Phragmén's rule.
import { gcd, type Rational, rational } from '../../kernel/rational.ts'
import type { Counted } from './counts.ts'
import type { Matrix } from './matrix.ts'

/**
 * Loads: what a voter has paid so far. All supporters of a purchase end with the same load, so a voter's load is that
 * of the last purchase they took part in, and a new one is a sum with whole coefficients over the earlier ones.
 */
export const voterLoads = (matrix: Matrix, options: readonly Counted[]) => {
  const last = new Int32Array(matrix.groups).fill(-1)
  const about: number[] = []
  let exact: bigint[] = []
  let scale = 1n

  /** How many supporters have each load, and how many there are. */
  const supporters = (option: number) => {
    const having = new Float64Array(about.length)
    let all = 0
    for (let entry = matrix.start[option] ?? 0; entry < (matrix.start[option + 1] ?? 0); entry += 1) {
      const step = last[matrix.group[entry] ?? 0] ?? -1
      const count = matrix.count[entry] ?? 0
      all += count
      if (step >= 0) having[step] = (having[step] ?? 0) + count
    }
    return { having, all }
  }

  /** What the supporters have paid so far, all together, and how many they are. */
  const together = (option: number): { readonly held: Rational; readonly all: number } => {
    const { having, all } = supporters(option)
    let held = 0n
    having.forEach((count, step) => {
      if (count > 0) held += BigInt(count) * (exact[step] ?? 0n)
    })
    return { held: rational(held, scale), all }
  }

  return {
    /** The load in doubles. All terms are positive: off by at most (steps + 4)² · 2⁻⁵² of itself. */
    estimate: (option: number): number => {
      const { having, all } = supporters(option)
      const sum = having.reduce((total, count, step) => total + count * (about[step] ?? 0), 0)
      return ((options[option]?.option.cost ?? 0) + sum) / all
    },
    relativeError: (): number => (about.length + 4) ** 2 * 2 ** -52,
    exactly: (option: number): Rational => {
      const { held, all } = together(option)
      const cost = BigInt(options[option]?.option.cost ?? 0) * held.denominator
      return rational(cost + held.numerator, held.denominator * BigInt(all))
    },
    together,
    buy: (option: number, load: Rational, estimate: number): void => {
      const factor = load.denominator / gcd(load.denominator, scale)
      exact = factor === 1n ? exact : exact.map((value) => value * factor)
      scale *= factor
      exact.push((load.numerator * scale) / load.denominator)
      for (let entry = matrix.start[option] ?? 0; entry < (matrix.start[option + 1] ?? 0); entry += 1)
        last[matrix.group[entry] ?? 0] = about.length
      about.push(estimate)
    },
  }
}
export type VoterLoads = ReturnType<typeof voterLoads>
