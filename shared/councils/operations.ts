// What the API offers of ward councils: who sits in them, and their meetings.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { InstantInput } from '../kernel/clock.ts'
import { MeetingId, WardCode } from '../kernel/ids.ts'
import { Line, Prose } from '../kernel/text.ts'
import { AgendaItem, MeetingKind } from './meetings/agenda.ts'
import { membersOperations } from './members-operations.ts'
import { PublicMeeting } from './present.ts'
import { councilsRefusals } from './refusals.ts'

const operation = operationsOf('councils', councilsRefusals)
const params = z.strictObject({ meetingId: MeetingId })
const about = { missing: 'meeting-not-found' } as const

export const listMeetings = operation({
  id: 'listMeetings',
  method: 'GET',
  path: '/meetings',
  summary: {
    nl: 'De vergaderingen van een wijkraad, de laatste eerst',
    en: 'The meetings of a ward council, the latest first',
  },
  description: 'By the moment they begin. A cancelled meeting stays in the list, with its hour and the reason.',
  access: access.public,
  query: z.strictObject({ wardCode: WardCode, ...pageQuery }),
  responses: { 200: pageOf(PublicMeeting) },
})

export const getMeeting = operation({
  id: 'getMeeting',
  method: 'GET',
  path: '/meetings/{meetingId}',
  summary: { nl: 'Een vergadering en haar agenda', en: 'A meeting and its agenda' },
  description: 'As everyone may see it: without who was present, and without declared conflicts.',
  access: access.public,
  about,
  params,
  responses: { 200: PublicMeeting },
})

export const conveneMeeting = operation({
  id: 'conveneMeeting',
  method: 'POST',
  path: '/meetings',
  summary: { nl: 'Beleg een vergadering van uw wijkraad', en: 'Call a meeting of your ward council' },
  description: 'The agenda is public at once. Only a formal meeting can adopt a decision.',
  access: access.wardCouncil,
  requires: 'idempotency-key',
  body: z.strictObject({
    kind: MeetingKind,
    startsAt: InstantInput,
    place: Line(200),
    agenda: z
      .array(AgendaItem.pick({ title: true, purpose: true, isAboutPersons: true }).meta({ id: 'ProposedItem' }))
      .min(1)
      .max(100),
  }),
  responses: { 201: PublicMeeting },
  refusals: ['ward-not-found', 'meeting-in-the-past'],
})

export const cancelMeeting = operation({
  id: 'cancelMeeting',
  method: 'POST',
  path: '/meetings/{meetingId}/_cancel',
  summary: { nl: 'Gelast een vergadering af', en: 'Cancel a meeting' },
  description: 'Before it opens. It keeps its address and its hour; the reason is public.',
  access: access.wardCouncil,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ reason: Prose(1_000, 10) }),
  responses: { 200: PublicMeeting },
  refusals: ['meeting-not-awaited'],
})

export const councilsOperations = {
  ...membersOperations,
  listMeetings,
  getMeeting,
  conveneMeeting,
  cancelMeeting,
} as const
