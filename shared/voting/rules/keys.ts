// The short names of the reference results (B), and their configurations.
import { RuleConfiguration } from './configuration.ts'

const plain = ['greedy_score', 'greedy_score_per_cost', 'phragmen'] as const
const suffixes = ['', '_u', '_add1', '_add1_u', '_add1full', '_add1full_u'] as const

/** `greedy_score`, …, `mes_cost_add1full_u`, `phragmen`. */
export const ruleKeys: readonly string[] = [
  ...plain,
  ...(['mes_cost', 'mes_unit'] as const).flatMap((rule) => suffixes.map((suffix) => `${rule}${suffix}`)),
]

/**
 * The configuration of a key, as used by the references: no thresholds, no caps, ties by code points at once, the rule
 * applied even where everything fits. `budget` and `step` (the raise of Add1 per voter) in cents; `leastPerMille`: at least so
 * much of the budget at a time. Undefined: no such key.
 */
export const configurationOfKey = (
  key: string,
  budget: number,
  step: number,
  leastPerMille?: number,
): RuleConfiguration | undefined => {
  const match = /(mes_cost|mes_unit)(_add1full|_add1)?(_u)?/.exec(key)
  const least = leastPerMille === undefined ? {} : { leastPerMille }
  const add1 = match?.[2] && { step, ...least, earlyStop: match[2] === '_add1' }
  const configuration = match
    ? { rule: match[1], budget, ...(add1 && { add1 }), utilitarian: match[3] === '_u', everythingFits: 'apply-rule' }
    : { rule: key, budget }
  return ruleKeys.includes(key) ? RuleConfiguration.parse(configuration) : undefined
}
