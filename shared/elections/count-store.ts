// How the counts of stations are kept: in the partition of their election, by ward.
import type { ElectionId, WardCode } from '../kernel/ids.ts'
import { getItem, readAll, readAllListed } from '../table/read.ts'
import { type Change, change, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { StationCount } from './count/station-count.ts'
import { electionKeys } from './keys.ts'

const sort = (wardCode: WardCode, station: string) => `COUNT#${wardCode}#${station}`

/** How the count of a station is kept: 1 item. */
export const keptCounts: Kept<StationCount> = {
  schema: StationCount,
  key: ({ electionId, wardCode, station }) => ({ pk: electionKeys.election(electionId), sk: sort(wardCode, station) }),
  index: () => ({}),
}

/** The count of one station. Table, strong, 1 to 4 RCU. */
export const getCount = (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  station: string,
): Promise<StationCount | undefined> =>
  getItem(table, { pk: electionKeys.election(id), sk: sort(wardCode, station) }, StationCount)

/** The counts of all stations of a ward. Table, strong, about 2 RCU each. */
export const getCounts = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly StationCount[]> =>
  readAll(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode, '') }, StationCount)

/** The same for a list: without those that cannot be read. Table, strong. */
export const listCounts = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly StationCount[]> =>
  readAllListed(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode, '') }, StationCount)

/** That the ward is still counting: no station comes to a result that has been proposed. 1 check of a transaction. */
export const stillCounting = (id: ElectionId, wardCode: WardCode): Change<'contest-not-counting'> =>
  change(
    [
      {
        check: { pk: electionKeys.election(id), sk: `CONTEST#${wardCode}` },
        condition: '#status = :listed',
        names: { '#status': 'status' },
        values: { ':listed': 'listed' },
      },
    ],
    [],
    'contest-not-counting',
  )
