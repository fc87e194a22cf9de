// The rules by which a ward council meets: public to read, published and withdrawn by rules officers.

import { councilsOperations as operations } from '../../shared/councils/operations.ts'
import * as decide from '../../shared/councils/rules/rule-set.ts'
import { getRuleSet, keptRuleSets, meetingRulesOn } from '../../shared/councils/rules/store.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
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
    if ((await getWard(table, wardCode)) === undefined) return refuse('ward-not-found')
    const published = decide.publishMeetingRules({ wardCode, rules, createdId, requestDigest }, now)
    if (published.refused) return published
    const answer = () =>
      reply(201, { wardCode, rules }, { location: `/wards/${wardCode}/meeting-rules?on=${rules.validFrom}` })
    const saved = await save(table, now, changeOf(keptRuleSets, published))
    if (!saved.refused) return answer()
    const standing = await getRuleSet(table, wardCode, rules.validFrom)
    if (standing?.createdId !== createdId) return refuse('rules-already-published', { validFrom: rules.validFrom })
    return standing.requestDigest === requestDigest ? answer() : refuse('idempotency-key-reused')
  }),
  withdrawMeetingRules: implement(operations.withdrawMeetingRules, async ({ params: { wardCode, validFrom }, now }) => {
    const standing = await getRuleSet(table, wardCode, validFrom)
    if (standing === undefined) return refuse('rules-not-published')
    const withdrawn = decide.withdrawMeetingRules(standing, now)
    if (withdrawn.refused) return withdrawn
    const saved = await save(table, now, changeOf(keptRuleSets, withdrawn))
    return saved.refused ? saved : reply(204, undefined)
  }),
})
