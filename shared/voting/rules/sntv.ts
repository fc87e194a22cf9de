// Single non-transferable vote (A.2): the seats go to those with the most votes.
import { quorumOf, reaches } from './conditions.ts'
import type { SntvConfiguration } from './configuration.ts'
import { type Counted, type Counts, countProfile } from './counts.ts'
import { outcomeOf, type Reasoning, voidOutcome } from './outcome.ts'
import { conditionProblems, optionProblems, problem } from './problems.ts'
import type { ConfigurationProblem, Problems, Rule } from './rule.ts'
import { leastThat } from './search.ts'
import { type TieBreak, tieBreak } from './ties.ts'

/** No more candidates than seats: all of them, with or without votes. */
const allElected = (candidates: readonly Counted[], ties: TieBreak) =>
  candidates.toSorted((a, b) => b.votes - a.votes || ties.compare(a, b))

/** The fewest more ballots that would place a loser among the first `seats`, with the same tie order. */
const sufficed = (
  loser: Counted,
  list: readonly Counted[],
  ties: TieBreak,
  counts: Counts,
  configuration: SntvConfiguration,
) => {
  const wins = (more: number): boolean => {
    const changed = { ...loser, votes: loser.votes + more, score: loser.score + more }
    if (!reaches(changed, configuration.thresholds, counts.ballots + more)) return false
    // The original loser is in the list too, with fewer votes than its changed copy.
    // Stryker disable next-line EqualityOperator: no two are ever equal once the tie order is asked
    const before = list.filter((other) => (other.votes - changed.votes || ties.compare(changed, other)) > 0)
    return before.length < configuration.seats
  }
  return { moreSupporters: leastThat(wins, 1, 2 ** 40) ?? null, cost: null }
}

/** The group at the last seat, if it has more options than there are seats left. */
const tiedAtLastSeat = (list: readonly Counted[], seats: number): Counted[] => {
  const last = list[seats - 1]
  const next = list[seats]
  return last && next?.votes === last.votes ? list.filter(({ votes }) => votes === last.votes) : []
}

const seatProblems = ({ seats }: SntvConfiguration): ConfigurationProblem[] =>
  seats > 0 ? [] : [problem('no-seats', '/seats', 'Er is geen zetel te verdelen.', 'There is no seat to fill.')]

export const sntvProblems: Problems<SntvConfiguration> = (configuration, options) => [
  ...optionProblems(options),
  ...conditionProblems(configuration),
  ...seatProblems(configuration),
]

/**
 * Seats for options without votes are decided by lot like any other tie: a candidate with no or too few votes is excluded
 * only by a threshold, and none is set by default. The order of selection is also the order of succession among the elected.
 */
export const sntv: Rule<SntvConfiguration> = {
  decide: (configuration, profile, tieOrder) => {
    const { rule, seats, thresholds } = configuration
    const counts = countProfile(profile)
    const quorum = quorumOf(configuration.quorum, profile, counts)
    if (quorum && !quorum.met && quorum.otherwise === 'void') return voidOutcome(rule, counts, quorum)
    const ties = tieBreak(configuration.ties.first, tieOrder, profile.options)
    if (counts.options.length <= seats) {
      const order = allElected(counts.options, ties)
      return outcomeOf({ rule, counts, quorum, order, ties: [], reasonFor: () => ({ reason: 'enough-seats' }) })
    }
    const isAdmitted = (counted: Counted) => reaches(counted, thresholds, counts.ballots)
    const list = counts.options.filter(isAdmitted).sort((a, b) => b.votes - a.votes || ties.compare(a, b))
    const order = list.slice(0, seats)
    const tied = tiedAtLastSeat(list, seats)
    const reasonFor = (counted: Counted): Reasoning => {
      if (order.includes(counted)) return { reason: 'chosen' }
      const lost = tied.includes(counted) ? 'lot-lost' : 'not-enough-votes'
      const reason = isAdmitted(counted) ? lost : 'below-threshold'
      return { reason, sufficed: sufficed(counted, list, ties, counts, configuration) }
    }
    return outcomeOf({ rule, counts, quorum, order, ties: tied.length > 0 ? [tied] : [], reasonFor })
  },
}
