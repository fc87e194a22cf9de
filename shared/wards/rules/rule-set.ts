// The rules for resident initiatives as dated sets: each ward has its own.
import * as z from 'zod'
import { event } from '../../../events/envelope.ts'
import { initiativeRulesPublished, initiativeRulesWithdrawn } from '../../../events/wards.ts'
import { LocalDate } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { type RuleKind, ruleSetMachine, ruleSetOf } from '../../rule-sets/rule-set.ts'
import { wardKeys } from '../keys.ts'
import { InitiativeRules } from './initiative-rules.ts'

const Named = z.object({ regime: z.string(), validFrom: LocalDate })
const told = { published: initiativeRulesPublished, withdrawn: initiativeRulesWithdrawn } as const

export const initiativeRuleSets: RuleKind<InitiativeRules> = {
  machine: ruleSetMachine('initiative-rules', (change, { wardCode: scope, rules }) => {
    const wardCode = WardCode.parse(scope)
    const { regime, validFrom } = Named.parse(rules)
    return event(told[change], `wards/${wardCode}/rules/${validFrom}`, { wardCode, regime, validFrom })
  }),
  schema: ruleSetOf(InitiativeRules),
  partitionOf: wardKeys.ofWard,
  sort: 'RULES#initiatives',
  earliest: 'today',
  given: [],
  isPlannedForCity: false,
}
