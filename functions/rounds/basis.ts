// The basis for checking a plan: the ward's rules of the day, and its newest register figure.
import { dateInCity, type Instant } from '../../shared/kernel/clock.ts'
import type { WardCode } from '../../shared/kernel/ids.ts'
import type { PlanBasis } from '../../shared/rounds/plan.ts'
import { ruleSetOn } from '../../shared/rule-sets/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { getRegisterFigureOn } from '../../shared/wards/register/store.ts'
import { initiativeRuleSets } from '../../shared/wards/rules/rule-set.ts'

/** Undefined if no rules are in force. */
export const basisOn = async (table: Table, wardCode: WardCode, now: Instant): Promise<PlanBasis | undefined> => {
  const today = dateInCity(now)
  const [set, figure] = await Promise.all([
    ruleSetOn(table, initiativeRuleSets, wardCode, today),
    getRegisterFigureOn(table, wardCode, today),
  ])
  return set && { rules: set.rules, figure }
}
