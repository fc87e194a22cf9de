// Storage of elections: everything of one election in one partition. Contests and nominations are read from the table
// itself, because a session that fixes a list must see every earlier decision.
import * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { type ElectionId, NominationId, type ResidentId, WardCode } from '../kernel/ids.ts'
import { dueIndex } from '../platform/deadlines.ts'
import { type Listing, listPage } from '../table/paging.ts'
import { getItem, type Key, queryListed, readAll, readAllListed } from '../table/read.ts'
import { type Change, change, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { type BallotLot, Contest } from './contests/contest.ts'
import { KeptList } from './contests/kept-list.ts'
import { windowDeadline } from './deadlines.ts'
import { electionKeys } from './keys.ts'
import { CollectiveList } from './nominations/collective-list.ts'
import { Nomination } from './nominations/nomination.ts'
import { Election } from './planning/election.ts'

type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }

/** Where the contest of a ward is stored. */
export const contestKey = (id: ElectionId, wardCode: WardCode): Key => ({
  pk: electionKeys.election(id),
  sk: `CONTEST#${wardCode}`,
})
const nominationSort = (wardCode: WardCode, id: NominationId | '') => `NOMINATION#${wardCode}#${id}`
const listKey = (id: ElectionId, wardCode: WardCode, session: number): Key => ({
  pk: electionKeys.election(id),
  sk: `LIST#${wardCode}#${String(session).padStart(2, '0')}`,
})
const standingKey = (id: ElectionId, residentId: ResidentId): Key => ({
  pk: electionKeys.election(id),
  sk: `STANDS#${residentId}`,
})

/** Storage of an election: 1 item. */
export const keptElections: Kept<Election> = {
  schema: Election,
  key: ({ id }) => ({ pk: electionKeys.election(id), sk: 'ELECTION' }),
  index: (election) => ({
    gsi1pk: electionKeys.all(),
    gsi1sk: `${election.calendar.pollingOn}#${election.id}`,
    ...dueIndex(windowDeadline, election),
  }),
}

/** Storage of the contest of a ward: 1 item in the partition of its election. */
export const keptContests: Kept<Contest> = {
  schema: Contest,
  key: ({ electionId, wardCode }) => contestKey(electionId, wardCode),
  index: () => ({}),
}

/** Storage of a nomination: 1 item in the partition of its election, by ward. */
export const keptNominations: Kept<Nomination> = {
  schema: Nomination,
  key: ({ electionId, wardCode, id }) => ({ pk: electionKeys.election(electionId), sk: nominationSort(wardCode, id) }),
  index: () => ({}),
}

/** One election. Table, strong, 1 RCU per 4 KB. */
export const getElection = (table: Table, id: ElectionId): Promise<Election | undefined> =>
  getItem(table, { pk: electionKeys.election(id), sk: 'ELECTION' }, Election)

/** Elections with a moment of a window that has come; at most 100, the longest overdue first. gsi2, eventual. */
export const listWindowsDue = (table: Table, now: Instant): Promise<readonly Election[]> =>
  queryListed(table, { index: 'gsi2', pk: electionKeys.windowDue(), skUpTo: now }, Election, 100)

/** All elections by polling day, the newest first. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listElections = (table: Table, page: PageRequest): Promise<Listing<Election> | 'invalid-cursor'> =>
  listPage(table, { index: 'gsi1', pk: electionKeys.all(), order: 'descending' }, Election, page)

/** The newest elections, at most so many, for what goes on in the one before. gsi1, eventual, 0.5 RCU per 4 KB. */
export const newestElections = async (table: Table, limit: number): Promise<readonly Election[]> => {
  const listing = await listElections(table, { limit })
  if (listing === 'invalid-cursor') throw new Error('The first page of elections has no cursor')
  return listing.items
}

/** The contest of one ward. Table, strong, 1 to 4 RCU. */
export const getContest = (table: Table, id: ElectionId, wardCode: WardCode): Promise<Contest | undefined> =>
  getItem(table, contestKey(id, wardCode), Contest)

/** The contests of an election by ward; at most 45. Table, strong, about 40 RCU once the lists are drawn. */
export const getContests = (table: Table, id: ElectionId): Promise<readonly Contest[]> =>
  readAll(table, { pk: electionKeys.election(id), skPrefix: 'CONTEST#' }, Contest)

/** The same for a list: without unreadable ones. Table, strong. */
export const listContests = (table: Table, id: ElectionId): Promise<readonly Contest[]> =>
  readAllListed(table, { pk: electionKeys.election(id), skPrefix: 'CONTEST#' }, Contest)

/** One nomination. Table, strong, 1 RCU. */
export const getNomination = (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  nominationId: NominationId,
): Promise<Nomination | undefined> =>
  getItem(table, { pk: electionKeys.election(id), sk: nominationSort(wardCode, nominationId) }, Nomination)

/** Every nomination of a ward. Table, strong, about 1 RCU for two. */
export const getNominations = (table: Table, id: ElectionId, wardCode: WardCode): Promise<readonly Nomination[]> =>
  readAll(table, { pk: electionKeys.election(id), skPrefix: nominationSort(wardCode, '') }, Nomination)

/** The nominations of a ward, a page at a time. Table, strong, about 1 RCU for two. */
export const listNominations = (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  page: PageRequest,
): Promise<Listing<Nomination> | 'invalid-cursor'> =>
  listPage(table, { pk: electionKeys.election(id), skPrefix: nominationSort(wardCode, '') }, Nomination, page)

const listSort = (wardCode: WardCode, id: NominationId | '') => `TOGETHER#${wardCode}#${id}`

/** Storage of a collective list: 1 item in the partition of its election, by ward. */
export const keptCollectiveLists: Kept<CollectiveList> = {
  schema: CollectiveList,
  key: ({ electionId, wardCode, id }) => ({ pk: electionKeys.election(electionId), sk: listSort(wardCode, id) }),
  index: () => ({}),
}

/** One collective list. Table, strong, 1 to 2 RCU. */
export const getCollectiveList = (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  listId: NominationId,
): Promise<CollectiveList | undefined> =>
  getItem(table, { pk: electionKeys.election(id), sk: listSort(wardCode, listId) }, CollectiveList)

/** Every collective list of a ward: a dozen at most. Table, strong, about 1 RCU each. */
export const getCollectiveLists = (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
): Promise<readonly CollectiveList[]> =>
  readAll(table, { pk: electionKeys.election(id), skPrefix: listSort(wardCode, '') }, CollectiveList)

const Standing = z.object({ nominationId: NominationId, wardCode: WardCode })

/** The ward of a person's nomination in this election. Table, strong, 2 RCU. */
export const getNominationOf = async (
  table: Table,
  id: ElectionId,
  residentId: ResidentId,
): Promise<Nomination | undefined> => {
  const standing = await getItem(table, standingKey(id, residentId), Standing)
  return standing === undefined ? undefined : getNomination(table, id, standing.wardCode, standing.nominationId)
}

/** Records a person's nomination, once per election. 1 item of a transaction. */
export const stands = ({ electionId, residentId, id, wardCode }: Nomination): Change<'already-nominated'> =>
  change(
    [{ put: { ...standingKey(electionId, residentId), nominationId: id, wardCode }, ...absent }],
    [],
    'already-nominated',
  )

/** Moves a person's nomination to another ward. 1 item of a transaction. */
export const standsElsewhere = ({ electionId, residentId, id, wardCode }: Nomination): Change<'changed-meanwhile'> =>
  change(
    [
      {
        put: { ...standingKey(electionId, residentId), nominationId: id, wardCode },
        condition: 'nominationId = :id',
        values: { ':id': id },
      },
    ],
    [],
    'changed-meanwhile',
  )

/** Removes the record of a person's nomination. 1 item of a transaction. */
export const standsNoMore = ({ electionId, residentId, id }: Nomination): Change<'changed-meanwhile'> =>
  change(
    [
      {
        delete: standingKey(electionId, residentId),
        condition: 'nominationId = :id',
        values: { ':id': id },
      },
    ],
    [],
    'changed-meanwhile',
  )

/** The list of one session. Table, strong, 1 RCU per 4 KB. */
export const getList = (
  table: Table,
  id: ElectionId,
  wardCode: WardCode,
  session: number,
): Promise<KeptList | undefined> => getItem(table, listKey(id, wardCode, session), KeptList)

/** The list that a session fixed, written once. 1 item of a transaction. */
export const listFixed = ({ electionId, wardCode }: Contest, list: KeptList): Change<'changed-meanwhile'> =>
  change([{ put: { ...listKey(electionId, wardCode, list.session), ...list }, ...absent }], [], 'changed-meanwhile')

/** The lot of a list, written once. 1 item of a transaction. */
export const lotOfList = (
  { electionId, wardCode }: Contest,
  session: number,
  lot: z.infer<typeof BallotLot>,
): Change<'changed-meanwhile'> =>
  change(
    [
      {
        update: listKey(electionId, wardCode, session),
        expression: 'SET lot = :lot',
        condition: 'attribute_exists(pk) AND attribute_not_exists(lot)',
        values: { ':lot': lot },
      },
    ],
    [],
    'changed-meanwhile',
  )
