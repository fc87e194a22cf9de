// Residents sign for an initiative, and take their signature back. Doing either twice changes nothing.
import { enveloped } from '../../events/envelope.ts'
import * as operations from '../../shared/initiatives/operations.ts'
import { presentPublic } from '../../shared/initiatives/present.ts'
import { supportInitiative, withdrawSupport } from '../../shared/initiatives/support.ts'
import { addSupport, removeSupport } from '../../shared/initiatives/support-store.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { implement, reply } from '../runtime/http.ts'
import { findPublic } from './load.ts'

export const supportInitiatives = (table: Table) => ({
  supportInitiative: implement(operations.supportInitiative, async ({ params, body, caller, now }) => {
    const loaded = await findPublic(table, params.initiativeId)
    if (loaded.refused) return loaded
    const decision = supportInitiative(loaded.initiative, caller, body.name, now)
    if (decision.refused) return decision
    const saved = await addSupport(
      table,
      decision.value,
      decision.events.map((happened) => enveloped(happened, now)),
    )
    if (saved === 'closed') return refuse('support-closed')
    const present = await findPublic(table, params.initiativeId)
    return present.refused ? present : reply(200, presentPublic(present.initiative, now))
  }),

  withdrawSupport: implement(operations.withdrawSupport, async ({ params, caller, now }) => {
    const loaded = await findPublic(table, params.initiativeId)
    if (loaded.refused) return loaded
    const decision = withdrawSupport(loaded.initiative)
    if (decision.refused) return decision
    const of = { initiativeId: params.initiativeId, residentId: caller.id }
    const saved = await removeSupport(
      table,
      of,
      decision.events.map((happened) => enveloped(happened, now)),
    )
    return saved === 'closed' ? refuse('support-closed') : reply(204, undefined)
  }),
})
