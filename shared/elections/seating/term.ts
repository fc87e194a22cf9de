// The term of a seat: over by its own date, whatever the job that writes it down has done (Kiesreglement wijkraden, article 4).
import { type Instant, type LocalDate, startOfDayInCity } from '../../kernel/clock.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { seats } from './machine.ts'
import { baseOf, type Seat } from './seat.ts'

/** The moment from which the term is over. */
export const termEndOf = ({ termEndsOn }: Seat): Instant => startOfDayInCity(termEndsOn)

export const isTermOver = (seat: Seat, now: Instant): boolean => termEndOf(seat) <= now

/** No step of a seat is taken once its term is over. */
export const objectionToTerm = (seat: Seat, now: Instant): Refusal<'term-over'> | undefined =>
  isTermOver(seat, now) ? refuse('term-over', { termEndsOn: seat.termEndsOn }) : undefined

/** Writes down that the term is over. */
export const endSeat = (seat: Seat, now: Instant) =>
  seats.take('end', seat, (it) =>
    isTermOver(it, now) ? baseOf(it) : refuse('term-not-over', { termEndsOn: it.termEndsOn }),
  )

/**
 * Moves the end of a term to the day on which the next council comes in: all members leave, and the new ones enter, on one
 * day. Undefined where it ends then already, or has ended.
 */
export const moveTerm = (seat: Seat, termEndsOn: LocalDate, now: Instant) => {
  if (seat.status === 'ended' || isTermOver(seat, now)) return undefined
  if (seat.termEndsOn === termEndsOn || termEndsOn <= seat.termStartsOn) return undefined
  const moved = seats.take('move-term', seat, (it) => ({ ...it, termEndsOn }))
  return moved.refused ? undefined : moved
}
