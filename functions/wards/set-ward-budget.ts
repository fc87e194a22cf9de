import { refuse } from '../../shared/kernel/refusals.ts'
import { save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { setWardBudget as decide, type WardBudget } from '../../shared/wards/budgets/budget.ts'
import * as operations from '../../shared/wards/budgets/operations.ts'
import { budgetChange, getBudget } from '../../shared/wards/budgets/store.ts'
import { reply } from '../runtime/http.ts'
import { about } from '../runtime/things.ts'
import { wardsIn } from './subjects.ts'

/** The public form of a budget. */
export const presentBudget = ({ wardCode, year, totalCents, remainingCents }: WardBudget) => ({
  wardCode,
  year,
  totalCents,
  committedCents: totalCents - remainingCents,
  remainingCents,
})

export const setWardBudget = (table: Table) =>
  about(operations.setWardBudget, wardsIn(table), async ({ params, body, ifMatch, now }) => {
    const standing = await getBudget(table, params.wardCode, params.year)
    if ((standing?.version ?? 0) !== ifMatch) return refuse('changed-meanwhile')
    const decision = decide(params, standing, body.totalCents)
    if (decision.refused) return decision
    const saved = await save(table, now, budgetChange(decision.value, decision.events))
    return saved.refused ? saved : reply(200, presentBudget(decision.value), { version: decision.value.version })
  })
