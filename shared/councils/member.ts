// Who sits in a ward council, in what role, and about what they may not vote.
import * as z from 'zod'
import { LocalDate } from '../kernel/clock.ts'
import { dutchClosedDays } from '../kernel/closed-days.ts'
import { MemberId, ResidentId, WardCode } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusals.ts'
import { endOf } from '../kernel/terms.ts'
import { Line } from '../kernel/text.ts'
import type { MeetingRules } from './meeting-rules.ts'

/** From a day up to, not including, another. */
const Period = z
  .strictObject({ from: LocalDate, until: LocalDate })
  .refine(({ from, until }) => from < until, { path: ['until'] })
export type Period = z.infer<typeof Period>

export const Member = z.strictObject({
  id: MemberId,
  wardCode: WardCode,
  /** The account with which the member signs in. Never published. */
  residentId: ResidentId,
  name: Line(120),
  mandate: Period,
  /** Why a seat was left before its end, and from which day on. */
  left: z
    .strictObject({
      on: LocalDate,
      because: z.enum(['resigned', 'moved', 'incompatible-office', 'died', 'entered-by-mistake']),
    })
    .optional(),
  roles: z.array(z.strictObject({ role: z.enum(['chair', 'deputy-chair']), period: Period })).readonly(),
  sideActivities: z
    .array(z.strictObject({ description: Line(200), isPaid: z.boolean() }))
    .max(50)
    .readonly(),
})
export type Member = z.infer<typeof Member>

/** Whether a day lies in a period: its last day is the one before `until`. */
export const isIn = ({ from, until }: Period, on: LocalDate): boolean => from <= on && on < until

/** Whether somebody has a mandate on a day. A seat that was entered by mistake was never taken. */
export const isSitting = ({ mandate, left }: Member, on: LocalDate): boolean =>
  isIn(mandate, on) && left?.because !== 'entered-by-mistake' && (left === undefined || on < left.on)

/** The members with a mandate on a day: vacant seats count for nothing. */
export const sittingOn = (members: readonly Member[], on: LocalDate): readonly Member[] =>
  members.filter((member) => isSitting(member, on))

/** Who presides on a day, if anybody does. */
export const chairOn = (members: readonly Member[], on: LocalDate): Member | undefined =>
  sittingOn(members, on).find(({ roles }) => roles.some(({ role, period }) => role === 'chair' && isIn(period, on)))

const overlaps = (one: Period, other: Period): boolean => one.from < other.until && other.from < one.until

/** Makes a member chair for a period: at most the term of the rules, within their mandate, and never beside another chair. */
export const appointChair = (
  members: readonly Member[],
  { memberId, period }: { readonly memberId: MemberId; readonly period: Period },
  rules: MeetingRules,
) => {
  const member = members.find(({ id }) => id === memberId)
  if (member === undefined || !isSitting(member, period.from) || period.until > member.mandate.until)
    return refuse('no-mandate', { from: period.from, until: period.until })
  const longest = endOf({ term: rules.chair.term, from: period.from, suspensions: [] }, dutchClosedDays)
  if ('refused' in longest) return longest
  if (period.until > longest.endsOn) return refuse('chair-too-long', { until: longest.endsOn })
  const chairs = members.flatMap(({ id, roles, left }) =>
    roles
      .filter(({ role }) => role === 'chair')
      .map((each) => ({ id, period: left === undefined ? each.period : { ...each.period, until: left.on } })),
  )
  if (chairs.some((each) => overlaps(each.period, period))) return refuse('chair-taken')
  if (!rules.chair.mayBeReelected && chairs.some(({ id }) => id === memberId)) return refuse('chair-not-reelectable')
  return { refused: false as const, value: { ...member, roles: [...member.roles, { role: 'chair' as const, period }] } }
}
