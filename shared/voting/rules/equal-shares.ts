// The Method of Equal Shares with its completions (A.4, A.5): every voter has an equal share to spend on what they chose.
import { rational, rationalText } from '../../kernel/rational.ts'
import { excluded, quorumOf } from './conditions.ts'
import type { EqualSharesConfiguration } from './configuration.ts'
import { type Counted, type Counts, countProfile } from './counts.ts'
import { walk } from './greedy-walk.ts'
import { matrixOf } from './matrix.ts'
import { outcomeOf, type Reasoning, voidOutcome } from './outcome.ts'
import { moneyProblems } from './problems.ts'
import type { Outcome, Profile, Rule } from './rule.ts'
import { runWithAdd1, type SharesResult } from './shares-add1.ts'
import { type SharesMachine, sharesMachine, type Utility } from './shares-run.ts'
import { type TieBreak, tieBreak } from './ties.ts'

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
  readonly ties: TieBreak
}
type Shares = {
  readonly order: readonly Counted[]
  readonly ties: readonly (readonly Counted[])[]
  readonly reasons: ReadonlyMap<Counted, Reasoning>
  readonly result: Pick<SharesResult, 'endowment' | 'runs'>
  readonly replacedByGreedy: boolean
}

const fundAll = ({ eligible, ties, configuration }: Given): Shares => ({
  order: eligible.toSorted(byScore(ties)),
  ties: [],
  reasons: new Map(eligible.map((counted) => [counted, { reason: 'everything-fits' as const }])),
  result: { endowment: BigInt(configuration.budget), runs: 0 },
  replacedByGreedy: false,
})

const share = ({ configuration, profile, counts, eligible, ties }: Given): Shares => {
  const matrix = matrixOf(profile, eligible)
  const machine = sharesMachine(eligible, matrix, counts.ballots, utilityOf(configuration.rule), ties)
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
    return { order: greedy, ties: [], reasons: new Map(), result, replacedByGreedy: true }
  return { order, ties: result.run.ties.map(pick), reasons, result, replacedByGreedy: false }
}

const noVoters = (rule: string, counts: Counts): Outcome =>
  outcomeOf({ rule, counts, quorum: undefined, order: [], ties: [], reasonFor: () => ({ reason: 'no-support' }) })

export const equalShares: Rule<EqualSharesConfiguration> = {
  problems: (configuration, options) => moneyProblems(configuration, options),
  decide: (configuration, profile, tieOrder) => {
    const counts = countProfile(profile)
    const quorum = quorumOf(configuration.quorum, profile, counts)
    if (quorum && !quorum.met && quorum.otherwise === 'void') return voidOutcome(configuration.rule, counts, quorum)
    if (counts.ballots === 0) return noVoters(configuration.rule, counts)
    const ties = tieBreak(configuration.ties.first, tieOrder, profile.options)
    const exclusion = (counted: Counted) => excluded(counted, configuration.thresholds, counts.ballots)
    const eligible = counts.options.filter((counted) => !exclusion(counted))
    const fits = configuration.everythingFits === 'fund-all' && costOf(eligible) <= configuration.budget
    const given: Given = { configuration, profile, counts, eligible, ties }
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
        const reason = exclusion(counted)
        if (reason) return { reason }
        if (shares.order.includes(counted)) return shares.reasons.get(counted) ?? { reason: 'chosen' }
        return { reason: 'supporters-short' }
      },
    })
  },
}
