// A seat of a ward council for one term: offered, accepted, credentials examined, taken by oath or promise, left,
// offered to the next. The allowed steps are in machine.ts.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, NominationId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { SessionEvidence } from '../../voting/lots/lots.ts'

/**
 * Why a seat is vacant. `never-filled`: the result left it vacant. `result-superseded`: who held it or was asked does not win it
 * by the result after a recount. `added-by-decision`: the municipal council raised the number of seats.
 */
export const VacancyReason = z
  .enum([
    'never-filled',
    'declined',
    'not-answered',
    'not-admitted',
    'resigned',
    'died',
    'incompatible-office',
    'moved-away',
    'result-superseded',
    'added-by-decision',
  ])
  .meta({ id: 'VacancyReason' })
export type VacancyReason = z.infer<typeof VacancyReason>

/** Why a member leaves, as reported to the office. */
export const LeavingReason = VacancyReason.extract(['resigned', 'died', 'incompatible-office', 'moved-away'])

const Ids = z.array(NominationId).max(150).readonly()

/** A lot between equals for a seat. Its pool is public before it is drawn. */
const NeededSeatLot = z.strictObject({
  subject: z.string(),
  among: Ids,
  places: z.int().min(1),
  poolDigest: Sha256,
  postedAt: Instant,
})

/** The same after the draw, which anyone can repeat. Kept for the term: it also decides this tie in later vacancies. */
export const SeatLot = NeededSeatLot.extend({
  evidence: SessionEvidence,
  order: z
    .array(z.strictObject({ id: NominationId, ticket: Sha256 }))
    .max(150)
    .readonly(),
})
export type SeatLot = z.infer<typeof SeatLot>

/** Why a mandate ended: the member left, or does not win the seat after a recount. */
const EndingReason = VacancyReason.extract([...LeavingReason.options, 'result-superseded'])

/** A past or present holder: from oath or promise until the day they left, or the end of the term. */
const Mandate = z.strictObject({
  nominationId: NominationId,
  residentId: ResidentId,
  from: LocalDate,
  /** The first day after the mandate, if it ended before the term. */
  left: z.strictObject({ on: LocalDate, because: EndingReason }).optional(),
})
type Mandate = z.infer<typeof Mandate>

const seat = {
  electionId: ElectionId,
  wardCode: WardCode,
  number: z.int().min(1).max(60),
  /** The term of the council: its first day, and the first day after it, on which the next council starts. */
  termStartsOn: LocalDate,
  termEndsOn: LocalDate,
  /** Whether the next council is elected. Until then the term does not end on its planned day: see term.ts. */
  isTermEndFixed: z.boolean().default(false),
  /** All holders, the earliest first: the council's members follow from them. */
  mandates: z.array(Mandate).max(50).readonly(),
  /** With lists: the list that the seat and its successors belong to. */
  listId: z.string().optional(),
  /** The lots drawn for this seat, the earliest first. */
  lots: z.array(SeatLot).max(50).readonly(),
  /** Lots between equals who are not equals by the result after a recount. */
  voidedLots: z.array(SeatLot).max(50).readonly().default([]),
  version: z.int().min(1),
}
/** Who holds it or is asked. `residentId`: the account of the nomination; never published. */
const held = { nominationId: NominationId, residentId: ResidentId }
/** Who was asked for this vacancy and did not take it. */
const vacancy = {
  vacantOn: LocalDate,
  because: VacancyReason,
  passedOver: Ids,
  /** The deadline for offering it to the next. */
  offerBefore: Instant,
}

const accepted = { acceptedAt: Instant, vacantOn: LocalDate, passedOver: Ids }
const admitted = { admittedAt: Instant }
const taken = { takenOn: LocalDate }

/** How far somebody had come with a seat before it came under review. */
const Standing = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('accepted'), ...accepted }),
  z.strictObject({ status: z.literal('admitted'), ...admitted }),
  z.strictObject({ status: z.literal('taken'), ...taken }),
])

export const Seat = z.discriminatedUnion('status', [
  z.object({
    ...seat,
    ...held,
    status: z.literal('offered'),
    offeredAt: Instant,
    /** An answer is in time before this moment. */
    answerBefore: Instant,
    vacantOn: LocalDate,
    passedOver: Ids,
  }),
  z.object({ ...seat, ...held, status: z.literal('accepted'), ...accepted }),
  z.object({ ...seat, ...held, status: z.literal('admitted'), ...admitted }),
  z.object({ ...seat, ...held, status: z.literal('taken'), ...taken }),
  /** After a recount: who holds it does not win it by the new result. Until an officer decides the mandate goes on. */
  z.object({ ...seat, ...held, status: z.literal('in-review'), reviewedFrom: Instant, was: Standing }),
  z.object({ ...seat, ...vacancy, status: z.literal('vacant') }),
  z.object({ ...seat, ...vacancy, status: z.literal('lot-needed'), needed: NeededSeatLot }),
  /** Nobody is left on the list. `followedBy`: what the rules prescribe then. */
  z.object({ ...seat, ...vacancy, status: z.literal('exhausted'), followedBy: z.enum(['lottery', 'vacant']) }),
  /** A resident who was drawn is asked. Nobody but that resident knows who it is: `entry` is opaque. */
  z.object({
    ...seat,
    ...vacancy,
    status: z.literal('asked'),
    turn: z.strictObject({ lottery: z.int().min(1), place: z.int().min(1), entry: Sha256 }),
    askedAt: Instant,
    answerBefore: Instant,
  }),
  /** The term is over. */
  z.object({ ...seat, status: z.literal('ended') }),
])
export type Seat = z.infer<typeof Seat>
export type SeatIn<Status extends Seat['status']> = Extract<Seat, { readonly status: Status }>

/** The person who holds a seat or has been offered it, if any. */
export const holderOf = (it: Seat): NominationId | undefined => ('nominationId' in it ? it.nominationId : undefined)

/** Nobody holds it, and nobody is asked for it. */
export const isOpen = ({ status }: Seat): boolean =>
  status === 'vacant' || status === 'lot-needed' || status === 'exhausted'

/** The fields of a seat in every state. */
export const baseOf = (it: Seat) => {
  const { electionId, wardCode, number, termStartsOn, termEndsOn, isTermEndFixed, mandates, listId } = it
  const { lots, voidedLots } = it
  return {
    ...{ electionId, wardCode, number, termStartsOn, termEndsOn, isTermEndFixed, mandates, lots, voidedLots },
    ...(listId === undefined ? {} : { listId }),
  }
}

/** The mandates, with the last of them ended. */
export const mandatesLeft = ({ mandates }: Seat, left: Mandate['left']): readonly Mandate[] =>
  mandates.map((each, place) => (place === mandates.length - 1 ? { ...each, left } : each))
