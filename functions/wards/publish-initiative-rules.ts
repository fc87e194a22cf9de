// Rules of a ward for initiatives: published from a date on, and withdrawn before that date.
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { initiativeRuleSets } from '../../shared/wards/initiative-rule-sets.ts'
import * as operations from '../../shared/wards/operations.ts'
import { planRuleSet, withdrawRuleSet } from '../../shared/wards/rule-set-store.ts'
import { getWard } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'

export const publishInitiativeRules = (table: Table) =>
  implement(
    operations.publishInitiativeRules,
    async ({ params: { wardCode }, body: rules, now, createdId, requestDigest }) => {
      const planned = await planRuleSet(table, initiativeRuleSets, { wardCode, rules, createdId, requestDigest }, now)
      if (planned.refused) return planned
      return reply(201, { wardCode, ...rules }, { location: `/wards/${wardCode}/rules?on=${rules.validFrom}` })
    },
  )

export const withdrawInitiativeRules = (table: Table) =>
  implement(operations.withdrawInitiativeRules, async ({ params: { wardCode, validFrom }, now }) => {
    if ((await getWard(table, wardCode)) === undefined) return refuse('ward-not-found')
    const withdrawn = await withdrawRuleSet(table, initiativeRuleSets, wardCode, validFrom, now)
    return withdrawn.refused ? withdrawn : reply(204, undefined)
  })
