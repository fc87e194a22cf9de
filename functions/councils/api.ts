// Meetings of ward councils: for everyone to read, for the council to call and to cancel.
import { cancelMeeting, conveneMeeting, type Meeting } from '../../shared/councils/meetings/meeting.ts'
import { meetingRulesOfRotterdam } from '../../shared/councils/meetings/rules-of-rotterdam.ts'
import * as operations from '../../shared/councils/operations.ts'
import { presentMeeting } from '../../shared/councils/present.ts'
import { listMeetings } from '../../shared/councils/store.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { MeetingId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import { serve } from '../runtime/http.ts'
import { change, create, list, read } from '../runtime/things.ts'
import { seating } from './members.ts'
import { officials } from './officials.ts'
import { meetingsIn } from './subjects.ts'

const present = (meeting: Meeting) => presentMeeting(meeting, meetingRulesOfRotterdam)

const convening = (table: Table) =>
  create(
    operations.conveneMeeting,
    meetingsIn(table),
    async ({ body, wardCode, createdId, requestDigest, now }) => {
      if ((await getWard(table, wardCode)) === undefined) return refuse('ward-not-found')
      const { agenda, ...call } = body
      const id = MeetingId.parse(createdId)
      return conveneMeeting({ ...call, id, wardCode, requestDigest, deliveredAt: now }, agenda, [])
    },
    present,
    ({ id }) => `/meetings/${id}`,
  )

export const start = (environment: Environment) => {
  const table = openTable(environment)
  const meetings = meetingsIn(table)
  return serve(operations.councilsOperations, {
    ...seating(table),
    ...officials(table),
    listMeetings: list(
      operations.listMeetings,
      ({ query: { wardCode, ...page } }) => listMeetings(table, wardCode, page),
      present,
    ),
    getMeeting: read(operations.getMeeting, meetings, present),
    conveneMeeting: convening(table),
    cancelMeeting: change(
      operations.cancelMeeting,
      meetings,
      ({ thing, body }) => cancelMeeting(thing, body.reason),
      present,
    ),
  })
}
