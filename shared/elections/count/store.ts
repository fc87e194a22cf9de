// Storage of station counts and sessions of counting: in the partition of their election, by ward. A station has
// an item for each session that counted it: the counts of a closed session stay.
import type { ElectionId, WardCode } from '../../kernel/ids.ts'
import type { Taken } from '../../kernel/machine.ts'
import { getItem, queryPage, readAll, readAllListed } from '../../table/read.ts'
import { type Change, change, changeOf, type Kept } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { electionKeys } from '../keys.ts'
import { contestKey } from '../store.ts'
import { CountSession, withStation } from './session.ts'
import { StationCount } from './station-count.ts'

const padded = (session: number) => String(session).padStart(2, '0')
const sort = (wardCode: WardCode, station = '', session = '') =>
  `COUNT#${wardCode}#${station === '' ? '' : `${station}#${session}`}`
const sessionSort = (wardCode: WardCode, session: string) => `COUNTING#${wardCode}#${session}`
const sessionKey = (id: ElectionId, wardCode: WardCode, session: number) => ({
  pk: electionKeys.election(id),
  sk: sessionSort(wardCode, padded(session)),
})

/** Storage of a station's count in one session: 1 item. */
export const keptCounts: Kept<StationCount> = {
  schema: StationCount,
  key: ({ electionId, wardCode, station, session }) => ({
    pk: electionKeys.election(electionId),
    sk: sort(wardCode, station, padded(session)),
  }),
  index: () => ({}),
}

/** Storage of a session of counting: 1 item. */
export const keptCountSessions: Kept<CountSession> = {
  schema: CountSession,
  key: ({ electionId, wardCode, number }) => sessionKey(electionId, wardCode, number),
  index: () => ({}),
}

/** The newest count of one station. Table, strong, 1 to 4 RCU. */
export const getCount = async (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  station: string,
): Promise<StationCount | undefined> => {
  const range = { pk: electionKeys.election(id), skPrefix: sort(wardCode, station), order: 'descending' } as const
  return (await queryPage(table, range, StationCount, 1)).items[0]
}

/** The newest of each station: they are read in the order of station and session. */
const newestOfEach = (counts: readonly StationCount[]): readonly StationCount[] => [
  ...new Map(counts.map((count) => [count.station, count])).values(),
]

/**
 * The newest count of every station of a ward, for its total; with `until`, the newest of the sessions up to that one. Table,
 * strong, about 2 RCU each.
 */
export const getCounts = async (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  until = Number.POSITIVE_INFINITY,
): Promise<readonly StationCount[]> => {
  const all = await readAll(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode) }, StationCount)
  return newestOfEach(all.filter(({ session }) => session <= until))
}

/** The same for a list: without unreadable ones. Table, strong. */
export const listCounts = async (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly StationCount[]> =>
  newestOfEach(await readAllListed(table, { pk: electionKeys.election(id), skPrefix: sort(wardCode) }, StationCount))

/** One session of counting. Table, strong, 1 RCU. */
export const getCountSession = (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  session: number,
): Promise<CountSession | undefined> => getItem(table, sessionKey(id, wardCode, session), CountSession)

/** The newest session of counting in a ward. Table, strong, 1 RCU. */
export const newestCountSession = async (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
): Promise<CountSession | undefined> => {
  const range = { pk: electionKeys.election(id), skPrefix: sessionSort(wardCode, ''), order: 'descending' } as const
  return (await queryPage(table, range, CountSession, 1)).items[0]
}

/** The sessions of counting in a ward, the earliest first. Table, strong. */
export const listCountSessions = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly CountSession[]> =>
  readAllListed(table, { pk: electionKeys.election(id), skPrefix: sessionSort(wardCode, '') }, CountSession)

/** Checks that a station's session is open while it is written. 1 check of a transaction. */
export const sessionGoesOn = ({
  electionId,
  wardCode,
  session,
}: Pick<StationCount, 'electionId' | 'wardCode' | 'session'>): Change<'count-session-over'> =>
  change(
    [
      {
        check: sessionKey(electionId, wardCode, session),
        condition: '#status = :open',
        names: { '#status': 'status' },
        values: { ':open': 'open' },
      },
    ],
    [],
    'count-session-over',
  )

/** The session of a new station: the first session starts with it; an open one continues with it. 1 item. */
export const sessionWith = (
  newest: CountSession | undefined,
  first: () => Taken<CountSession>,
  station: string,
): Change<'count-session-over' | 'changed-meanwhile'> => {
  if (newest === undefined) return changeOf(keptCountSessions, first())
  const added = withStation(newest, station)
  return added.refused ? sessionGoesOn({ ...newest, session: newest.number }) : changeOf(keptCountSessions, added)
}

/** Checks that the ward is still counting: a proposed result gets no new stations. 1 check of a transaction. */
export const stillCounting = (id: ElectionId, wardCode: WardCode): Change<'contest-not-counting'> =>
  change(
    [
      {
        check: contestKey(id, wardCode),
        condition: '#status = :listed',
        names: { '#status': 'status' },
        values: { ':listed': 'listed' },
      },
    ],
    [],
    'contest-not-counting',
  )
