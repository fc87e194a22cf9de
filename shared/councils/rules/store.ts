// Storage of a ward's meeting rules: by their first day, in the partition of its council.
import type { LocalDate } from '../../kernel/clock.ts'
import type { WardCode } from '../../kernel/ids.ts'
import { getItem, type Key, queryPage } from '../../table/read.ts'
import type { Kept } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { councilKeys } from '../keys.ts'
import type { MeetingRules } from './meeting-rules.ts'
import { MeetingRuleSet } from './rule-set.ts'
import { rulesOfTheCityOn } from './rules-of-rotterdam.ts'

const sort = (validFrom: string) => `MEETING-RULES#${validFrom}`
const keyOf = (wardCode: WardCode, validFrom: LocalDate): Key => ({
  pk: councilKeys.council(wardCode),
  sk: sort(validFrom),
})

/** Storage of a rule set: one per ward and day; 2 WCU per KB in its transaction. */
export const keptRuleSets: Kept<MeetingRuleSet> = {
  schema: MeetingRuleSet,
  key: ({ wardCode, rules }) => keyOf(wardCode, rules.validFrom),
  index: () => ({}),
}

/** The rule set of a ward that begins on this day. Table, strong, 1 RCU. */
export const getRuleSet = (
  table: Table,
  wardCode: WardCode,
  validFrom: LocalDate,
): Promise<MeetingRuleSet | undefined> => getItem(table, keyOf(wardCode, validFrom), MeetingRuleSet)

/** The meeting rules of a ward council on a day: its own, or else the city's. Table, strong, one item, 1 RCU. */
export const meetingRulesOn = async (table: Table, wardCode: WardCode, on: LocalDate): Promise<MeetingRules> => {
  const pk = councilKeys.council(wardCode)
  const range = { pk, skFrom: sort(''), skUpTo: sort(on), order: 'descending' } as const
  const { items } = await queryPage(table, range, MeetingRuleSet, 1)
  return items[0]?.rules ?? rulesOfTheCityOn(on)
}
