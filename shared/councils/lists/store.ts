// Storage of lists of decisions and their versions: in the partition of the meeting.
import type * as z from 'zod'
import type { MeetingId, WardCode } from '../../kernel/ids.ts'
import { type Listing, listPage } from '../../table/paging.ts'
import { getItem, readAll } from '../../table/read.ts'
import { type Change, change, type Kept } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { absent } from '../../table/write.ts'
import { councilKeys } from '../keys.ts'
import { DecisionList, isToBeAdopted, ListVersion, ListVersionHead } from './decision-list.ts'

type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }

const listKey = (id: MeetingId) => ({ pk: councilKeys.meeting(id), sk: 'DECISION-LIST' }) as const
const versionPrefix = 'DECISION-LIST-VERSION#'
const versionKey = (id: MeetingId, number: number) =>
  ({ pk: councilKeys.meeting(id), sk: `${versionPrefix}${String(number).padStart(6, '0')}` }) as const

/** Storage of a list: 1 item; 2 WCU per KB in its transaction. Once adopted it is in no index. */
export const keptLists: Kept<DecisionList> = {
  schema: DecisionList,
  key: ({ id }) => listKey(id),
  index: (list) =>
    isToBeAdopted(list) ? { gsi1pk: councilKeys.listsToAdopt(list.wardCode), gsi1sk: `${list.heldAt}#${list.id}` } : {},
}

/** The list of a meeting, if there is one. Table, strong, 1 RCU. */
export const getList = (table: Table, id: MeetingId): Promise<DecisionList | undefined> =>
  getItem(table, listKey(id), DecisionList)

/** The lists of a ward that await adoption: a few. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listsToAdopt = (table: Table, wardCode: WardCode): Promise<readonly DecisionList[]> =>
  readAll(table, { index: 'gsi1', pk: councilKeys.listsToAdopt(wardCode) }, DecisionList)

/** A version, written once and never changed. 1 item of a transaction. */
export const listVersionWritten = (id: MeetingId, version: ListVersion): Change<'changed-meanwhile'> =>
  change([{ put: { ...versionKey(id, version.number), ...version }, ...absent }], [], 'changed-meanwhile')

/** One version of a list. Table, strong, 1 RCU per 4 KB. */
export const getListVersion = (table: Table, id: MeetingId, number: number): Promise<ListVersion | undefined> =>
  getItem(table, versionKey(id, number), ListVersion)

/** The versions of a list without their content, the first one first. Table, strong, 1 RCU per 4 KB of the versions. */
export const listListVersions = (
  table: Table,
  id: MeetingId,
  page: PageRequest,
): Promise<Listing<z.infer<typeof ListVersionHead>> | 'invalid-cursor'> =>
  listPage(
    table,
    {
      pk: councilKeys.meeting(id),
      skPrefix: versionPrefix,
      attributes: ['number', 'writtenAt', 'because'],
    },
    ListVersionHead,
    page,
  )
