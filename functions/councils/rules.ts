// The rules by which a ward council meets: public to read, published and withdrawn by rules officers.
import { councilsOperations as operations } from '../../shared/councils/operations.ts'
import { meetingRuleSets } from '../../shared/councils/rules/rule-set.ts'
import { meetingRulesOn } from '../../shared/councils/rules/store.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { planRuleSet, withdrawRuleSet } from '../../shared/rule-sets/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { reply } from '../runtime/http.ts'
import { about } from '../runtime/things.ts'
import { wardsIn } from './subjects.ts'

export const meetingRules = (table: Table) => ({
  getMeetingRules: about(operations.getMeetingRules, wardsIn(table), async ({ params: { wardCode }, query, now }) => {
    return reply(200, { wardCode, rules: await meetingRulesOn(table, wardCode, query.on ?? dateInCity(now)) })
  }),
  publishMeetingRules: about(operations.publishMeetingRules, wardsIn(table), async (call) => {
    const { params, body: rules, now, createdId, requestDigest } = call
    const { wardCode } = params
    const planned = await planRuleSet(table, meetingRuleSets, { wardCode, rules, createdId, requestDigest }, now)
    if (planned.refused) return planned
    return reply(201, { wardCode, rules }, { location: `/wards/${wardCode}/meeting-rules?on=${rules.validFrom}` })
  }),
  withdrawMeetingRules: about(
    operations.withdrawMeetingRules,
    wardsIn(table),
    async ({ params: { wardCode, validFrom }, now }) => {
      const withdrawn = await withdrawRuleSet(table, meetingRuleSets, wardCode, validFrom, now)
      return withdrawn.refused ? withdrawn : reply(204, undefined)
    },
  ),
})
