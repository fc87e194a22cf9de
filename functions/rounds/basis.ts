// The basis for checking a plan: the ward's rules of the day, and its newest register figure.
import { dateInCity, type Instant } from '../../shared/kernel/clock.ts'
import type { WardCode } from '../../shared/kernel/ids.ts'
import type { PlanBasis } from '../../shared/rounds/plan.ts'
import type { Table } from '../../shared/table/table.ts'
import { getRegisterFigureOn } from '../../shared/wards/register-store.ts'
import { getRulesOn } from '../../shared/wards/store.ts'

/** Undefined if no rules are in force. */
export const basisOn = async (table: Table, wardCode: WardCode, now: Instant): Promise<PlanBasis | undefined> => {
  const today = dateInCity(now)
  const [rules, figure] = await Promise.all([
    getRulesOn(table, wardCode, today),
    getRegisterFigureOn(table, wardCode, today),
  ])
  return rules && { rules, figure }
}
