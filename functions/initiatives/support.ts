// Residents sign for an initiative, and take their signature back. Doing either twice changes nothing.
import * as operations from '../../shared/initiatives/operations.ts'
import { presentPublic } from '../../shared/initiatives/present.ts'
import { supportInitiative, withdrawSupport } from '../../shared/initiatives/support.ts'
import { supportChanges, supportRemoval } from '../../shared/initiatives/support-store.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { implement, reply } from '../runtime/http.ts'
import { about } from '../runtime/things.ts'
import { publicInitiatives } from './subjects.ts'

export const supportInitiatives = (table: Table) => {
  const initiatives = publicInitiatives(table)
  return {
    supportInitiative: about(
      operations.supportInitiative,
      initiatives,
      async ({ thing, params, body, caller, now }) => {
        const decision = supportInitiative(thing, caller, body.name, now)
        if (decision.refused) return decision
        const saved = await save(table, now, ...supportChanges(decision.value, decision.events))
        if (saved.refused && saved.code === 'support-closed') return refuse('support-closed')
        const present = await initiatives.find(params)
        return reply(200, presentPublic(present ?? thing, now))
      },
    ),

    withdrawSupport: implement(operations.withdrawSupport, async ({ params, caller, now }) => {
      const initiative = await initiatives.find(params)
      if (initiative === undefined) return refuse('initiative-not-found')
      const decision = withdrawSupport(initiative)
      if (decision.refused) return decision
      const of = { initiativeId: params.initiativeId, residentId: caller.id }
      const saved = await save(table, now, ...supportRemoval(of, decision.events))
      return saved.refused && saved.code === 'support-closed' ? refuse('support-closed') : reply(204, undefined)
    }),
  }
}
