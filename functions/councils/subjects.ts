// How meetings are found for the pipelines, and whose they are.
import type { Meeting } from '../../shared/councils/meeting.ts'
import { getMeeting, keptMeetings } from '../../shared/councils/store.ts'
import type { MeetingId } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Keeper } from '../runtime/things.ts'

/** Meetings, by the id in the path. */
export const meetingsIn = (table: Table): Keeper<{ readonly meetingId: MeetingId }, Meeting> => ({
  table,
  kept: keptMeetings,
  find: ({ meetingId }) => getMeeting(table, meetingId),
  wardOf: ({ wardCode }) => wardCode,
})
