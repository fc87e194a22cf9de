// The rules for agreements: public to read, planned and withdrawn by rules officers.
import { agreementRulesOperations as operations } from '../../shared/agreements/rules/operations.ts'
import { agreementRuleSets } from '../../shared/agreements/rules/rule-set.ts'
import { agreementRulesOn } from '../../shared/agreements/rules/store.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { listRuleSets, planRuleSet, withdrawRuleSet } from '../../shared/rule-sets/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'

export const agreementRules = (table: Table) => ({
  listAgreementRules: implement(operations.listAgreementRules, async ({ query: { wardCode } }) =>
    reply(200, { items: [...(await listRuleSets(table, agreementRuleSets, wardCode))] }),
  ),
  getAgreementRules: implement(operations.getAgreementRules, async ({ params: { wardCode }, query, now }) => {
    if ((await getWard(table, wardCode)) === undefined) return refuse('ward-not-found')
    const found = await agreementRulesOn(table, wardCode, query.on ?? dateInCity(now))
    return 'refused' in found ? found : reply(200, found)
  }),
  planAgreementRules: implement(operations.planAgreementRules, async ({ body, now, createdId, requestDigest }) => {
    const { wardCode = null, rules } = body
    const planned = await planRuleSet(table, agreementRuleSets, { wardCode, rules, createdId, requestDigest }, now)
    if (planned.refused) return planned
    const location = wardCode === null ? '/agreement-rules' : `/agreement-rules?wardCode=${wardCode}`
    return reply(201, { wardCode, rules }, { location })
  }),
  withdrawAgreementRules: implement(operations.withdrawAgreementRules, async ({ params, now }) => {
    const scope = String(params.scope) === 'city' ? null : params.scope
    const withdrawn = await withdrawRuleSet(table, agreementRuleSets, scope, params.validFrom, now)
    return withdrawn.refused ? withdrawn : reply(204, undefined)
  }),
})
