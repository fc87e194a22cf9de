// A seat of a ward council for one term: offered to whom it fell, accepted, credentials examined, taken by oath or promise, left,
// offered to the next. Which steps lead from where to where stands in machine.ts.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, NominationId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { SessionEvidence } from '../../voting/lots/lots.ts'

/** Why a seat is vacant. `never-filled`: the result left it so. */
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
  ])
  .meta({ id: 'VacancyReason' })
export type VacancyReason = z.infer<typeof VacancyReason>

/** Why a member leaves, as the office is told. */
export const LeavingReason = VacancyReason.extract(['resigned', 'died', 'incompatible-office', 'moved-away'])

const Ids = z.array(NominationId).max(150).readonly()

/** A lot between equals for a seat. Its pool is there for all to read before it is drawn. */
const NeededSeatLot = z.strictObject({
  subject: z.string(),
  among: Ids,
  places: z.int().min(1),
  poolDigest: Sha256,
  postedAt: Instant,
})

/** The same once it was drawn, as anybody can replay it. Kept for the term: it parts the same equals for later vacancies. */
export const SeatLot = NeededSeatLot.extend({
  evidence: SessionEvidence,
  order: z
    .array(z.strictObject({ id: NominationId, ticket: Sha256 }))
    .max(150)
    .readonly(),
})
export type SeatLot = z.infer<typeof SeatLot>

/** Somebody who sat, or sits: from oath or promise until the day they left, or the end of the term. */
const Mandate = z.strictObject({
  nominationId: NominationId,
  residentId: ResidentId,
  from: LocalDate,
  /** The first day without the seat, of who left before the term was over. */
  left: z.strictObject({ on: LocalDate, because: LeavingReason }).optional(),
})
type Mandate = z.infer<typeof Mandate>

const seat = {
  electionId: ElectionId,
  wardCode: WardCode,
  number: z.int().min(1).max(60),
  /** The term of the council: its first day, and the first day after it, on which the next council comes in. */
  termStartsOn: LocalDate,
  termEndsOn: LocalDate,
  /** Everybody who sat in it, the earliest first: what the council makes its members of. */
  mandates: z.array(Mandate).max(50).readonly(),
  /** Where lists took part: the list whose seat it is, which its successors come from. */
  listId: z.string().optional(),
  /** Lots that were drawn for this seat, the earliest first. */
  lots: z.array(SeatLot).max(50).readonly(),
  version: z.int().min(1),
}
/** Who holds it, or is asked. `residentId`: the account of the nomination; never published. */
const held = { nominationId: NominationId, residentId: ResidentId }
/** Who was asked for this vacancy and did not take it. */
const vacancy = {
  vacantOn: LocalDate,
  because: VacancyReason,
  passedOver: Ids,
  /** Until when it is to be offered to the next. */
  offerBefore: Instant,
}

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
  z.object({
    ...seat,
    ...held,
    status: z.literal('accepted'),
    acceptedAt: Instant,
    vacantOn: LocalDate,
    passedOver: Ids,
  }),
  z.object({ ...seat, ...held, status: z.literal('admitted'), admittedAt: Instant }),
  z.object({ ...seat, ...held, status: z.literal('taken'), takenOn: LocalDate }),
  z.object({ ...seat, ...vacancy, status: z.literal('vacant') }),
  z.object({ ...seat, ...vacancy, status: z.literal('lot-needed'), needed: NeededSeatLot }),
  /** Nobody is left on the list. `followedBy`: what the rules say of such a seat. */
  z.object({ ...seat, ...vacancy, status: z.literal('exhausted'), followedBy: z.enum(['lottery', 'vacant']) }),
  /** The term is over. */
  z.object({ ...seat, status: z.literal('ended') }),
])
export type Seat = z.infer<typeof Seat>
export type SeatIn<Status extends Seat['status']> = Extract<Seat, { readonly status: Status }>

/** Who holds a seat or is asked for it, if anybody. */
export const holderOf = (it: Seat): NominationId | undefined => ('nominationId' in it ? it.nominationId : undefined)

/** What a seat holds in every state. */
export const baseOf = ({ electionId, wardCode, number, termStartsOn, termEndsOn, mandates, listId, lots }: Seat) => ({
  ...{ electionId, wardCode, number, termStartsOn, termEndsOn, mandates, lots },
  ...(listId === undefined ? {} : { listId }),
})

/** The mandates once the last of them has ended. */
export const mandatesLeft = ({ mandates }: Seat, left: Mandate['left']): readonly Mandate[] =>
  mandates.map((each, place) => (place === mandates.length - 1 ? { ...each, left } : each))
