import type * as z from 'zod'
import type { Instant } from '../../kernel/clock.ts'
import type { PublishedDraw } from '../../voting/lots/published-draw.ts'
import type { PublicSeat } from './public-seat.ts'
import { baseOf, type Seat, type SeatLot } from './seat.ts'
import { isTermOver } from './term.ts'

const termOf = (seat: Seat) => {
  switch (seat.status) {
    case 'vacant':
    case 'lot-needed':
      return { vacantOn: seat.vacantOn, offerBefore: seat.offerBefore }
    case 'offered':
      return { vacantOn: seat.vacantOn, answerBefore: seat.answerBefore }
    case 'asked':
      return {
        vacantOn: seat.vacantOn,
        answerBefore: seat.answerBefore,
        turn: { lottery: seat.turn.lottery, place: seat.turn.place },
      }
    case 'exhausted':
      return { vacantOn: seat.vacantOn, followedBy: seat.followedBy }
    case 'taken':
      return { takenOn: seat.takenOn }
    case 'in-review':
      return { reviewedFrom: seat.reviewedFrom, ...(seat.was.status === 'taken' && { takenOn: seat.was.takenOn }) }
    case 'accepted':
    case 'admitted':
    case 'ended':
      return {}
    default:
      return seat satisfies never
  }
}

const presentLot = ({ subject, poolDigest, evidence, order }: SeatLot): z.input<typeof PublishedDraw> => ({
  format: 'wijk-lots/1',
  subject,
  root: poolDigest,
  evidence,
  order: order.map(({ id, ticket }) => ({ id, ticket })),
})

const standing = (seat: Seat): z.input<typeof PublicSeat> => ({
  electionId: seat.electionId,
  wardCode: seat.wardCode,
  number: seat.number,
  status: seat.status,
  termStartsOn: seat.termStartsOn,
  termEndsOn: seat.termEndsOn,
  isTermEndFixed: seat.isTermEndFixed,
  listId: seat.listId,
  nominationId: 'nominationId' in seat ? seat.nominationId : undefined,
  ...termOf(seat),
  needed: seat.status === 'lot-needed' ? { ...seat.needed, among: [...seat.needed.among] } : undefined,
  lots: seat.lots.map(presentLot),
  voidedLots: seat.voidedLots.map(presentLot),
})

/**
 * The public view of a seat at a moment: once its term is over it is shown as ended, whether or not that was stored yet. Why
 * it is vacant is not public: the reason may be a person's health.
 */
export const presentSeat = (seat: Seat, now: Instant): z.input<typeof PublicSeat> =>
  standing(isTermOver(seat, now) ? { ...baseOf(seat), version: seat.version, status: 'ended' } : seat)
