// Storage of notices: a list for each role, and the queue of those that are to be mailed.
import type { Instant } from '../kernel/clock.ts'
import { isSameName } from '../kernel/text.ts'
import { dueIndex } from '../platform/deadlines.ts'
import { type Listing, listMatching, type PageRequest } from '../table/paging.ts'
import { getItem, queryListed } from '../table/read.ts'
import type { Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { mailDue } from './deadlines.ts'
import { noticeKeys } from './keys.ts'
import { Notice, recipientIn, recipientKey } from './notice.ts'
import type { Reading } from './reading.ts'

type Place = Pick<Notice, 'id' | 'role' | 'wardCode' | 'at'>
const noticeKey = ({ id, role, wardCode, at }: Place) => ({
  pk: noticeKeys.notices(recipientKey(recipientIn(role, wardCode))),
  sk: `${at}#${id}`,
})

/** Storage of a notice: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptNotices: Kept<Notice> = {
  schema: Notice,
  key: noticeKey,
  index: (notice) => dueIndex(mailDue, notice),
}

/** One notice. Table, strong, 1 RCU. */
export const getNotice = (table: Table, place: Place): Promise<Notice | undefined> =>
  getItem(table, noticeKey(place), Notice)

/** The notices of a recipient, the latest first; of the departments, those for one and those for all. Table, strong. */
export const listNotices = (
  table: Table,
  to: Reading,
  page: PageRequest,
): Promise<Listing<Notice> | 'invalid-cursor'> =>
  listMatching(
    table,
    { pk: noticeKeys.notices(recipientKey(to)), order: 'descending' },
    Notice,
    page,
    ({ department }) => department === undefined || isSameName(to.department, department),
  )

/** Notices that are to be mailed; at most 500, the longest overdue first. gsi2, eventual. */
export const listNoticesDue = (table: Table, now: Instant): Promise<readonly Notice[]> =>
  queryListed(table, { index: 'gsi2', pk: noticeKeys.mailDue(), skUpTo: `${now}~` }, Notice, 500)
