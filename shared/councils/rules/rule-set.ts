// The rules by which ward councils meet, as dated sets: the city's come with the software, a ward may have its own. Meetings keep
// the rules of their day.
import { meetingRulesChanged } from '../../../events/councils.ts'
import { event } from '../../../events/envelope.ts'
import { WardCode } from '../../kernel/ids.ts'
import { type RuleKind, ruleSetMachine, ruleSetOf } from '../../rule-sets/rule-set.ts'
import { councilKeys } from '../keys.ts'
import { MeetingRules } from './meeting-rules.ts'
import { meetingRulesOfRotterdam } from './rules-of-rotterdam.ts'

export const MeetingRuleSet = ruleSetOf(MeetingRules)

export const meetingRuleSets: RuleKind<MeetingRules> = {
  machine: ruleSetMachine('meeting-rules', (change, { wardCode: scope, rules: { validFrom } }) => {
    const wardCode = WardCode.parse(scope)
    return event(meetingRulesChanged, `wards/${wardCode}/meeting-rules/${validFrom}`, { wardCode, validFrom, change })
  }),
  schema: MeetingRuleSet,
  partitionOf: councilKeys.council,
  sort: 'MEETING-RULES',
  earliest: 'today',
  given: meetingRulesOfRotterdam,
  isPlannedForCity: false,
}
