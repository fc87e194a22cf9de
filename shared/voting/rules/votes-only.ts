// Counts the votes of each option and decides nothing: what follows from them is decided elsewhere, from more than this poll.
import { quorumOf } from './conditions.ts'
import type { VotesOnlyConfiguration } from './configuration.ts'
import { countProfile } from './counts.ts'
import { outcomeOf, voidOutcome } from './outcome.ts'
import { optionProblems } from './problems.ts'
import type { Problems, Rule } from './rule.ts'

export const votesOnlyProblems: Problems<VotesOnlyConfiguration> = (_, options) => optionProblems(options)

/** No winners, no ties: an order among the votes of a part of the voters would look like a result. */
export const votesOnly: Rule<VotesOnlyConfiguration> = {
  decide: ({ rule, quorum: asked }, profile) => {
    const counts = countProfile(profile)
    const quorum = quorumOf(asked, profile, counts)
    if (quorum && !quorum.met && quorum.otherwise === 'void') return voidOutcome(rule, counts, quorum)
    return outcomeOf({ rule, counts, quorum, order: [], ties: [], reasonFor: () => ({ reason: 'counted-elsewhere' }) })
  },
}
