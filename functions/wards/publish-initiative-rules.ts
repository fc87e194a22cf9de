// Rules of a ward for initiatives: published from a date on, and withdrawn before that date.
import { refuse } from '../../shared/kernel/refusals.ts'
import { save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import * as operations from '../../shared/wards/operations.ts'
import { publishRules, withdrawRules } from '../../shared/wards/publish-rules.ts'
import { getRulesFrom, getWard, rulesWithdrawn, saveRules } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'

export const publishInitiativeRules = (table: Table) =>
  implement(
    operations.publishInitiativeRules,
    async ({ params: { wardCode }, body, now, createdId, requestDigest }) => {
      const decision = publishRules(wardCode, body, now)
      if (decision.refused) return decision
      const saved = await saveRules(table, decision.value, { wardCode, createdId, requestDigest }, decision.events, now)
      if ('refused' in saved) return saved
      return reply(201, { wardCode, ...saved }, { location: `/wards/${wardCode}/rules?on=${saved.validFrom}` })
    },
  )

export const withdrawInitiativeRules = (table: Table) =>
  implement(operations.withdrawInitiativeRules, async ({ params: { wardCode, validFrom }, now }) => {
    const standing = await getRulesFrom(table, wardCode, validFrom)
    if (standing === undefined)
      return refuse((await getWard(table, wardCode)) === undefined ? 'ward-not-found' : 'rules-not-published')
    const decision = withdrawRules(wardCode, standing.rules, now)
    if (decision.refused) return decision
    const saved = await save(table, now, rulesWithdrawn(wardCode, standing, decision.events))
    return saved.refused ? saved : reply(204, undefined)
  })
