// Every rule there is, behind one door.
import { RuleConfiguration } from './configuration.ts'
import { equalShares } from './equal-shares.ts'
import { greedy } from './greedy.ts'
import { phragmen } from './phragmen.ts'
import type { ConfigurationProblem, Option, Outcome, Profile, TieOrder } from './rule.ts'
import { sntv } from './sntv.ts'
import { yesNo } from './yes-no.ts'

export { RuleConfiguration }

/** Counts. Pure; `tieOrder` holds every option id, the winner of a tie first (`codePointOrder`, or the lots). */
export const decide = (configuration: RuleConfiguration, profile: Profile, tieOrder: TieOrder): Outcome => {
  switch (configuration.rule) {
    case 'greedy_score':
    case 'greedy_score_per_cost':
      return greedy.decide(configuration, profile, tieOrder)
    case 'mes_cost':
    case 'mes_unit':
      return equalShares.decide(configuration, profile, tieOrder)
    case 'phragmen':
      return phragmen.decide(configuration, profile, tieOrder)
    case 'sntv':
      return sntv.decide(configuration, profile, tieOrder)
    case 'yes_no':
      return yesNo.decide(configuration, profile, tieOrder)
    default:
      return configuration satisfies never
  }
}

/** Why this configuration cannot be counted with these options; empty when it can. For refusal at announcement. */
export const configurationProblems = (
  configuration: RuleConfiguration,
  options: readonly Option[],
): readonly ConfigurationProblem[] => {
  switch (configuration.rule) {
    case 'greedy_score':
    case 'greedy_score_per_cost':
      return greedy.problems(configuration, options)
    case 'mes_cost':
    case 'mes_unit':
      return equalShares.problems(configuration, options)
    case 'phragmen':
      return phragmen.problems(configuration, options)
    case 'sntv':
      return sntv.problems(configuration, options)
    case 'yes_no':
      return yesNo.problems(configuration, options)
    default:
      return configuration satisfies never
  }
}
