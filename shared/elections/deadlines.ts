// What falls due after an election: the answer of whoever is offered a seat.
import type { Due } from '../platform/deadlines.ts'
import { electionKeys } from './keys.ts'
import type { Seat } from './seating/seat.ts'

/** Silence is refusal: a seat whose offer was not answered in time is vacant again. */
export const answerDue: Due<Seat> = {
  queue: electionKeys.answerDue,
  idOf: ({ electionId, wardCode, number }) => `${electionId}#${wardCode}#${number}`,
  dueAt: (seat) => (seat.status === 'offered' ? seat.answerBefore : undefined),
}
