import { enveloped } from '../../events/envelope.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { setWardBudget as decide, type WardBudget } from '../../shared/wards/budget.ts'
import { getBudget, saveBudget } from '../../shared/wards/budget-store.ts'
import * as operations from '../../shared/wards/operations.ts'
import { getWard } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'

/** A budget for the world. */
export const presentBudget = ({ wardCode, year, totalCents, remainingCents }: WardBudget) => ({
  wardCode,
  year,
  totalCents,
  committedCents: totalCents - remainingCents,
  remainingCents,
})

export const setWardBudget = (table: Table) =>
  implement(operations.setWardBudget, async ({ params, body, caller, ifMatch, now }) => {
    if ((await getWard(table, params.wardCode)) === undefined) return refuse('ward-not-found')
    if (caller.wardCode !== params.wardCode) return refuse('not-your-ward')
    const standing = await getBudget(table, params.wardCode, params.year)
    if ((standing?.version ?? 0) !== ifMatch) return refuse('changed-meanwhile')
    const decision = decide(params, standing, body.totalCents)
    if (decision.refused) return decision
    const events = decision.events.map((happened) => enveloped(happened, now))
    const saved = await saveBudget(table, decision.value, events)
    if (saved === 'changed-meanwhile') return refuse('changed-meanwhile')
    return reply(200, presentBudget(decision.value), { version: decision.value.version })
  })
