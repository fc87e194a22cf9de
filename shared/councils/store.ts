// Storage of meetings of ward councils, their decisions and those who registered to speak.
import * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import type { DecisionId, MeetingId, ResidentId, WardCode } from '../kernel/ids.ts'
import { type Listing, listPage } from '../table/paging.ts'
import { getItem, type Key, queryListed, readAll } from '../table/read.ts'
import { type Change, change, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { councilKeys } from './keys.ts'
import { Decision } from './meetings/decision.ts'
import { Meeting } from './meetings/meeting.ts'
import { Speaker } from './meetings/speaker.ts'

type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }

const meetingKey = (id: MeetingId) => ({ pk: councilKeys.meeting(id), sk: 'MEETING' }) as const

/** Storage of a meeting: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
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
  page: PageRequest,
): Promise<Listing<Meeting> | 'invalid-cursor'> =>
  listPage(table, { index: 'gsi1', pk: councilKeys.meetingsOfWard(wardCode), order: 'descending' }, Meeting, page)

/**
 * The next formal meeting of a ward that has been called, or the one after `except`; a very recent call may be missed.
 * gsi1, eventual, then
 * strong: about 2 RCU.
 */
export const nextFormalMeeting = async (
  table: Table,
  wardCode: WardCode,
  now: Instant,
  except?: MeetingId,
): Promise<Meeting | undefined> => {
  const range = { index: 'gsi1', pk: councilKeys.meetingsOfWard(wardCode), skFrom: now } as const
  const coming = await queryListed(table, range, Meeting, 50)
  const next = coming.find(({ id, kind, status }) => kind === 'formal' && status === 'convened' && id !== except)
  const standing = next === undefined ? undefined : await getMeeting(table, next.id)
  return standing?.status === 'convened' ? standing : undefined
}

const decisionKey = (id: DecisionId): Key => ({ pk: councilKeys.decision(id), sk: 'DECISION' })
const isWaiting = ({ status }: Decision) => status === 'put-off' || status === 'awaiting-ratification'

/** Storage of a decision: 1 item; 2 WCU per KB in its transaction. */
export const keptDecisions: Kept<Decision> = {
  schema: Decision,
  key: ({ id }) => decisionKey(id),
  index: (decision) => ({
    gsi1pk: isWaiting(decision)
      ? councilKeys.decisionsWaiting(decision.wardCode)
      : councilKeys.decisionsOfWard(decision.wardCode),
    gsi1sk: `${decision.votings.at(-1)?.at ?? ''}#${decision.id}`,
  }),
}

/** One decision. Table, strong, 1 RCU per 4 KB. */
export const getDecision = (table: Table, id: DecisionId): Promise<Decision | undefined> =>
  getItem(table, decisionKey(id), Decision)

/** What a ward council adopted or rejected, the latest vote first; or what is waiting. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listDecisions = (
  table: Table,
  wardCode: WardCode,
  which: 'settled' | 'waiting',
  page: PageRequest,
): Promise<Listing<Decision> | 'invalid-cursor'> => {
  const pk = which === 'waiting' ? councilKeys.decisionsWaiting(wardCode) : councilKeys.decisionsOfWard(wardCode)
  return listPage(table, { index: 'gsi1', pk, order: 'descending' }, Decision, page)
}

/** Decisions by their ids: those of a meeting. Table, strong, 1 RCU per 4 KB of each. */
export const getDecisions = async (table: Table, ids: readonly DecisionId[]): Promise<readonly Decision[]> =>
  (await Promise.all(ids.map((id) => getDecision(table, id)))).filter((each) => each !== undefined)

/** All items that await the next formal meeting of a ward: a few. gsi1, eventual, 0.5 RCU per 4 KB. */
export const waitingDecisions = (table: Table, wardCode: WardCode): Promise<readonly Decision[]> =>
  readAll(table, { index: 'gsi1', pk: councilKeys.decisionsWaiting(wardCode) }, Decision)

const speakerSort = (id: ResidentId | '') => `SPEAKER#${id}`
const speakerKey = (id: MeetingId, by: ResidentId): Key => ({ pk: councilKeys.meeting(id), sk: speakerSort(by) })
const SpeakerItem = z.object({ speaker: Speaker }).transform(({ speaker }) => speaker)

/** Those who registered to speak in a meeting, by account. Table, strong, 1 RCU for about ten. */
export const listSpeakers = (table: Table, id: MeetingId, page: PageRequest) =>
  listPage(table, { pk: councilKeys.meeting(id), skPrefix: speakerSort('') }, SpeakerItem, page)

/** The registration of one person. Table, strong, 1 RCU. */
export const getSpeaker = (table: Table, id: MeetingId, by: ResidentId): Promise<Speaker | undefined> =>
  getItem(table, speakerKey(id, by), SpeakerItem)

/** Checks that a meeting has not begun. For the transaction of a registration; 2 WCU. */
const stillToCome = (id: MeetingId): Change<'speaking-closed'> =>
  change(
    [
      {
        check: meetingKey(id),
        condition: '#status = :convened',
        names: { '#status': 'status' },
        values: { ':convened': 'convened' },
      },
    ],
    [],
    'speaking-closed',
  )

/** Registers a person to speak, or changes the subject. Transaction of 2 items, 4 WCU. */
export const registration = (id: MeetingId, by: ResidentId, speaker: Speaker): readonly Change<'speaking-closed'>[] => [
  stillToCome(id),
  change(
    [
      {
        put: { ...speakerKey(id, by), speaker },
        condition: 'attribute_not_exists(pk) OR speaker.registeredAt <= :now',
        values: { ':now': speaker.registeredAt },
      },
    ],
    [],
    'speaking-closed',
  ),
]

/** Withdraws a registration. Transaction of 2 items, 4 WCU. */
export const deregistration = (id: MeetingId, by: ResidentId): readonly Change<'speaking-closed'>[] => [
  stillToCome(id),
  change([{ delete: speakerKey(id, by), condition: 'attribute_exists(pk)' }], [], 'speaking-closed'),
]
