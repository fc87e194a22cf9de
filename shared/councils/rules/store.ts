// The meeting rules of a ward council on a day.
import type { LocalDate } from '../../kernel/clock.ts'
import type { WardCode } from '../../kernel/ids.ts'
import { ruleSetOn } from '../../rule-sets/store.ts'
import type { Table } from '../../table/table.ts'
import type { MeetingRules } from './meeting-rules.ts'
import { meetingRuleSets } from './rule-set.ts'
import { meetingRulesOfRotterdam } from './rules-of-rotterdam.ts'

/** Its own, or else the city's; before there were ward councils, the first of the city. Table, strong, one item, 1 RCU. */
export const meetingRulesOn = async (table: Table, wardCode: WardCode, on: LocalDate): Promise<MeetingRules> =>
  (await ruleSetOn(table, meetingRuleSets, wardCode, on))?.rules ?? meetingRulesOfRotterdam[0]
