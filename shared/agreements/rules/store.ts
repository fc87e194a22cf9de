// The rules for agreements that hold in a ward on a day.
import type { LocalDate } from '../../kernel/clock.ts'
import type { WardCode } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { ruleSetOn } from '../../rule-sets/store.ts'
import type { Table } from '../../table/table.ts'
import type { PinnedRules } from './agreement-rules.ts'
import { agreementRuleSets } from './rule-set.ts'

/**
 * The ward's own newest set that is not after the day, or else the city's. Up to and including today the answer never changes.
 * Table, strong, one or two queries of one item, 1 RCU each.
 */
export const agreementRulesOn = async (
  table: Table,
  wardCode: WardCode,
  on: LocalDate,
): Promise<PinnedRules | Refusal<'no-agreement-rules-then'>> =>
  (await ruleSetOn(table, agreementRuleSets, wardCode, on)) ?? refuse('no-agreement-rules-then', { on })

/** The same in a job: rules that are missing are a fault. */
export const needAgreementRulesOn = async (table: Table, wardCode: WardCode, on: LocalDate): Promise<PinnedRules> => {
  const found = await agreementRulesOn(table, wardCode, on)
  if ('refused' in found) throw new Error(`No rules for agreements on ${on}`)
  return found
}
