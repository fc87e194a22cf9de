// The budget of a ward for initiatives in a year. No source gives totals: they are entered per ward and year.
import * as z from 'zod'
import type { DomainEvent } from '../../../events/envelope.ts'
import { event } from '../../../events/envelope.ts'
import { wardBudgetSet } from '../../../events/wards.ts'
import { WardCode } from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'

export const BudgetYear = z.int().min(2022).max(2100)
export type BudgetYear = z.infer<typeof BudgetYear>

/** `remainingCents` is not committed: not taken by an award and not reserved by a round. */
export const WardBudget = z.object({
  wardCode: WardCode,
  year: BudgetYear,
  totalCents: Cents,
  remainingCents: Cents,
  version: z.int().min(1),
})
export type WardBudget = z.infer<typeof WardBudget>

type BudgetOf = Pick<WardBudget, 'wardCode' | 'year'>

/** Sets the total of a year. Never below the committed amount: promises to residents must stay covered. */
export const setWardBudget = (
  { wardCode, year }: BudgetOf,
  standing: WardBudget | undefined,
  totalCents: Cents,
): Decision<WardBudget, DomainEvent, 'budget-below-committed'> => {
  const committedCents = standing === undefined ? 0 : standing.totalCents - standing.remainingCents
  if (totalCents < committedCents) return refuse('budget-below-committed', { committedCents })
  const budget: WardBudget = {
    wardCode,
    year,
    totalCents,
    remainingCents: Cents.parse(totalCents - committedCents),
    version: (standing?.version ?? 0) + 1,
  }
  return accept(budget, event(wardBudgetSet, `wards/${wardCode}/budgets/${year}`, { wardCode, year, totalCents }))
}
