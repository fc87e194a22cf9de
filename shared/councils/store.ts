// How meetings of ward councils are kept.
import type { DecisionId, MeetingId, WardCode } from '../kernel/ids.ts'
import { type Listing, listPage } from '../table/paging.ts'
import { getItem } from '../table/read.ts'
import type { Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { councilKeys } from './keys.ts'
import { Decision } from './meetings/decision.ts'
import { Meeting } from './meetings/meeting.ts'

const meetingKey = (id: MeetingId) => ({ pk: councilKeys.meeting(id), sk: 'MEETING' }) as const

/** How a meeting is kept: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptMeetings: Kept<Meeting> = {
  schema: Meeting,
  key: ({ id }) => meetingKey(id),
  index: ({ id, wardCode, startsAt }) => ({
    gsi1pk: councilKeys.meetingsOfWard(wardCode),
    gsi1sk: `${startsAt}#${id}`,
  }),
}

/** One meeting. Table, strong, 1 RCU per 4 KB. */
export const getMeeting = (table: Table, id: MeetingId): Promise<Meeting | undefined> =>
  getItem(table, meetingKey(id), Meeting)

/** Meetings of a ward, the latest to begin first. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listMeetings = (
  table: Table,
  wardCode: WardCode,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Listing<Meeting> | 'invalid-cursor'> =>
  listPage(table, { index: 'gsi1', pk: councilKeys.meetingsOfWard(wardCode), order: 'descending' }, Meeting, page)

const decisionKey = (id: DecisionId) => ({ pk: councilKeys.decision(id), sk: 'DECISION' }) as const

/** How a decision is kept: 1 item; 2 WCU per KB in its transaction. */
export const keptDecisions: Kept<Decision> = {
  schema: Decision,
  key: ({ id }) => decisionKey(id),
  index: () => ({}),
}

/** One decision. Table, strong, 1 RCU per 4 KB. */
export const getDecision = (table: Table, id: DecisionId): Promise<Decision | undefined> =>
  getItem(table, decisionKey(id), Decision)
