// The Method of Equal Shares with its completions (A.4, A.5): every voter has an equal share to spend on what they chose.
import { rational, rationalText } from '../../../kernel/rational.ts'
import { excluded, quorumOf, withThresholds } from '../conditions.ts'
import type { EqualSharesConfiguration } from '../configuration.ts'
import { type Counted, type Counts, countProfile } from '../counts.ts'
import { groupsTied } from '../greedy/greedy.ts'
import { sufficedGreedily } from '../greedy/greedy-sufficed.ts'
import { walk } from '../greedy/greedy-walk.ts'
import { matrixOf } from '../matrix.ts'
import { outcomeOf, type Reasoning, voidOutcome } from '../outcome.ts'
import { moneyProblems } from '../problems.ts'
import type { Outcome, Problems, Profile, Rule, Sufficed, TieOrder } from '../rule.ts'
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

const byWorth = (a: Counted, b: Counted) => b.score - a.score
const byScore = (ties: TieBreak) => (a: Counted, b: Counted) => byWorth(a, b) || ties.compare(a, b)
const plainGreedy: Omit<Parameters<typeof walk>[1], 'budget'> = { caps: [], misfit: 'skip', leftovers: 'none' }
const costOf = (options: readonly Counted[]): number => options.reduce((sum, { option }) => sum + option.cost, 0)

/** The exact price of each purchase for those who paid in full. Needs the state as the final run left it. */
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
  /** Below a threshold: these cannot be bought, but their reasoning says what was missing. */
  readonly barred: readonly Counted[]
  readonly ties: TieBreak
}
type Shares = {
  readonly order: readonly Counted[]
  readonly ties: readonly (readonly Counted[])[]
  /** By what each winner won. */
  readonly won: (counted: Counted) => Reasoning
  /** What was paid for each of those that were bought: another run, in exact numbers. */
  readonly payments: () => ReadonlyMap<Counted, Reasoning>
  /** Expensive to compute: only when it is published. */
  readonly sufficed: () => ReadonlyMap<Counted, Sufficed>
  readonly result: Pick<SharesResult, 'endowment' | 'runs'>
  readonly replacedByGreedy: boolean
}

const fundAll = ({ eligible, ties, configuration }: Given): Shares => ({
  order: eligible.toSorted(byScore(ties)),
  ties: [],
  won: () => ({ reason: 'everything-fits' }),
  payments: () => new Map(),
  sufficed: () => new Map(),
  result: { endowment: BigInt(configuration.budget), runs: 0 },
  replacedByGreedy: false,
})

/** What each loser lacked: at the sharing, or at the completion if there is one; and the votes of a threshold. */
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

/** Each group once, whichever runs it occurred in. */
const distinct = (groups: readonly (readonly Counted[])[]): readonly (readonly Counted[])[] => [
  ...new Map(groups.map((group) => [JSON.stringify(group.map(({ option }) => option.id).sort()), group])).values(),
]

const share = (given: Given): Shares => {
  const { configuration, profile, counts, eligible, barred, ties } = given
  const all = [...eligible, ...barred]
  const utility = utilityOf(configuration.rule)
  const machine = sharesMachine(all, eligible.length, matrixOf(counts.marks, all), counts.ballots, utility, ties)
  const result = runWithAdd1(machine, eligible, counts.ballots, configuration)
  const pick = (indexes: readonly number[]) => eligible.filter((_, index) => indexes.includes(index))
  const chosen = result.run.bought.flatMap((index) => eligible[index] ?? [])
  const list = eligible.toSorted(byScore(ties))
  const rest = list.filter((counted) => !chosen.includes(counted))
  const left = configuration.budget - costOf(chosen)
  const completed = configuration.utilitarian ? [...walk(rest, { ...plainGreedy, budget: left }).won] : []
  const order = [...chosen, ...completed]
  // Every tie that an order decided, in any run: the outcome depends on each of them.
  const broken = distinct([
    ...result.run.ties.map(pick),
    ...(configuration.utilitarian ? groupsTied(rest, byWorth, ties) : []),
    ...(configuration.comparison ? groupsTied(list, byWorth, ties) : []),
    ...result.droppedTies.map(pick),
  ])
  if (configuration.comparison) {
    const greedy = [...walk(list, { ...plainGreedy, budget: configuration.budget }).won]
    if (prefersGreedy(profile, greedy, order)) {
      const won = (): Reasoning => ({ reason: 'chosen' })
      const none = () => new Map()
      return { order: greedy, ties: broken, won, payments: none, sufficed: none, result, replacedByGreedy: true }
    }
  }
  return {
    order,
    ties: broken,
    won: (counted) => ({ reason: completed.includes(counted) ? 'completion' : 'chosen' }),
    payments: () => {
      // The last run may have gone too far: the payments are those of the run that counts.
      machine.run(result.endowment, configuration.budget)
      return payments(machine, eligible, counts.ballots)
    },
    sufficed: () => lacked(given, machine, result, order, { list: rest, left }),
    result,
    replacedByGreedy: false,
  }
}

const noVoters = (rule: string, counts: Counts, quorum: Outcome['quorum']): Outcome =>
  outcomeOf({ rule, counts, quorum, order: [], ties: [], reasonFor: () => ({ reason: 'no-support' }) })

export const equalSharesProblems: Problems<EqualSharesConfiguration> = moneyProblems

/** Whether a recount with this option changed elects it. */
const elects = (
  configuration: EqualSharesConfiguration,
  profile: Profile,
  tieOrder: TieOrder,
  id: string,
  { cost, more }: { readonly cost: number; readonly more: number },
): boolean => {
  const changed: Profile = {
    ...profile,
    options: profile.options.map((option) => (option.id === id ? { ...option, cost } : option)),
    ballots: more === 0 ? profile.ballots : [...profile.ballots, { options: [id], count: more }],
  }
  return decideWith(configuration, changed, tieOrder, winnersAlone).winners.includes(id)
}

/** Limit of runs times groups times options over all recounts: beyond it no figure is confirmed or published. */
const maximumRecounting = 20_000_000

/**
 * Raising the money, completing and comparing make an outcome hard to predict: a figure is then published only if
 * a recount with it elects the option.
 */
const confirmed = (
  configuration: EqualSharesConfiguration,
  profile: Profile,
  tieOrder: TieOrder,
  { order, result, sufficed }: Shares,
): ReadonlyMap<Counted, Sufficed> => {
  if (configuration.add1 === undefined && !configuration.utilitarian && !configuration.comparison) return sufficed()
  const losers = profile.options.length - order.length
  const work = 2 * losers * Math.max(1, result.runs) * profile.ballots.length * profile.options.length
  if (work > maximumRecounting) return new Map()
  const holds = (id: string, change: { readonly cost: number; readonly more: number }) =>
    change.cost <= configuration.budget && elects(configuration, profile, tieOrder, id, change)
  return new Map(
    [...sufficed()].map(([counted, { moreSupporters, cost }]) => {
      const { id, cost: asked } = counted.option
      const more = moreSupporters !== null && holds(id, { cost: asked, more: moreSupporters }) ? moreSupporters : null
      const lower = cost !== null && holds(id, { cost, more: 0 }) ? cost : null
      return [counted, { moreSupporters: more, cost: lower }]
    }),
  )
}

/** The part of an outcome beside its winners: what was paid for them, and what each loser lacked. */
type Publish = (shares: Shares) => {
  readonly payments: ReadonlyMap<Counted, Reasoning>
  readonly sufficed: ReadonlyMap<Counted, Sufficed>
}

const winnersAlone: Publish = () => ({ payments: new Map(), sufficed: new Map() })

const decideWith = (
  configuration: EqualSharesConfiguration,
  profile: Profile,
  tieOrder: TieOrder,
  publish: Publish,
): Outcome => {
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
  const published = publish(shares)
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
      if (shares.order.includes(counted)) return published.payments.get(counted) ?? shares.won(counted)
      const sufficed = published.sufficed.get(counted)
      return { reason: exclusion(counted) ?? 'supporters-short', ...(sufficed && { sufficed }) }
    },
  })
}

export const equalShares: Rule<EqualSharesConfiguration> = {
  decide: (configuration, profile, tieOrder, depth) =>
    decideWith(configuration, profile, tieOrder, (shares) =>
      depth === 'winners'
        ? winnersAlone(shares)
        : { payments: shares.payments(), sufficed: confirmed(configuration, profile, tieOrder, shares) },
    ),
}
