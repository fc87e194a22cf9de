// Storage of lotteries: in the partition of their election, by ward. Their pools are objects: lottery-objects-store.ts.
import type { Instant } from '../../kernel/clock.ts'
import type { ElectionId, WardCode } from '../../kernel/ids.ts'
import { dueIndex } from '../../platform/deadlines.ts'
import { getItem, queryListed, readAll } from '../../table/read.ts'
import type { Kept } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { poolDue } from '../deadlines.ts'
import { electionKeys } from '../keys.ts'
import { Lottery } from './lottery.ts'

const sort = (wardCode: WardCode, number: number | '') =>
  `LOTTERY#${wardCode}#${number === '' ? '' : String(number).padStart(2, '0')}`

/** Storage of a lottery: 1 item, indexed while its pool is to be frozen. */
export const keptLotteries: Kept<Lottery> = {
  schema: Lottery,
  key: ({ electionId, wardCode, number }) => ({ pk: electionKeys.election(electionId), sk: sort(wardCode, number) }),
  index: (lottery) => dueIndex(poolDue, lottery),
}

/** One lottery of a ward. Table, strong, 1 RCU per 4 KB. */
export const getLottery = (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  number: number,
): Promise<Lottery | undefined> =>
  getItem(table, { pk: electionKeys.election(id), sk: sort(wardCode, number) }, Lottery)

/** The lotteries of a ward, the first one first; nearly always one. Table, strong, 1 RCU per 4 KB. */
export const getLotteries = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly Lottery[]> =>
  readAll(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode, '') }, Lottery)

/** Lotteries whose pool should have been frozen; at most 100, the longest overdue first. gsi2, eventual. */
export const listPoolsDue = (table: Table, now: Instant): Promise<readonly Lottery[]> =>
  queryListed(table, { index: 'gsi2', pk: electionKeys.poolDue(), skUpTo: now }, Lottery, 100)
