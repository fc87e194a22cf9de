// A meeting of a ward council, from its call to its close.
import * as z from 'zod'
import { dateInCity, Instant } from '../../kernel/clock.ts'
import { MeetingId, MemberId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { meetings } from '../machine.ts'
import { type Member, sittingOn } from '../members/member.ts'
import {
  AgendaItem,
  agendaAgain,
  agendaWith,
  MeetingKind,
  objectionToOpening,
  objectionToReconvening,
  type ProposedItem,
  type Waiting,
} from './agenda.ts'
import type { MeetingRules } from './meeting-rules.ts'
import type { Floor } from './vote.ts'

const called = {
  id: MeetingId,
  wardCode: WardCode,
  version: z.int().min(1),
  /** Digest of the request that called it. */
  requestDigest: z.string(),
  kind: MeetingKind,
  startsAt: Instant,
  place: Line(200),
  agenda: z.array(AgendaItem).max(200).readonly(),
  /** When the members received the call. */
  deliveredAt: Instant,
  /** The meeting that did not open, where this one takes its place. */
  reconvenes: MeetingId.optional(),
}
const Presence = z.strictObject({ memberId: MemberId, from: Instant, until: Instant.optional() })
const opened = {
  ...called,
  openedAt: Instant,
  sitting: z.array(MemberId).max(100).readonly(),
  presence: z.array(Presence).max(500).readonly(),
  /** Declared conflicts: who may not vote on which item. Never published. */
  conflicts: z
    .array(z.strictObject({ memberId: MemberId, itemNumber: z.int().min(1) }))
    .max(500)
    .readonly(),
}

export const Meeting = z.discriminatedUnion('status', [
  z.object({ ...called, status: z.literal('convened') }),
  z.object({ ...opened, status: z.literal('opened') }),
  z.object({ ...called, status: z.literal('not-opened'), present: z.int().min(0), needed: z.int().min(1) }),
  z.object({ ...opened, status: z.literal('closed'), closedAt: Instant }),
  z.object({ ...called, status: z.literal('cancelled'), reason: Prose(1_000) }),
])
export type Meeting = z.infer<typeof Meeting>
export type OpenedMeeting = Extract<Meeting, { status: 'opened' }>
type NotOpened = Extract<Meeting, { status: 'not-opened' }>

type Call = Pick<Meeting, 'id' | 'requestDigest' | 'wardCode' | 'kind' | 'startsAt' | 'place' | 'deliveredAt'>

/** Calls a meeting; what waits for a formal meeting comes on its agenda by itself. */
export const conveneMeeting = (call: Call, items: readonly ProposedItem[], waiting: readonly Waiting[]) =>
  call.startsAt < call.deliveredAt
    ? refuse('meeting-in-the-past')
    : meetings.begin('convene', { ...call, agenda: agendaWith(call.kind, items, waiting) })

/** Calls a meeting in the place of one that did not open. Its items come first; they need no quorum. */
export const reconveneMeeting = (
  before: Meeting,
  call: Omit<Call, 'wardCode' | 'kind'>,
  items: readonly ProposedItem[],
  rules: MeetingRules,
) => {
  if (before.status !== 'not-opened') return refuse('meeting-was-not-missed', { status: before.status })
  const tooSoon = objectionToReconvening(call.deliveredAt, call.startsAt, rules)
  if (tooSoon !== undefined) return tooSoon
  const { kind, wardCode }: NotOpened = before
  return meetings.begin('convene', {
    ...call,
    kind,
    wardCode,
    reconvenes: before.id,
    agenda: agendaAgain(before.agenda, items),
  })
}

/**
 * Opens a meeting with who is there, or records that it could not open. `present` are members by the presence list; whoever
 * has no mandate that day is refused.
 */
export const openMeeting = (
  meeting: Meeting,
  members: readonly Member[],
  present: readonly MemberId[],
  rules: MeetingRules,
  now: Instant,
) => {
  const sitting = sittingOn(members, dateInCity(meeting.startsAt)).map(({ id }) => id)
  const stranger = present.find((id) => !sitting.includes(id))
  if (stranger !== undefined) return refuse('present-without-mandate', { memberId: stranger })
  if (now < meeting.startsAt) return refuse('meeting-not-yet', { startsAt: meeting.startsAt })
  const here = [...new Set(present)]
  const { kind, reconvenes } = meeting
  const opening = { kind, sitting: sitting.length, present: here.length, isReconvened: reconvenes !== undefined }
  const objection = objectionToOpening(opening, rules)
  if (objection?.code === 'no-quorum')
    return meetings.take('find-no-quorum', meeting, (it) => ({
      ...it,
      present: here.length,
      needed: Number(objection.facts.needed),
    }))
  if (objection !== undefined) return objection
  const presence = here.map((memberId) => ({ memberId, from: now }))
  return meetings.take('open', meeting, (it) => ({ ...it, openedAt: now, sitting, presence, conflicts: [] }))
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

/** A member declares to be personally involved in an item, and takes no part in its vote. */
export const declareConflict = (meeting: Meeting, memberId: MemberId, itemNumber: number) =>
  meetings.take('declare-conflict', meeting, (it) => {
    if (!it.sitting.includes(memberId)) return refuse('present-without-mandate', { memberId })
    if (!it.agenda.some(({ number }) => number === itemNumber)) return refuse('item-not-found', { itemNumber })
    const others = it.conflicts.filter((each) => each.memberId !== memberId || each.itemNumber !== itemNumber)
    return { ...it, conflicts: [...others, { memberId, itemNumber }] }
  })

export const closeMeeting = (meeting: Meeting, now: Instant) =>
  meetings.take('close', meeting, (it) => ({ ...it, closedAt: now }))

/** Cancels a meeting: it keeps its identity and its hour. */
export const cancelMeeting = (meeting: Meeting, reason: string) =>
  meetings.take('cancel', meeting, (it) => ({ ...it, reason }))

/** Who may vote on an item of an open meeting, now. */
export const floorFor = (meeting: OpenedMeeting, item: AgendaItem, hasTiedBefore: boolean): Floor => ({
  sitting: meeting.sitting,
  present: meeting.sitting.filter((id) => isThere(meeting, id)),
  barred: meeting.conflicts.filter(({ itemNumber }) => itemNumber === item.number).map(({ memberId }) => memberId),
  needsNoQuorum: item.needsNoQuorum,
  hasTiedBefore,
})
