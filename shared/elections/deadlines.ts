// Deadlines of the windows of an election, of a ward's seats (the answer to an offer, the end of the term) and of the pool of a lottery.
import { plusMilliseconds, startOfDayInCity } from '../kernel/clock.ts'
import type { Deadline, Due } from '../platform/deadlines.ts'
import { electionKeys } from './keys.ts'
import type { Lottery } from './lottery/lottery.ts'
import type { Election } from './planning/election.ts'
import { nextMoment } from './planning/windows.ts'
import type { Seat } from './seating/seat.ts'
import { runsOnFrom } from './seating/term.ts'

/**
 * No answer means refusal: a seat whose offer was not answered in time is vacant again. Every seat ends with its term, which runs on
 * while the next council is not elected.
 */
export const seatDue: Due<Seat> = {
  queue: electionKeys.seatDue,
  idOf: ({ electionId, wardCode, number }) => `${electionId}#${wardCode}#${number}`,
  dueAt: (seat) => {
    if (seat.status === 'ended') return undefined
    const termEndsAt = runsOnFrom(seat) ?? startOfDayInCity(seat.termEndsOn)
    const isAwaited = seat.status === 'offered' || seat.status === 'asked'
    return isAwaited && seat.answerBefore < termEndsAt ? seat.answerBefore : termEndsAt
  },
}

/** From when a sweeper freezes the pool of a lottery, if the event of its announcement has not been handled. */
const freezingMilliseconds = 2 * 60_000

/** The pool of an announced lottery is to be frozen. */
export const poolDue: Due<Lottery> = {
  queue: electionKeys.poolDue,
  idOf: ({ electionId, wardCode, number }) => `${electionId}#${wardCode}#${number}`,
  dueAt: ({ status, announcedAt }) =>
    status === 'announced' ? plusMilliseconds(announcedAt, freezingMilliseconds) : undefined,
}

/** Starts the workflow that publishes that a window has opened or closed. The window itself follows from its dates. */
export const windowDeadline: Deadline<Election> = {
  name: 'reach-window',
  queue: electionKeys.windowDue,
  idOf: ({ id }) => id,
  dueAt: (election) => nextMoment(election)?.at,
  input: ({ id }) => ({ electionId: id }),
  phase: (election) => nextMoment(election)?.moment ?? '',
}
