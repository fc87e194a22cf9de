// Storage of appeals: in the partition of their election, by ward.
import type { AppealId, ElectionId, WardCode } from '../../kernel/ids.ts'
import { getItem, readAllListed } from '../../table/read.ts'
import type { Kept } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { electionKeys } from '../keys.ts'
import { Appeal } from './appeal.ts'

const sort = (wardCode: WardCode, id: AppealId | '') => `APPEAL#${wardCode}#${id}`

/** Storage of an appeal: 1 item in the partition of its election, by ward. */
export const keptAppeals: Kept<Appeal> = {
  schema: Appeal,
  key: ({ electionId, wardCode, id }) => ({ pk: electionKeys.election(electionId), sk: sort(wardCode, id) }),
  index: () => ({}),
}

/** One appeal. Table, strong, 1 to 2 RCU. */
export const getAppeal = (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  appealId: AppealId,
): Promise<Appeal | undefined> =>
  getItem(table, { pk: electionKeys.election(id), sk: sort(wardCode, appealId) }, Appeal)

/** The appeals of a ward, a handful: without unreadable ones. Table, strong, 1 RCU per 4 KB. */
export const listAppeals = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly Appeal[]> =>
  readAllListed(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode, '') }, Appeal)
