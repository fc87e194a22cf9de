// A member of a ward council, with their role and period.
import * as z from 'zod'
import { LocalDate } from '../../kernel/clock.ts'
import { dutchClosedDays } from '../../kernel/closed-days.ts'
import { ElectionId, MemberId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { endOf } from '../../kernel/terms.ts'
import { Line } from '../../kernel/text.ts'
import { members } from '../machine.ts'
import type { MeetingRules } from '../rules/meeting-rules.ts'
import { isIn, overlaps, Period } from './period.ts'

/** A chair presides; a deputy does when the chair is absent. */
export const SeatRole = z.enum(['chair', 'deputy-chair']).meta({ id: 'SeatRole' })

/** Side activities. Told to the council and its clerk, not to the public. */
export const SideActivity = z.strictObject({ description: Line(200), isPaid: z.boolean() }).meta({ id: 'SideActivity' })

export const Left = z
  .strictObject({
    /** The first day after the membership. */
    on: LocalDate,
    because: z.enum(['resigned', 'moved', 'incompatible-office', 'died', 'entered-by-mistake', 'result-superseded']),
  })
  .meta({ id: 'SeatLeft' })
export type Left = z.infer<typeof Left>

export const MemberName = Line(120)
const fields = {
  id: MemberId,
  wardCode: WardCode,
  version: z.int().min(1),
  /** Digest of the request that installed the member. */
  requestDigest: z.string(),
  /** The account with which the member signs in. Never published. */
  residentId: ResidentId,
  name: MemberName,
  mandate: Period,
  roles: z.array(z.strictObject({ role: SeatRole, period: Period })).readonly(),
  sideActivities: z.array(SideActivity).max(50).readonly(),
  /** Of an elected member: the seat, and which of its holders they are. Absent for a member installed by hand. */
  seat: z.strictObject({ electionId: ElectionId, number: z.int(), place: z.int() }).optional(),
}
export const Member = z.discriminatedUnion('status', [
  z.object({ ...fields, status: z.literal('installed') }),
  z.object({ ...fields, status: z.literal('left'), left: Left }),
])
export type Member = z.infer<typeof Member>

/** Why and from which day on the seat is left, if it is. */
export const leftOf = (member: Member): Left | undefined => (member.status === 'left' ? member.left : undefined)

/** The period of a membership. A seat that was entered by mistake was never taken. */
export const sittingPeriodOf = (member: Member): Period | undefined => {
  const left = leftOf(member)
  if (left === undefined || left.on >= member.mandate.until) return member.mandate
  if (left.because === 'entered-by-mistake' || left.on <= member.mandate.from) return undefined
  return { from: member.mandate.from, until: left.on }
}

/** Whether somebody has a mandate on a day. */
export const isSitting = (member: Member, on: LocalDate): boolean => {
  const period = sittingPeriodOf(member)
  return period !== undefined && isIn(period, on)
}

/** The members with a mandate on a day: vacant seats do not count. */
export const sittingOn = (all: readonly Member[], on: LocalDate): readonly Member[] =>
  all.filter((member) => isSitting(member, on))

/** The period of a member in this role, within that of the seat. */
export const periodsOf = (member: Member, wanted: z.infer<typeof SeatRole>): readonly Period[] => {
  const sitting = sittingPeriodOf(member)
  if (sitting === undefined) return []
  return member.roles.flatMap(({ role, period }) => {
    const [until] = [period.until, sitting.until].toSorted()
    return role === wanted && until !== undefined && period.from < until ? [{ from: period.from, until }] : []
  })
}

/** The chair on a day, if there is one. */
export const chairOn = (all: readonly Member[], on: LocalDate): Member | undefined =>
  all.find((member) => periodsOf(member, 'chair').some((period) => isIn(period, on)))

type Installed = Pick<
  Member,
  'id' | 'wardCode' | 'requestDigest' | 'residentId' | 'name' | 'mandate' | 'sideActivities'
>

/** Gives a seat to a person for a term. Nobody has two seats in a council at a time; a council has a maximum of seats. */
export const installMember = (all: readonly Member[], seats: number | null, seat: Installed) => {
  const beside = all.filter((each) => {
    const period = sittingPeriodOf(each)
    return each.id !== seat.id && period !== undefined && overlaps(period, seat.mandate)
  })
  if (beside.some(({ residentId }) => residentId === seat.residentId)) return refuse('sits-already')
  const most = seats === null ? beside.length : maximumAtOnce(beside, seat.mandate)
  if (seats !== null && most >= seats) return refuse('council-full', { seats })
  return members.begin('install', { ...seat, roles: [] })
}

/** The maximum number of members at once in a period: counted on its first day and on each day somebody starts. */
const maximumAtOnce = (all: readonly Member[], { from, until }: Period): number =>
  Math.max(
    ...[from, ...all.map(({ mandate }) => mandate.from).filter((day) => from < day && day < until)].map(
      (day) => sittingOn(all, day).length,
    ),
  )

type Appointment = {
  readonly memberId: MemberId
  readonly role?: z.infer<typeof SeatRole>
  readonly period: Period
}

/** The last day but one that a chair may be chosen for: the term of the rules, from its first day. */
const longestFor = ({ from }: Period, { chair }: MeetingRules) =>
  endOf({ term: chair.term, from, suspensions: [] }, dutchClosedDays)

/** Makes a member chair or deputy: within their mandate, one at a time. A chair for at most the term of the rules. */
export const appoint = (
  all: readonly Member[],
  { memberId, role = 'chair', period }: Appointment,
  rules: MeetingRules,
) => {
  const member = all.find(({ id }) => id === memberId)
  if (member === undefined) return refuse('no-mandate', { from: period.from, until: period.until })
  return members.take('appoint', member, (it) => {
    if (!isSitting(it, period.from) || period.until > it.mandate.until)
      return refuse('no-mandate', { from: period.from, until: period.until })
    const longest = longestFor(period, rules)
    if ('refused' in longest) return longest
    if (role === 'chair' && period.until > longest.endsOn) return refuse('chair-too-long', { until: longest.endsOn })
    const taken = all.filter((each) => periodsOf(each, role).some((other) => overlaps(other, period)))
    if (taken.length > 0) return refuse('role-taken', { role })
    const wasChair = periodsOf(it, 'chair').length > 0
    if (role === 'chair' && wasChair && !rules.chair.mayBeReelected) return refuse('chair-not-reelectable')
    return { ...it, roles: [...it.roles, { role, period }] }
  })
}

/** Corrects a name or the side activities. */
export const describeMember = (
  member: Member,
  change: { readonly name?: string | undefined; readonly sideActivities?: Member['sideActivities'] | undefined },
) =>
  members.take('describe', member, (it) => ({
    ...it,
    name: change.name ?? it.name,
    sideActivities: change.sideActivities ?? it.sideActivities,
  }))

/** Ends a membership early, from a day on. The roles of the seat end with it. */
export const leaveSeat = (member: Member, left: Left) =>
  members.take('leave', member, (it) => {
    const { from, until } = it.mandate
    if (left.on < from || left.on > until) return refuse('not-in-mandate', { from, until })
    return { ...it, left }
  })

/**
 * Ends a membership that was entered by hand. An elected member leaves by their seat in the election: it becomes vacant, and a
 * successor is asked; the membership follows.
 */
export const endMembership = (member: Member, left: Left) =>
  member.status === 'installed' && member.seat !== undefined
    ? refuse('leaves-by-seat', { electionId: member.seat.electionId, seat: member.seat.number })
    : leaveSeat(member, left)
