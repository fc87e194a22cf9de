// API operations on ward councils: their members, meetings and decisions.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { InstantInput } from '../kernel/clock.ts'
import { MeetingId, MemberId, WardCode } from '../kernel/ids.ts'
import { Line, Prose } from '../kernel/text.ts'
import { delegationOperations } from './delegation/operations.ts'
import { listOperations } from './lists/operations.ts'
import { AgendaItem, MeetingKind } from './meetings/agenda.ts'
import { decisionOperations } from './meetings/decision-operations.ts'
import { matterMissing, namesInItems } from './meetings/named-matter.ts'
import { Speaker, Speaking } from './meetings/speaker.ts'
import { membersOperations } from './members/operations.ts'
import { MeetingFile, PublicMeeting } from './present.ts'
import { councilsRefusals } from './refusals.ts'
import { MeetingRules } from './rules/meeting-rules.ts'
import { rulesOperations } from './rules/operations.ts'

const operation = operationsOf('councils', councilsRefusals)
const params = z.strictObject({ meetingId: MeetingId })
const about = { missing: 'meeting-not-found' } as const
const ProposedItem = AgendaItem.pick({ title: true, purpose: true, isAboutPersons: true, about: true }).meta({
  id: 'ProposedItem',
})

const listMeetings = operation({
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

const getMeeting = operation({
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

const getMeetingFile = operation({
  id: 'getMeetingFile',
  method: 'GET',
  path: '/meetings/{meetingId}/file',
  summary: {
    nl: 'De presentielijst en de meldingen van betrokkenheid',
    en: 'The presence list and the declared conflicts',
  },
  description: 'For those who run the council and for the clerk of the municipal council.',
  access: access.councilFile,
  about,
  params,
  responses: { 200: MeetingFile },
})

const conveneMeeting = operation({
  id: 'conveneMeeting',
  method: 'POST',
  path: '/meetings',
  summary: { nl: 'Beleg een vergadering van uw wijkraad', en: 'Call a meeting of your ward council' },
  description:
    'In the named ward, otherwise in your own. The agenda is public at once. Only a formal meeting can adopt a decision; matters that were decided elsewhere are put on its agenda automatically.',
  access: access.councilTable,
  about: { missing: 'ward-not-found' },
  names: namesInItems('agenda'),
  requires: 'idempotency-key',
  body: z.strictObject({
    wardCode: WardCode.optional(),
    kind: MeetingKind,
    startsAt: InstantInput,
    place: Line(200),
    agenda: z.array(ProposedItem).min(1).max(100),
    speaking: MeetingRules.shape.speaking.optional(),
  }),
  responses: { 201: PublicMeeting },
  refusals: ['meeting-in-the-past', 'agenda-full', ...matterMissing],
})

const reconveneMeeting = operation({
  id: 'reconveneMeeting',
  method: 'POST',
  path: '/meetings/{meetingId}/_reconvene',
  summary: { nl: 'Beleg een vergadering opnieuw', en: 'Call a meeting again' },
  description:
    'After one that could not open. At least a day after the call; its old items then need no quorum, new ones do (Municipalities Act, art. 20).',
  access: access.councilTable,
  about,
  names: namesInItems('agenda'),
  requires: 'idempotency-key',
  params,
  body: z.strictObject({
    startsAt: InstantInput,
    place: Line(200),
    agenda: z.array(ProposedItem).max(50).default([]),
  }),
  responses: { 201: PublicMeeting },
  refusals: ['meeting-was-not-missed', 'reconvened-too-soon', 'reconvened-already', 'agenda-full', ...matterMissing],
})

const addAgendaItems = operation({
  id: 'addAgendaItems',
  method: 'POST',
  path: '/meetings/{meetingId}/_add-items',
  summary: { nl: 'Zet iets op de agenda', en: 'Put something on the agenda' },
  description: 'Before the meeting opens. The items that are there keep their numbers.',
  access: access.councilTable,
  about,
  names: namesInItems('items'),
  requires: 'if-match',
  params,
  body: z.strictObject({ items: z.array(ProposedItem).min(1).max(50) }),
  responses: { 200: PublicMeeting },
  refusals: ['meeting-not-awaited', 'agenda-full', ...matterMissing],
})

const cancelMeeting = operation({
  id: 'cancelMeeting',
  method: 'POST',
  path: '/meetings/{meetingId}/_cancel',
  summary: { nl: 'Gelast een vergadering af', en: 'Cancel a meeting' },
  description: 'Before it opens. It keeps its address and its hour; the reason is public.',
  access: access.councilTable,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ reason: Prose(1_000, 10) }),
  responses: { 200: PublicMeeting },
  refusals: ['meeting-not-awaited'],
})

const openMeeting = operation({
  id: 'openMeeting',
  method: 'POST',
  path: '/meetings/{meetingId}/_open',
  summary: { nl: 'Open een vergadering met de presentielijst', en: 'Open a meeting with the presence list' },
  description:
    'From its hour on. A formal one needs more than half of the sitting members; with fewer it is recorded as not opened, and can be called again.',
  access: access.councilTable,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ present: z.array(MemberId).max(100) }),
  responses: { 200: PublicMeeting },
  refusals: ['meeting-not-awaited', 'meeting-not-yet', 'present-without-mandate', 'nobody-present'],
})

const notePresence = operation({
  id: 'notePresence',
  method: 'POST',
  path: '/meetings/{meetingId}/_note-presence',
  summary: { nl: 'Noteer dat een lid komt of gaat', en: 'Note that a member comes in or leaves' },
  description: 'From then on the member takes part in votes, or does not.',
  access: access.councilTable,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ memberId: MemberId, isPresent: z.boolean() }),
  responses: { 200: MeetingFile },
  refusals: ['meeting-not-open', 'present-without-mandate', 'presence-noted-already'],
})

const declareConflict = operation({
  id: 'declareConflict',
  method: 'POST',
  path: '/meetings/{meetingId}/_declare-conflict',
  summary: { nl: 'Meld dat u bij een punt betrokken bent', en: 'Declare that you are involved in an item' },
  description:
    'Before the meeting or in it, until the item is decided. The member takes no part in the vote. A member does so for themselves, a coordinator for any member. It is not public.',
  access: access.councilOrTable,
  about,
  names: { 'member-not-found': ['/memberId'], 'item-not-found': ['/itemNumber'] },
  requires: 'if-match',
  params,
  body: z.strictObject({ memberId: MemberId, itemNumber: z.int().min(1).max(200) }),
  responses: { 204: z.undefined() },
  refusals: [
    'meeting-over',
    'member-not-found',
    'not-yourself',
    'present-without-mandate',
    'item-not-found',
    'decided-already',
  ],
})

const closeMeeting = operation({
  id: 'closeMeeting',
  method: 'POST',
  path: '/meetings/{meetingId}/_close',
  summary: { nl: 'Sluit een vergadering', en: 'Close a meeting' },
  description: 'Nothing more is decided in it.',
  access: access.councilTable,
  about,
  requires: 'if-match',
  params,
  responses: { 200: PublicMeeting },
  refusals: ['meeting-not-open'],
})

const registerToSpeak = operation({
  id: 'registerToSpeak',
  method: 'PUT',
  path: '/meetings/{meetingId}/speakers/me',
  summary: { nl: 'Meld u aan om in te spreken', en: 'Register to speak in a meeting' },
  description:
    'Until the hour that the meeting names. Only those who run the meeting see your name. Sending it again changes it.',
  access: access.self,
  names: { 'item-not-found': ['/itemNumber'] },
  params,
  body: Speaking.meta({ id: 'RegisterToSpeakRequest' }),
  responses: { 200: Speaker },
  refusals: ['meeting-not-found', 'speaking-closed', 'speaking-too-late', 'item-not-found'],
})

const withdrawSpeaking = operation({
  id: 'withdrawSpeaking',
  method: 'DELETE',
  path: '/meetings/{meetingId}/speakers/me',
  summary: { nl: 'Meld u af om in te spreken', en: 'Withdraw your registration to speak' },
  description: 'Before the meeting opens. Doing it twice changes nothing.',
  access: access.self,
  params,
  responses: { 204: z.undefined() },
  refusals: ['meeting-not-found', 'speaking-closed'],
})

const listSpeakers = operation({
  id: 'listSpeakers',
  method: 'GET',
  path: '/meetings/{meetingId}/speakers',
  summary: { nl: 'Wie zich aanmeldden om in te spreken', en: 'Who registered to speak' },
  description: 'For those who run the meeting.',
  access: access.councilTable,
  about,
  params,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(Speaker) },
})

export const councilsOperations = {
  ...membersOperations,
  listMeetings,
  getMeeting,
  getMeetingFile,
  conveneMeeting,
  reconveneMeeting,
  addAgendaItems,
  cancelMeeting,
  openMeeting,
  notePresence,
  declareConflict,
  closeMeeting,
  registerToSpeak,
  withdrawSpeaking,
  listSpeakers,
  ...decisionOperations,
  ...listOperations,
  ...rulesOperations,
  ...delegationOperations,
} as const
