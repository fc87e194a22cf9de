// Greedy down the list while the money lasts (A.3). Talmon & Faliszewski 2019; O(m log m), O(m² log c) with reasoning.
import { excluded, quorumOf } from '../conditions.ts'
import type { GreedyConfiguration } from '../configuration.ts'
import { type Counted, countProfile } from '../counts.ts'
import { outcomeOf, type Reasoning, voidOutcome } from '../outcome.ts'
import { moneyProblems } from '../problems.ts'
import type { Problems, Rule } from '../rule.ts'
import { type TieBreak, tieBreak } from '../ties.ts'
import { type Order, sufficedGreedily } from './greedy-sufficed.ts'
import { type Walk, walk } from './greedy-walk.ts'

/** The sign of a·b − c·d, exactly. */
const compareProducts = (a: number, b: number, c: number, d: number): number => {
  const left = a * b
  const right = c * d
  // Doubles are enough to recognise a safe product; only two unsafe ones need exact arithmetic.
  // Stryker disable next-line ConditionalExpression,EqualityOperator,LogicalOperator: the exact way gives the same, slower
  if (left <= Number.MAX_SAFE_INTEGER && right <= Number.MAX_SAFE_INTEGER) return left - right
  const difference = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d)
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}

/** Negative when `a` scores better: more points, or more points per cent (s₁·c₂ against s₂·c₁). */
const byWorth = (rule: GreedyConfiguration['rule']): Order => {
  switch (rule) {
    case 'greedy_score':
      return (a, b) => b.score - a.score
    case 'greedy_score_per_cost':
      return (a, b) => compareProducts(b.score, a.option.cost, a.score, b.option.cost)
    default:
      return rule satisfies never
  }
}

/** Neighbours in the list that neither score nor criteria distinguish. */
export const groupsTied = (list: readonly Counted[], worth: Order, ties: TieBreak): Counted[][] => {
  const groups: Counted[][] = []
  list.forEach((counted, index) => {
    const before = list[index - 1]
    const equal = before && worth(before, counted) === 0 && ties.compareByCriteria(before, counted) === 0
    if (equal) groups.at(-1)?.push(counted)
    else groups.push([counted])
  })
  return groups.filter((group) => group.length > 1)
}

const reasonIn = (outcome: Walk, counted: Counted): Reasoning['reason'] => {
  if (outcome.won.has(counted)) return 'chosen'
  if (outcome.capped.has(counted)) return 'cap-reached'
  return outcome.unreached.has(counted) ? 'after-stop' : 'too-expensive'
}

export const greedyProblems: Problems<GreedyConfiguration> = moneyProblems

export const greedy: Rule<GreedyConfiguration> = {
  decide: (configuration, profile, tieOrder, depth) => {
    const counts = countProfile(profile)
    const quorum = quorumOf(configuration.quorum, profile, counts)
    if (quorum && !quorum.met && quorum.otherwise === 'void') return voidOutcome(configuration.rule, counts, quorum)
    const ties = tieBreak(configuration.ties.first, tieOrder, profile.options)
    const worth = byWorth(configuration.rule)
    const order: Order = (a, b) => worth(a, b) || ties.compare(a, b)
    const exclusion = (counted: Counted) => excluded(counted, configuration.thresholds, counts.ballots)
    const list = counts.options.filter((counted) => !exclusion(counted)).sort(order)
    const outcome = walk(list, configuration)
    return outcomeOf({
      rule: configuration.rule,
      counts,
      quorum,
      order: [...outcome.won],
      ties: groupsTied(list, worth, ties),
      reasonFor: (counted) => {
        const reason = exclusion(counted) ?? reasonIn(outcome, counted)
        if (reason === 'chosen' || depth === 'winners') return { reason }
        return { reason, sufficed: sufficedGreedily(counted, list, order, counts.ballots, configuration) }
      },
    })
  },
}
