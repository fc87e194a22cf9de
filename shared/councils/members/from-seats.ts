// Members that follow from the seats of an election: from taking a seat until leaving it or the end of its term.
import type { LocalDate } from '../../kernel/clock.ts'
import { digestOf } from '../../kernel/digest.ts'
import { type ElectionId, MemberId, type ResidentId, type WardCode } from '../../kernel/ids.ts'
import { derivedId } from '../../kernel/random.ts'
import { members } from '../machine.ts'
import { type Left, leaveSeat, type Member } from './member.ts'
import { overlaps } from './period.ts'

/** The fields of an election's seat that members follow from. */
export type ElectedSeat = {
  readonly electionId: ElectionId
  readonly wardCode: WardCode
  readonly number: number
  readonly termStartsOn: LocalDate
  readonly termEndsOn: LocalDate
  /** The holders of the seat, the earliest first. */
  readonly mandates: readonly {
    readonly residentId: ResidentId
    readonly name: string
    readonly from: LocalDate
    readonly left?: Left | undefined
  }[]
}
type Mandate = ElectedSeat['mandates'][number]

const isOfSeat = ({ seat }: Member, { electionId, number }: ElectedSeat, place: number): boolean =>
  seat !== undefined && seat.electionId === electionId && seat.number === number && seat.place === place

/** The member of a mandate: created from it before, or installed by hand in this term before the event arrived. */
const memberOf = (all: readonly Member[], seat: ElectedSeat, mandate: Mandate, place: number): Member | undefined => {
  const period = { from: mandate.from, until: seat.termEndsOn }
  const isByHand = (each: Member) =>
    each.seat === undefined &&
    each.status === 'installed' &&
    each.residentId === mandate.residentId &&
    each.mandate.from >= seat.termStartsOn &&
    overlaps(each.mandate, period)
  return all.find((each) => isOfSeat(each, seat, place)) ?? all.find(isByHand)
}

const install = ({ electionId, wardCode, number, termEndsOn }: ElectedSeat, mandate: Mandate, place: number) =>
  members.begin('install', {
    id: MemberId.parse(derivedId('member', electionId, wardCode, String(number), String(place))),
    wardCode,
    requestDigest: digestOf({ electionId, wardCode, number, place }),
    residentId: mandate.residentId,
    name: mandate.name,
    mandate: { from: mandate.from, until: termEndsOn },
    seat: { electionId, number, place },
    roles: [],
    sideActivities: [],
  })

/** The next step that brings a member in line with their mandate; undefined if there is none. */
const stepFor = (all: readonly Member[], seat: ElectedSeat, mandate: Mandate, place: number) => {
  const { electionId, number, termEndsOn } = seat
  const member = memberOf(all, seat, mandate, place)
  if (member === undefined) return install(seat, mandate, place)
  // Ended by hand before the election office reported it: it stays as it was ended.
  if (member.status === 'left') return undefined
  if (member.seat === undefined)
    return members.take('tie-to-seat', member, (it) => ({ ...it, seat: { electionId, number, place } }))
  if (member.mandate.until !== termEndsOn)
    return members.take('move-term', member, (it) => ({ ...it, mandate: { ...it.mandate, until: termEndsOn } }))
  return mandate.left === undefined ? undefined : leaveSeat(member, leftWithin(member, mandate.left))
}

/** A member installed by hand may have started later than the day on which the seat was left. */
const leftWithin = ({ mandate }: Member, left: Left): Left =>
  left.on < mandate.from ? { ...left, on: mandate.from } : left

/** All members of the previous term leave on the day the new ones start, including those installed by hand. */
const endTermBefore = (all: readonly Member[], { electionId, termStartsOn }: ElectedSeat) =>
  all
    .filter(
      ({ status, seat, mandate }) =>
        status === 'installed' &&
        seat?.electionId !== electionId &&
        mandate.from < termStartsOn &&
        termStartsOn < mandate.until,
    )
    .map((member) =>
      members.take('move-term', member, (it) => ({ ...it, mandate: { ...it.mandate, until: termStartsOn } })),
    )

/**
 * The next steps of a council's members that a seat requires, at most one for each member; empty if they are up to date.
 * Called until it returns none: it may be repeated, and uses the present state of the seat, in whatever order events arrive.
 */
export const stepsFromSeat = (all: readonly Member[], seat: ElectedSeat) => {
  if (seat.mandates.length === 0) return []
  const before = endTermBefore(all, seat)
  const own = seat.mandates.map((mandate, place) => stepFor(all, seat, mandate, place))
  return [...before, ...own].flatMap((step) => (step === undefined || step.refused ? [] : [step]))
}
