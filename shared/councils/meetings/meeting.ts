// A meeting of a ward council, from its call to its close.
import * as z from 'zod'
import { dateInCity, Instant } from '../../kernel/clock.ts'
import { DecisionId, MeetingId, MemberId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { meetings } from '../machine.ts'
import { isSitting, type Member, sittingOn } from '../members/member.ts'
import { MeetingRules } from '../rules/meeting-rules.ts'
import { meetingRulesOfRotterdam } from '../rules/rules-of-rotterdam.ts'
import {
  AgendaItem,
  agendaAgain,
  agendaAlso,
  agendaAwaited,
  agendaWith,
  MeetingKind,
  maximumItems,
  objectionToOpening,
  objectionToReconvening,
  type ProposedItem,
  type Waiting,
} from './agenda.ts'
import { ElectionMove } from './person-vote.ts'
import type { Floor } from './vote.ts'

const tooMany = refuse('agenda-full', { most: maximumItems })

const called = {
  id: MeetingId,
  wardCode: WardCode,
  version: z.int().min(1),
  /** Digest of the request that called it. */
  requestDigest: z.string(),
  kind: MeetingKind,
  startsAt: Instant,
  place: Line(200),
  agenda: z.array(AgendaItem).max(maximumItems).readonly(),
  /** When the members received the call. */
  deliveredAt: Instant,
  /** The meeting that did not open, if this one replaces it. */
  reconvenes: MeetingId.optional(),
  /** The deadline for registering to speak, by the ward's rules when the meeting is called. */
  speaking: MeetingRules.shape.speaking,
  /** The rules of its day at the time of the call: later rules do not apply to it. */
  rules: MeetingRules.default(meetingRulesOfRotterdam[0]),
  /** Declared conflicts: who may not vote on which item. Never published. */
  conflicts: z
    .array(z.strictObject({ memberId: MemberId, itemNumber: z.int().min(1) }))
    .max(500)
    .readonly(),
}
const Presence = z.strictObject({ memberId: MemberId, from: Instant, until: Instant.optional() })
const opened = {
  ...called,
  openedAt: Instant,
  sitting: z.array(MemberId).max(100).readonly(),
  presence: z.array(Presence).max(500).readonly(),
  /** The decisions so far. */
  decided: z
    .array(z.strictObject({ itemNumber: z.int().min(1), decisionId: DecisionId }))
    .max(200)
    .readonly(),
  /** Elections of members, with each ballot and lot. */
  elections: z
    .array(
      z.strictObject({
        itemNumber: z.int().min(1),
        moves: z.array(ElectionMove).max(50).readonly(),
        stands: z.enum(['ballot-needed', 'lot-needed', 'elected', 'not-elected']),
        between: z.array(z.string()).readonly(),
      }),
    )
    .max(50)
    .readonly(),
}

export const Meeting = z.discriminatedUnion('status', [
  z.object({ ...called, status: z.literal('convened') }),
  z.object({ ...opened, status: z.literal('opened') }),
  z.object({
    ...called,
    status: z.literal('not-opened'),
    present: z.int().min(0),
    needed: z.int().min(1),
    reconvenedAs: MeetingId.optional(),
  }),
  z.object({ ...opened, status: z.literal('closed'), closedAt: Instant }),
  z.object({ ...called, status: z.literal('cancelled'), reason: Prose(1_000) }),
])
export type Meeting = z.infer<typeof Meeting>
export type OpenedMeeting = Extract<Meeting, { status: 'opened' }>
type NotOpened = Extract<Meeting, { status: 'not-opened' }>

type Call = Pick<
  Meeting,
  'id' | 'requestDigest' | 'wardCode' | 'kind' | 'startsAt' | 'place' | 'deliveredAt' | 'speaking' | 'rules'
>

/** Calls a meeting; items that await a formal meeting are added to its agenda automatically. */
export const conveneMeeting = (call: Call, items: readonly ProposedItem[], waiting: readonly Waiting[]) => {
  if (call.startsAt < call.deliveredAt) return refuse('meeting-in-the-past')
  const agenda = agendaWith(call.kind, items, waiting)
  return agenda.length > maximumItems ? tooMany : meetings.begin('convene', { ...call, conflicts: [], agenda })
}

/** Reconvenes a meeting that did not open. The items of that meeting come first; they need no quorum. */
export const reconveneMeeting = (
  before: Meeting,
  call: Omit<Call, 'wardCode' | 'kind' | 'speaking' | 'rules'>,
  items: readonly ProposedItem[],
  waiting: readonly Waiting[] = [],
) => {
  if (before.status !== 'not-opened') return refuse('meeting-was-not-missed', { status: before.status })
  const tooSoon = objectionToReconvening(call.deliveredAt, call.startsAt, before.rules)
  if (tooSoon !== undefined) return tooSoon
  const { kind, wardCode, speaking, rules }: NotOpened = before
  const agenda = agendaAgain(kind, before.agenda, items, waiting)
  if (agenda.length > maximumItems) return tooMany
  return meetings.begin('convene', {
    ...call,
    ...{ kind, wardCode, speaking, rules },
    reconvenes: before.id,
    conflicts: before.conflicts,
    agenda,
  })
}

/** Adds to the agenda before the meeting opens. Existing items keep their numbers. */
export const addItems = (meeting: Meeting, items: readonly ProposedItem[]) =>
  meetings.take('put-on-agenda', meeting, (it) => {
    const agenda = agendaAlso(it.agenda, items)
    return agenda.length > maximumItems ? tooMany : { ...it, agenda }
  })

/** Adds items that await a formal meeting to the agenda of one that has already been called. */
export const awaitItems = (meeting: Meeting, waiting: readonly Waiting[]) =>
  meetings.take('put-on-agenda', meeting, (it) => ({ ...it, agenda: agendaAwaited(it.kind, it.agenda, waiting) }))

/** Records that an item was decided. */
export const noteDecision = (meeting: Meeting, itemNumber: number, decisionId: DecisionId) =>
  meetings.take('decide', meeting, (it) => ({ ...it, decided: [...it.decided, { itemNumber, decisionId }] }))

/** Records that a meeting which did not open is reconvened: once. */
export const noteReconvened = (before: Meeting, as: MeetingId) =>
  meetings.take('reconvene', before, (it) =>
    it.reconvenedAs === undefined ? { ...it, reconvenedAs: as } : refuse('reconvened-already', { as: it.reconvenedAs }),
  )

/**
 * Opens a meeting with those present, or records that it could not open. `present` are members by the presence list; anyone
 * without a mandate on that day is refused.
 */
export const openMeeting = (
  meeting: Meeting,
  members: readonly Member[],
  present: readonly MemberId[],
  now: Instant,
  waiting: readonly Waiting[] = [],
) => {
  const sitting = sittingOn(members, dateInCity(meeting.startsAt)).map(({ id }) => id)
  const stranger = present.find((id) => !sitting.includes(id))
  if (stranger !== undefined) return refuse('present-without-mandate', { memberId: stranger })
  if (now < meeting.startsAt) return refuse('meeting-not-yet', { startsAt: meeting.startsAt })
  const here = [...new Set(present)]
  const { kind, reconvenes } = meeting
  const opening = { kind, sitting: sitting.length, present: here.length, isReconvened: reconvenes !== undefined }
  const objection = objectionToOpening(opening, meeting.rules)
  if (objection?.code === 'no-quorum')
    return meetings.take('find-no-quorum', meeting, (it) => ({
      ...it,
      present: here.length,
      needed: Number(objection.facts.needed),
    }))
  if (objection !== undefined) return objection
  const presence = here.map((memberId) => ({ memberId, from: now }))
  return meetings.take('open', meeting, (it) => ({
    ...it,
    ...{ openedAt: now, sitting, presence, decided: [], elections: [] },
    // Decisions taken elsewhere since the call must not wait for another meeting.
    agenda: agendaAwaited(kind, it.agenda, waiting),
  }))
}

const isThere = ({ presence }: OpenedMeeting, memberId: MemberId): boolean =>
  presence.some((each) => each.memberId === memberId && each.until === undefined)

/** A member comes in or leaves. */
export const notePresence = (meeting: Meeting, memberId: MemberId, isPresent: boolean, now: Instant) =>
  meetings.take('note-presence', meeting, (it) => {
    if (!it.sitting.includes(memberId)) return refuse('present-without-mandate', { memberId })
    if (isThere(it, memberId) === isPresent) return refuse('presence-noted-already')
    const presence = isPresent
      ? [...it.presence, { memberId, from: now }]
      : it.presence.map((each) =>
          each.memberId === memberId && each.until === undefined ? { ...each, until: now } : each,
        )
    return { ...it, presence }
  })

/** A member declares a personal interest in an item, before or in the meeting, and takes no part in its vote. */
export const declareConflict = (meeting: Meeting, member: Member, itemNumber: number) =>
  meetings.take('declare-conflict', meeting, (it) => {
    const memberId = member.id
    if (!isSitting(member, dateInCity(it.startsAt))) return refuse('present-without-mandate', { memberId })
    if (!it.agenda.some(({ number }) => number === itemNumber)) return refuse('item-not-found', { itemNumber })
    if (it.status === 'opened' && it.decided.some((each) => each.itemNumber === itemNumber))
      return refuse('decided-already', { itemNumber })
    const others = it.conflicts.filter((each) => each.memberId !== memberId || each.itemNumber !== itemNumber)
    return { ...it, conflicts: [...others, { memberId, itemNumber }] }
  })

export const closeMeeting = (meeting: Meeting, now: Instant) =>
  meetings.take('close', meeting, (it) => ({ ...it, closedAt: now }))

/** Cancels a meeting: it keeps its id and its time. */
export const cancelMeeting = (meeting: Meeting, reason: string) =>
  meetings.take('cancel', meeting, (it) => ({ ...it, reason }))

/** The members who may vote on an item of an open meeting now. */
export const floorFor = (meeting: OpenedMeeting, item: AgendaItem, hasTiedBefore: boolean): Floor => ({
  sitting: meeting.sitting,
  present: meeting.sitting.filter((id) => isThere(meeting, id)),
  barred: meeting.conflicts.filter(({ itemNumber }) => itemNumber === item.number).map(({ memberId }) => memberId),
  needsNoQuorum: item.needsNoQuorum,
  hasTiedBefore,
})
