// A question with yes, no and abstain (A.1): yes wins with more than its required share of yes and no together.
import { excluded, quorumOf } from './conditions.ts'
import type { YesNoConfiguration } from './configuration.ts'
import { countProfile } from './counts.ts'
import { outcomeOf, type Reasoning, voidOutcome } from './outcome.ts'
import { conditionProblems, optionProblems, problem } from './problems.ts'
import type { ConfigurationProblem, Problems, Rule } from './rule.ts'
import { leastThat } from './search.ts'

/** In integers: yes · 100 > percent · (yes + no). Equal votes are not a majority at 50. */
const isCarried = (yes: number, no: number, percent: number): boolean => yes * 100 > percent * (yes + no)

export const yesNoProblems: Problems<YesNoConfiguration> = (configuration, options) => {
  const found: ConfigurationProblem[] = [...optionProblems(options), ...conditionProblems(configuration)]
  for (const answer of ['yes', 'no'] as const)
    if (!options.some(({ id }) => id === configuration[answer]))
      found.push(
        problem(
          'answer-missing',
          `/${answer}`,
          `Er is geen mogelijkheid ${configuration[answer]}.`,
          `There is no option ${configuration[answer]}.`,
        ),
      )
  if (configuration.yes === configuration.no)
    found.push(
      problem('answers-equal', '/no', 'Ja en nee zijn dezelfde mogelijkheid.', 'Yes and no are the same option.'),
    )
  return found
}

export const yesNo: Rule<YesNoConfiguration> = {
  decide: (configuration, profile) => {
    const { rule, thresholds, moreThanPercent } = configuration
    const counts = countProfile(profile)
    const quorum = quorumOf(configuration.quorum, profile, counts)
    if (quorum && !quorum.met && quorum.otherwise === 'void') return voidOutcome(rule, counts, quorum)
    const answer = (id: string) => counts.options.find(({ option }) => option.id === id)
    const [yes, no] = [answer(configuration.yes), answer(configuration.no)]
    if (yes === undefined || no === undefined) throw new TypeError('The question lacks the option for yes or for no')
    const carries = (more: number): boolean => {
      const changed = { votes: yes.votes + more, score: yes.score + more }
      return (
        !excluded(changed, thresholds, counts.ballots + more) && isCarried(changed.votes, no.votes, moreThanPercent)
      )
    }
    const reasonFor = (counted: typeof yes): Reasoning => {
      if (counted !== yes) return { reason: 'not-enough-votes' }
      if (carries(0)) return { reason: 'chosen' }
      const reason = excluded(yes, thresholds, counts.ballots) ?? 'not-enough-votes'
      return { reason, sufficed: { moreSupporters: leastThat(carries, 1, 2 ** 40) ?? null, cost: null } }
    }
    return outcomeOf({ rule, counts, quorum, order: carries(0) ? [yes] : [], ties: [], reasonFor })
  },
}
