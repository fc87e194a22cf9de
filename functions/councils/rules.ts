// The rules by which a ward council meets: public to read, published and withdrawn by rules officers.

import { councilsOperations as operations } from '../../shared/councils/operations.ts'
import { meetingRuleSets } from '../../shared/councils/rules/rule-set.ts'
import { meetingRulesOn } from '../../shared/councils/rules/store.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { planRuleSet, withdrawRuleSet } from '../../shared/wards/rule-set-store.ts'
import { getWard } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'

export const meetingRules = (table: Table) => ({
  getMeetingRules: implement(operations.getMeetingRules, async ({ params: { wardCode }, query, now }) => {
    if ((await getWard(table, wardCode)) === undefined) return refuse('ward-not-found')
    return reply(200, { wardCode, rules: await meetingRulesOn(table, wardCode, query.on ?? dateInCity(now)) })
  }),
  publishMeetingRules: implement(operations.publishMeetingRules, async (call) => {
    const { params, body: rules, now, createdId, requestDigest } = call
    const { wardCode } = params
    const planned = await planRuleSet(table, meetingRuleSets, { wardCode, rules, createdId, requestDigest }, now)
    if (planned.refused) return planned
    return reply(201, { wardCode, rules }, { location: `/wards/${wardCode}/meeting-rules?on=${rules.validFrom}` })
  }),
  withdrawMeetingRules: implement(operations.withdrawMeetingRules, async ({ params: { wardCode, validFrom }, now }) => {
    const withdrawn = await withdrawRuleSet(table, meetingRuleSets, wardCode, validFrom, now)
    return withdrawn.refused ? withdrawn : reply(204, undefined)
  }),
})
