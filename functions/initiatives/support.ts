// Residents sign for an initiative, and withdraw their signature. Doing either twice changes nothing.
import * as operations from '../../shared/initiatives/operations.ts'
import { presentPublic } from '../../shared/initiatives/present.ts'
import { supportInitiative, withdrawSupport } from '../../shared/initiatives/support/support.ts'
import { getSupport, supportChanges, supportRemoval } from '../../shared/initiatives/support-store.ts'
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
        const decision = supportInitiative(thing, caller, body.name, now, body.textVersion)
        if (decision.refused) return decision
        const saved = await save(table, now, ...supportChanges(thing, decision.value, decision.events))
        const standing = (await initiatives.find(params)) ?? thing
        if (saved.refused && saved.code === 'support-closed') {
          // Closed meanwhile, or a changed text: the same rules give the reason.
          const again = supportInitiative(standing, caller, body.name, now, thing.submission.textVersion)
          return again.refused ? again : refuse('changed-meanwhile')
        }
        return reply(200, presentPublic(standing, now))
      },
    ),

    withdrawSupport: implement(operations.withdrawSupport, async ({ params, caller, now }) => {
      const { initiativeId } = params
      const [initiative, support] = await Promise.all([
        initiatives.find(params),
        getSupport(table, { initiativeId, residentId: caller.id }),
      ])
      if (initiative === undefined) return refuse('initiative-not-found')
      const decision = withdrawSupport(initiative)
      if (decision.refused) return decision
      if (support === undefined) return reply(204, undefined)
      const saved = await save(table, now, ...supportRemoval(initiative, support, decision.events))
      if (!saved.refused || saved.code === 'already-so') return reply(204, undefined)
      const standing = await initiatives.find(params)
      const again = standing === undefined ? refuse('initiative-not-found') : withdrawSupport(standing)
      return again.refused ? again : refuse('changed-meanwhile')
    }),
  }
}
