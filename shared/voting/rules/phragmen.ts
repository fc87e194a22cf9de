// Sequential Phragmén (A.6; Los, Christoff, Grossi 2022): everybody earns at the same rate; whoever can pay together, pays.
import { compareRationals, gcd, type Rational, rational, rationalText } from '../../kernel/rational.ts'
import { excluded, quorumOf } from './conditions.ts'
import type { PhragmenConfiguration } from './configuration.ts'
import { type Counted, countProfile } from './counts.ts'
import { type Matrix, matrixOf } from './matrix.ts'
import { outcomeOf, type Reasoning, voidOutcome } from './outcome.ts'
import { moneyProblems } from './problems.ts'
import type { Reason, Rule } from './rule.ts'
import { type TieBreak, tieBreak } from './ties.ts'

/**
 * Loads: what a voter has paid so far. All supporters of a purchase end with the same load, so a voter's load is that
 * of the last purchase they took part in, and a new one is a sum with whole coefficients over the earlier ones.
 */
const loads = (matrix: Matrix, options: readonly Counted[]) => {
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

  return {
    /** The load in doubles. All terms are positive: off by at most (steps + 4)² · 2⁻⁵² of itself. */
    estimate: (option: number): number => {
      const { having, all } = supporters(option)
      const sum = having.reduce((total, count, step) => total + count * (about[step] ?? 0), 0)
      return ((options[option]?.option.cost ?? 0) + sum) / all
    },
    relativeError: (): number => (about.length + 4) ** 2 * 2 ** -52,
    exactly: (option: number): Rational => {
      const { having, all } = supporters(option)
      let sum = BigInt(options[option]?.option.cost ?? 0) * scale
      having.forEach((count, step) => {
        if (count > 0) sum += BigInt(count) * (exact[step] ?? 0n)
      })
      return rational(sum, scale * BigInt(all))
    },
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

type Choice = {
  readonly index: number
  readonly load: Rational
  readonly estimate: number
  readonly ties: readonly number[]
}

/** The option with the least load; doubles choose who is in question, exact numbers decide. */
const choose = (
  open: readonly number[],
  at: ReturnType<typeof loads>,
  options: readonly Counted[],
  ties: TieBreak,
): Choice | undefined => {
  const estimates = open.map((index) => ({ index, estimate: at.estimate(index) }))
  const least = Math.min(...estimates.map(({ estimate }) => estimate))
  const near = estimates.filter(({ estimate }) => estimate <= least * (1 + 4 * at.relativeError()))
  let equal: (Choice & { readonly counted: Counted })[] = []
  for (const { index, estimate } of near) {
    const counted = options[index]
    if (counted === undefined) continue
    const load = at.exactly(index)
    const best = equal[0]
    const sign = best === undefined ? -1 : compareRationals(load, best.load)
    if (sign < 0) equal = [{ index, load, estimate, counted, ties: [] }]
    else if (sign === 0) equal.push({ index, load, estimate, counted, ties: [] })
  }
  equal.sort((a, b) => ties.compare(a.counted, b.counted))
  const [winner] = equal
  if (winner === undefined) return undefined
  const same = equal.filter(({ counted }) => ties.compareByCriteria(winner.counted, counted) === 0)
  return { ...winner, ties: same.length > 1 ? same.map(({ index }) => index) : [] }
}

const run = (
  options: readonly Counted[],
  matrix: Matrix,
  ties: TieBreak,
  { budget, overspend }: PhragmenConfiguration,
) => {
  const at = loads(matrix, options)
  const bought: Counted[] = []
  const reasons = new Map<Counted, Reasoning>()
  const broken: (readonly number[])[] = []
  let open = options.map((_, index) => index)
  let left = budget
  for (;;) {
    const next = choose(open, at, options, ties)
    const counted = next && options[next.index]
    if (next === undefined || counted === undefined) return { bought, reasons, broken }
    open = open.filter((index) => index !== next.index)
    if (next.ties.length > 0) broken.push(next.ties)
    if (counted.option.cost <= left) {
      at.buy(next.index, next.load, next.estimate)
      bought.push(counted)
      left -= counted.option.cost
      reasons.set(counted, { reason: 'chosen', load: rationalText(next.load) })
    } else {
      reasons.set(counted, { reason: 'too-expensive' })
      if (overspend === 'stop') return { bought, reasons, broken }
    }
  }
}

const afterStop: { readonly reason: Reason } = { reason: 'after-stop' }

/** Votes are approvals here: points above 0 count as one. */
export const phragmen: Rule<PhragmenConfiguration> = {
  problems: (configuration, options) => moneyProblems(configuration, options),
  decide: (configuration, profile, tieOrder) => {
    const counts = countProfile(profile)
    const quorum = quorumOf(configuration.quorum, profile, counts)
    if (quorum && !quorum.met && quorum.otherwise === 'void') return voidOutcome(configuration.rule, counts, quorum)
    const ties = tieBreak(configuration.ties.first, tieOrder, profile.options)
    const exclusion = (counted: Counted) => excluded(counted, configuration.thresholds, counts.ballots)
    const eligible = counts.options.filter((counted) => !exclusion(counted))
    const { bought, reasons, broken } = run(eligible, matrixOf(profile, eligible), ties, configuration)
    return outcomeOf({
      rule: configuration.rule,
      counts,
      quorum,
      order: bought,
      ties: broken.map((group) => group.flatMap((index) => eligible[index] ?? [])),
      reasonFor: (counted) => {
        const reason = exclusion(counted)
        return reason ? { reason } : (reasons.get(counted) ?? afterStop)
      },
    })
  },
}
