// All counting rules and their common entry points.
import { RuleConfiguration } from './configuration.ts'
import { equalShares, equalSharesProblems } from './equal-shares/equal-shares.ts'
import { greedy, greedyProblems } from './greedy/greedy.ts'
import { phragmen, phragmenProblems } from './phragmen/phragmen.ts'
import type { ConfigurationProblem, Depth, Option, Outcome, Problems, Profile, Rule, TieOrder } from './rule.ts'
import { sntv, sntvProblems } from './sntv.ts'
import { votesOnly, votesOnlyProblems } from './votes-only.ts'
import { yesNo, yesNoProblems } from './yes-no.ts'

export { RuleConfiguration }

type Name = RuleConfiguration['rule']
type ConfigurationOf = { readonly [Named in Name]: Extract<RuleConfiguration, { readonly rule: Named }> }

/** Does not compile while a configuration has no rule. */
const rules: { readonly [Named in Name]: Rule<ConfigurationOf[Named]> } = {
  greedy_score: greedy,
  greedy_score_per_cost: greedy,
  mes_cost: equalShares,
  mes_unit: equalShares,
  phragmen,
  sntv,
  yes_no: yesNo,
  votes_only: votesOnly,
}

const problems: { readonly [Named in Name]: Problems<ConfigurationOf[Named]> } = {
  greedy_score: greedyProblems,
  greedy_score_per_cost: greedyProblems,
  mes_cost: equalSharesProblems,
  mes_unit: equalSharesProblems,
  phragmen: phragmenProblems,
  sntv: sntvProblems,
  yes_no: yesNoProblems,
  votes_only: votesOnlyProblems,
}

/** A configuration of any rule; checks that its name is the key of its rule. */
type Configured<Named extends Name> = { [Each in Named]: ConfigurationOf[Each] & { readonly rule: Each } }[Named]

/** Counts. Pure; `tieOrder` holds every option id, the winner of a tie first (`codePointOrder`, or the lots). */
export const decide = <Named extends Name>(
  configuration: Configured<Named>,
  profile: Profile,
  tieOrder: TieOrder,
  depth: Depth = 'reasoned',
): Outcome => {
  const rule: Rule<ConfigurationOf[Named]> = rules[configuration.rule]
  return rule.decide(configuration, profile, tieOrder, depth)
}

/** Why this configuration cannot be counted with these options; empty if it can. For refusal at announcement. */
export const configurationProblems = <Named extends Name>(
  configuration: Configured<Named>,
  options: readonly Option[],
): readonly ConfigurationProblem[] => {
  const problemsOf: Problems<ConfigurationOf[Named]> = problems[configuration.rule]
  return problemsOf(configuration, options)
}
