// Sequential Phragmén (A.6; Los, Christoff, Grossi 2022): all voters earn at the same rate; a group that can pay, buys.
import { compareRationals, type Rational, rationalText } from '../../../kernel/rational.ts'
import { excluded, quorumOf, withThresholds } from '../conditions.ts'
import type { PhragmenConfiguration } from '../configuration.ts'
import { type Counted, countProfile } from '../counts.ts'
import { bestOfRounds } from '../greedy/best-of-rounds.ts'
import { type Matrix, matrixOf } from '../matrix.ts'
import { outcomeOf, voidOutcome } from '../outcome.ts'
import { moneyProblems } from '../problems.ts'
import type { Problems, Rule } from '../rule.ts'
import { type TieBreak, tieBreak } from '../ties.ts'
import { type VoterLoads, voterLoads } from './phragmen-loads.ts'
import { type Race, raceView } from './phragmen-sufficed.ts'

/** The last known load of each open option, in doubles. Loads only rise, so an earlier one is not above the present one. */
type Estimates = { readonly index: number; estimate: number; step: number }[]

/** The open options whose load may be the lowest, with present estimates. */
const nearest = (open: Estimates, step: number, at: VoterLoads): Estimates => {
  for (;;) {
    // Stryker disable next-line MethodExpression: with the greatest in its place all are compared exactly
    const least = Math.min(...open.map(({ estimate }) => estimate))
    // Stryker disable next-line ArithmeticOperator: a greater limit leaves more to exact numbers
    const limit = least * (1 + 4 * at.relativeError())
    // Stryker disable next-line MethodExpression,ConditionalExpression,EqualityOperator: exact numbers decide between all, too, and slower
    const near = open.filter(({ estimate }) => estimate <= limit)
    const earlier = near.filter((known) => known.step < step)
    if (earlier.length === 0) return near
    for (const known of earlier) {
      known.estimate = at.loadAbout(known.index)
      known.step = step
    }
  }
}

/** An option to buy, and the equals between which the tie order decided. */
type Choice = { readonly index: number; readonly ties: readonly number[] }

/** The option with the lowest load. Doubles select the candidates; where there are several, exact numbers decide. */
const choose = (near: Estimates, at: VoterLoads, options: readonly Counted[], ties: TieBreak): Choice | undefined => {
  const [only, ...others] = near
  // Stryker disable next-line ConditionalExpression,EqualityOperator: one alone is decided by exact numbers, too, and slower
  if (others.length === 0) return only && { index: only.index, ties: [] }
  let equal: { readonly index: number; readonly load: Rational; readonly counted: Counted }[] = []
  for (const { index } of near) {
    const counted = options[index]
    if (counted === undefined) continue
    const load = at.loadExactly(index)
    const best = equal[0]
    const sign = best === undefined ? -1 : compareRationals(load, best.load)
    if (sign < 0) equal = [{ index, load, counted }]
    else if (sign === 0) equal.push({ index, load, counted })
  }
  equal.sort((a, b) => ties.compare(a.counted, b.counted))
  const [winner] = equal
  if (winner === undefined) return undefined
  const same = equal.filter(({ counted }) => ties.compareByCriteria(winner.counted, counted) === 0)
  return { index: winner.index, ties: same.length > 1 ? same.map(({ index }) => index) : [] }
}

type Watch = (race: Race, at: VoterLoads) => void

/** Only the first `contending` options can be bought; the others are included for the reasoning. */
const run = (
  options: readonly Counted[],
  contending: number,
  matrix: Matrix,
  ties: TieBreak,
  { budget, overspend }: PhragmenConfiguration,
  watch?: Watch,
) => {
  const at = voterLoads(matrix, options)
  const bought: Counted[] = []
  const tooExpensive = new Set<Counted>()
  const broken: (readonly number[])[] = []
  const { loads } = at
  let open: Estimates = Array.from({ length: contending }, (_, index) => ({
    index,
    estimate: at.loadAbout(index),
    step: 0,
  }))
  let left = budget
  for (;;) {
    const next = choose(nearest(open, bought.length, at), at, options, ties)
    const counted = next && options[next.index]
    watch?.({ left, rival: counted, load: next && at.loadExactly(next.index) }, at)
    if (next === undefined || counted === undefined) return { bought, tooExpensive, broken, loads }
    open = open.filter(({ index }) => index !== next.index)
    if (next.ties.length > 0) broken.push(next.ties)
    if (counted.option.cost <= left) {
      at.buy(next.index)
      bought.push(counted)
      left -= counted.option.cost
    } else {
      tooExpensive.add(counted)
      if (overspend === 'stop') return { bought, tooExpensive, broken, loads }
    }
  }
}

export const phragmenProblems: Problems<PhragmenConfiguration> = moneyProblems

/** Votes are approvals here: points above 0 count as one. */
export const phragmen: Rule<PhragmenConfiguration> = {
  decide: (configuration, profile, tieOrder, depth) => {
    const { rule, thresholds } = configuration
    const counts = countProfile(profile)
    const quorum = quorumOf(configuration.quorum, profile, counts)
    if (quorum && !quorum.met && quorum.otherwise === 'void') return voidOutcome(rule, counts, quorum)
    const ties = tieBreak(configuration.ties.first, tieOrder, profile.options)
    const exclusion = (counted: Counted) => excluded(counted, thresholds, counts.ballots)
    // An option above the whole budget is not a candidate: it would end the count for all.
    const isDear = ({ option }: Counted) => option.cost > configuration.budget
    const isOut = (counted: Counted) => exclusion(counted) !== undefined || isDear(counted)
    const eligible = counts.options.filter((counted) => !isOut(counted))
    const all = [...eligible, ...counts.options.filter(isOut)]
    const matrix = matrixOf(counts.marks, all)
    const { bought, tooExpensive, broken, loads } = run(all, eligible.length, matrix, ties, configuration)
    const losers = all.flatMap((counted, index) => (depth === 'winners' || bought.includes(counted) ? [] : [index]))
    const sufficed = bestOfRounds(losers, (visit) => {
      run(all, eligible.length, matrix, ties, configuration, (race, at) => visit(raceView(all, race, at, ties)))
    })
    const texts = depth === 'winners' ? [] : loads().map(rationalText)
    return outcomeOf({
      rule,
      counts,
      quorum,
      order: bought,
      ties: broken.map((group) => group.flatMap((index) => eligible[index] ?? [])),
      reasonFor: (counted) => {
        const load = texts[bought.indexOf(counted)]
        if (bought.includes(counted)) return { reason: 'chosen', ...(load !== undefined && { load }) }
        const unbought = isDear(counted) || tooExpensive.has(counted) ? 'too-expensive' : 'after-stop'
        const reason = exclusion(counted) ?? unbought
        if (depth === 'winners') return { reason }
        const found = sufficed.get(all.indexOf(counted)) ?? { moreSupporters: null, cost: null }
        return { reason, sufficed: withThresholds(counted, found, thresholds, counts.ballots) }
      },
    })
  },
}
