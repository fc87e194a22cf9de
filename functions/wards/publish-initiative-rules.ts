import type { Table } from '../../shared/table/table.ts'
import * as operations from '../../shared/wards/operations.ts'
import { publishRules } from '../../shared/wards/publish-rules.ts'
import { saveRules } from '../../shared/wards/store.ts'
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
