// Rules of a ward for initiatives: published from a date on, and withdrawn before that date.
import { planRuleSet, withdrawRuleSet } from '../../shared/rule-sets/store.ts'
import type { Table } from '../../shared/table/table.ts'
import * as operations from '../../shared/wards/rules/operations.ts'
import { initiativeRuleSets } from '../../shared/wards/rules/rule-set.ts'
import { reply } from '../runtime/http.ts'
import { about } from '../runtime/things.ts'
import { wardsIn } from './subjects.ts'

export const publishInitiativeRules = (table: Table) =>
  about(
    operations.publishInitiativeRules,
    wardsIn(table),
    async ({ params: { wardCode }, body: rules, now, createdId, requestDigest }) => {
      const planned = await planRuleSet(table, initiativeRuleSets, { wardCode, rules, createdId, requestDigest }, now)
      if (planned.refused) return planned
      return reply(201, { wardCode, ...rules }, { location: `/wards/${wardCode}/rules?on=${rules.validFrom}` })
    },
  )

export const withdrawInitiativeRules = (table: Table) =>
  about(operations.withdrawInitiativeRules, wardsIn(table), async ({ params: { wardCode, validFrom }, now }) => {
    const withdrawn = await withdrawRuleSet(table, initiativeRuleSets, wardCode, validFrom, now)
    return withdrawn.refused ? withdrawn : reply(204, undefined)
  })
