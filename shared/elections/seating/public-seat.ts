// A seat for the world. Apart from the operations on seats, so that a function of lotteries does not carry those with it.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { ElectionId, NominationId, WardCode } from '../../kernel/ids.ts'
import { PublishedDraw } from '../../voting/lots/published-draw.ts'
import { Seat } from './seat.ts'

/** Number of a seat in its ward, from 1. */
export const SeatNumber = z
  .string()
  .max(2)
  .regex(/^[1-9][0-9]?$/)

/** The public view of a seat: who holds it or is asked, and the current deadline. */
export const PublicSeat = z
  .strictObject({
    electionId: ElectionId,
    wardCode: WardCode,
    number: z.int(),
    status: z.enum(Seat.options.map(({ shape }) => shape.status.value)),
    listId: z.string().optional(),
    nominationId: NominationId.optional(),
    /** First day of the term of the council, and the first day after it. */
    termStartsOn: LocalDate,
    termEndsOn: LocalDate,
    isTermEndFixed: z.boolean(),
    takenOn: LocalDate.optional(),
    vacantOn: LocalDate.optional(),
    offerBefore: Instant.optional(),
    answerBefore: Instant.optional(),
    needed: z
      .strictObject({
        subject: z.string(),
        among: z.array(NominationId),
        places: z.int(),
        poolDigest: z.string(),
        postedAt: Instant,
      })
      .optional(),
    followedBy: z.enum(['lottery', 'vacant']).optional(),
    /** Of a seat for which a resident who was drawn is asked: which lottery, and the place in its order. */
    turn: z.strictObject({ lottery: z.int(), place: z.int() }).optional(),
    lots: z.array(PublishedDraw),
    /** After a recount: lots between persons who are not equals any more. */
    voidedLots: z.array(PublishedDraw),
    reviewedFrom: Instant.optional(),
  })
  .meta({ id: 'Seat' })
