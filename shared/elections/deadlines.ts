// Deadlines of a ward's seats: the answer to an offer, and the end of the term.
import { startOfDayInCity } from '../kernel/clock.ts'
import type { Due } from '../platform/deadlines.ts'
import { electionKeys } from './keys.ts'
import type { Seat } from './seating/seat.ts'

/** No answer means refusal: a seat whose offer was not answered in time is vacant again. Every seat ends with its term. */
export const seatDue: Due<Seat> = {
  queue: electionKeys.seatDue,
  idOf: ({ electionId, wardCode, number }) => `${electionId}#${wardCode}#${number}`,
  dueAt: (seat) => {
    if (seat.status === 'ended') return undefined
    const termEndsAt = startOfDayInCity(seat.termEndsOn)
    return seat.status === 'offered' && seat.answerBefore < termEndsAt ? seat.answerBefore : termEndsAt
  },
}
