// Storage of the established results of wards: in the partition of their election, by ward and number. Each is written once.
import type { ElectionId, WardCode } from '../../kernel/ids.ts'
import { queryPage, readAll } from '../../table/read.ts'
import { type Change, change } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { absent } from '../../table/write.ts'
import { electionKeys } from '../keys.ts'
import { KeptResult } from './kept-result.ts'

const sort = (wardCode: WardCode, number = '') => `RESULT#${wardCode}#${number}`

/** An established result, written once. 1 item of a transaction. */
export const resultKept = (result: KeptResult): Change<'changed-meanwhile'> => {
  const { electionId, wardCode, number } = result
  const key = { pk: electionKeys.election(electionId), sk: sort(wardCode, String(number).padStart(2, '0')) }
  return change([{ put: { ...key, ...result }, ...absent }], [], 'changed-meanwhile')
}

/** The newest established result of a ward. Table, strong, 1 to 4 RCU. */
export const newestResult = async (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
): Promise<KeptResult | undefined> => {
  const range = { pk: electionKeys.election(id), skPrefix: sort(wardCode), order: 'descending' } as const
  return (await queryPage(table, range, KeptResult, 1)).items[0]
}

/** All established results of a ward, the first one first. Table, strong, 1 to 4 RCU each. */
export const getResults = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly KeptResult[]> =>
  readAll(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode) }, KeptResult)
