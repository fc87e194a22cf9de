// The rules for agreements as dated sets, of the city or of a ward. They are planned from tomorrow on: the rules of a day are final
// when it begins, so a review or an alarm that a late job begins has the rules of the day on which it should have begun.
import { agreementRulesChanged } from '../../../events/agreements.ts'
import { event } from '../../../events/envelope.ts'
import { type RuleKind, ruleSetMachine, ruleSetOf } from '../../rule-sets/rule-set.ts'
import { agreementKeys } from '../keys.ts'
import { AgreementRules } from './agreement-rules.ts'
import { agreementRulesOfRotterdam } from './rules-of-rotterdam.ts'

export const AgreementRuleSet = ruleSetOf(AgreementRules)

export const agreementRuleSets: RuleKind<AgreementRules> = {
  machine: ruleSetMachine('agreement-rules', (change, { wardCode, rules: { validFrom } }) =>
    event(agreementRulesChanged, `agreement-rules/${wardCode ?? 'city'}/${validFrom}`, { wardCode, validFrom, change }),
  ),
  schema: AgreementRuleSet,
  partitionOf: agreementKeys.rules,
  sort: 'RULES',
  earliest: 'tomorrow',
  given: [agreementRulesOfRotterdam],
  isPlannedForCity: true,
}
