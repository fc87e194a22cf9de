// The Method of Equal Shares with its completions (A.4, A.5): every voter has an equal share to spend on what they chose.
import { rational, rationalText } from '../../../kernel/rational.ts'
import { excluded, quorumOf, withThresholds } from '../conditions.ts'
import type { EqualSharesConfiguration } from '../configuration.ts'
import { type Counted, type Counts, countProfile } from '../counts.ts'
import { sufficedGreedily } from '../greedy/greedy-sufficed.ts'
import { walk } from '../greedy/greedy-walk.ts'
import { matrixOf } from '../matrix.ts'
import { outcomeOf, type Reasoning, voidOutcome } from '../outcome.ts'
import { moneyProblems, problem } from '../problems.ts'
import type { ConfigurationProblem, Outcome, Problems, Profile, Rule, Sufficed } from '../rule.ts'
import { type TieBreak, tieBreak } from '../ties.ts'
import { runWithAdd1, type SharesResult } from './shares-add1.ts'
import { type SharesMachine, sharesMachine, type Utility } from './shares-run.ts'
import { sufficedInShares } from './shares-sufficed.ts'

const utilityOf = (rule: EqualSharesConfiguration['rule']): Utility => {
  switch (rule) {
    case 'mes_cost':
      return 'cost'
    case 'mes_unit':
      return 'unit'
    default:
      return rule satisfies never
  }
}

const byScore = (ties: TieBreak) => (a: Counted, b: Counted) => b.score - a.score || ties.compare(a, b)
const plainGreedy: Omit<Parameters<typeof walk>[1], 'budget'> = { caps: [], misfit: 'skip', leftovers: 'none' }
const costOf = (options: readonly Counted[]): number => options.reduce((sum, { option }) => sum + option.cost, 0)

/** What each purchase asked of those who paid in full, exactly. Needs the machine as the kept run left it. */
const payments = (machine: SharesMachine, options: readonly Counted[], voters: number): Map<Counted, Reasoning> => {
  const prices = machine.ledger.allPrices()
  const found = new Map<Counted, Reasoning>()
  machine.state.purchases.forEach(({ option: index, paidInFull, paidLess }, step) => {
    const counted = options[index]
    const price = prices[step]
    if (counted === undefined || price === undefined) return
    const payment = rational(price.numerator, price.denominator * BigInt(voters))
    const effective = rational(BigInt(counted.option.cost) * payment.denominator, payment.numerator)
    found.set(counted, {
      reason: 'chosen',
      payment: rationalText(payment),
      effectiveVotes: rationalText(effective),
      paidInFull,
      paidLess,
    })
  })
  return found
}

/** True when more voters get more of what they chose from `greedy` than the other way round (Wieliczka's comparison). */
const prefersGreedy = (profile: Profile, greedy: readonly Counted[], shares: readonly Counted[]): boolean => {
  const idsOf = (order: readonly Counted[]) => new Set(order.map(({ option }) => option.id))
  const [fromGreedy, fromShares] = [idsOf(greedy), idsOf(shares)]
  let lead = 0
  for (const { options, count } of profile.ballots) {
    const more = options.reduce((sum, id) => sum + Number(fromGreedy.has(id)) - Number(fromShares.has(id)), 0)
    lead += Math.sign(more) * count
  }
  return lead > 0
}

type Given = {
  readonly configuration: EqualSharesConfiguration
  readonly profile: Profile
  readonly counts: Counts
  readonly eligible: readonly Counted[]
  /** Below a threshold: these cannot be bought, but are told what they lacked. */
  readonly barred: readonly Counted[]
  readonly ties: TieBreak
}
type Shares = {
  readonly order: readonly Counted[]
  readonly ties: readonly (readonly Counted[])[]
  readonly reasons: ReadonlyMap<Counted, Reasoning>
  readonly sufficed: ReadonlyMap<Counted, Sufficed>
  readonly result: Pick<SharesResult, 'endowment' | 'runs'>
  readonly replacedByGreedy: boolean
}

const fundAll = ({ eligible, ties, configuration }: Given): Shares => ({
  order: eligible.toSorted(byScore(ties)),
  ties: [],
  reasons: new Map(eligible.map((counted) => [counted, { reason: 'everything-fits' as const }])),
  sufficed: new Map(),
  result: { endowment: BigInt(configuration.budget), runs: 0 },
  replacedByGreedy: false,
})

/** What each loser lacked: at the sharing, or at the completion where there is one; and the votes of a threshold. */
const lacked = (
  given: Given,
  machine: SharesMachine,
  result: SharesResult,
  order: readonly Counted[],
  completion: { readonly list: readonly Counted[]; readonly left: number },
): Map<Counted, Sufficed> => {
  const { configuration, counts, ties } = given
  const { thresholds, budget } = configuration
  const losers = machine.options.flatMap((counted, index) => (order.includes(counted) ? [] : [index]))
  const shares = sufficedInShares(machine, result.endowment, budget, losers)
  const least = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b))
  const most = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.max(a, b))
  const of = (index: number, counted: Counted): Sufficed => {
    const found = shares.get(index) ?? { moreSupporters: null, cost: null }
    const shared = withThresholds(counted, found, thresholds, counts.ballots)
    if (!configuration.utilitarian) return shared
    const knobs = { ...plainGreedy, thresholds, budget: completion.left }
    const greedily = sufficedGreedily(counted, completion.list, byScore(ties), counts.ballots, knobs)
    return {
      moreSupporters: least(shared.moreSupporters, greedily.moreSupporters),
      cost: most(shared.cost, greedily.cost),
    }
  }
  return new Map(losers.flatMap((index) => machine.options.slice(index, index + 1).map((it) => [it, of(index, it)])))
}

const share = (given: Given): Shares => {
  const { configuration, profile, counts, eligible, barred, ties } = given
  const all = [...eligible, ...barred]
  const utility = utilityOf(configuration.rule)
  const machine = sharesMachine(all, eligible.length, matrixOf(profile, all), counts.ballots, utility, ties)
  const result = runWithAdd1(machine, eligible, counts.ballots, configuration)
  // The machine has gone one step too far; the reasoning is about the run that counts.
  machine.run(result.endowment, configuration.budget)
  const pick = (indexes: readonly number[]) => eligible.filter((_, index) => indexes.includes(index))
  const chosen = result.run.bought.flatMap((index) => eligible[index] ?? [])
  const reasons = payments(machine, eligible, counts.ballots)
  const list = eligible.toSorted(byScore(ties))
  const rest = list.filter((counted) => !chosen.includes(counted))
  const left = configuration.budget - costOf(chosen)
  const completed = configuration.utilitarian ? [...walk(rest, { ...plainGreedy, budget: left }).won] : []
  for (const counted of completed) reasons.set(counted, { reason: 'completion' })
  const order = [...chosen, ...completed]
  const greedy = [...walk(list, { ...plainGreedy, budget: configuration.budget }).won]
  if (configuration.comparison && prefersGreedy(profile, greedy, order))
    return { order: greedy, ties: [], reasons: new Map(), sufficed: new Map(), result, replacedByGreedy: true }
  const sufficed = lacked(given, machine, result, order, { list: rest, left })
  return { order, ties: result.run.ties.map(pick), reasons, sufficed, result, replacedByGreedy: false }
}

const noVoters = (rule: string, counts: Counts, quorum: Outcome['quorum']): Outcome =>
  outcomeOf({ rule, counts, quorum, order: [], ties: [], reasonFor: () => ({ reason: 'no-support' }) })

/** A run takes some 50 µs where voters are few: more runs than this, and a count would not end within its function. */
const mostRuns = 5_000_000

/** One voter alone with the whole budget would be given as much again, so many times. */
const stepProblems = ({ add1, budget }: EqualSharesConfiguration): ConfigurationProblem[] =>
  add1 === undefined || add1.leastPerMille !== undefined || budget <= add1.step * mostRuns
    ? []
    : [
        problem(
          'step-too-small',
          '/add1/step',
          'Bij weinig stemmen moet hiermee te vaak worden geteld. Neem een grotere stap, of zet leastPerMille op 1.',
          'With few ballots this would have to be counted too many times. Take a larger step, or set leastPerMille to 1.',
        ),
      ]

export const equalSharesProblems: Problems<EqualSharesConfiguration> = (configuration, options) => [
  ...moneyProblems(configuration, options),
  ...stepProblems(configuration),
]

export const equalShares: Rule<EqualSharesConfiguration> = {
  decide: (configuration, profile, tieOrder) => {
    const counts = countProfile(profile)
    const quorum = quorumOf(configuration.quorum, profile, counts)
    if (quorum && !quorum.met && quorum.otherwise === 'void') return voidOutcome(configuration.rule, counts, quorum)
    if (counts.ballots === 0) return noVoters(configuration.rule, counts, quorum)
    const ties = tieBreak(configuration.ties.first, tieOrder, profile.options)
    const exclusion = (counted: Counted) => excluded(counted, configuration.thresholds, counts.ballots)
    const eligible = counts.options.filter((counted) => !exclusion(counted))
    const fits = configuration.everythingFits === 'fund-all' && costOf(eligible) <= configuration.budget
    const barred = counts.options.filter((counted) => exclusion(counted))
    const given: Given = { configuration, profile, counts, eligible, barred, ties }
    const shares = fits ? fundAll(given) : share(given)
    const { endowment, runs } = shares.result
    return outcomeOf({
      rule: configuration.rule,
      counts,
      quorum,
      order: shares.order,
      ties: shares.ties,
      equalShares: {
        endowment: rationalText(rational(endowment, BigInt(counts.ballots))),
        runs,
        replacedByGreedy: shares.replacedByGreedy,
      },
      reasonFor: (counted) => {
        if (shares.order.includes(counted)) return shares.reasons.get(counted) ?? { reason: 'chosen' }
        const sufficed = shares.sufficed.get(counted)
        return { reason: exclusion(counted) ?? 'supporters-short', ...(sufficed && { sufficed }) }
      },
    })
  },
}
