// The term of a seat: over by its own date, whether or not a job has recorded it (Kiesreglement wijkraden, article 4).
import { type Instant, type LocalDate, startOfDayInCity } from '../../kernel/clock.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { seats } from './machine.ts'
import { baseOf, type Seat } from './seat.ts'

/** The moment from which the term is over. */
export const termEndOf = ({ termEndsOn }: Seat): Instant => startOfDayInCity(termEndsOn)

export const isTermOver = (seat: Seat, now: Instant): boolean => termEndOf(seat) <= now

/** Refuses steps of a seat after its term. */
export const objectionToTerm = (seat: Seat, now: Instant): Refusal<'term-over'> | undefined =>
  isTermOver(seat, now) ? refuse('term-over', { termEndsOn: seat.termEndsOn }) : undefined

/** Records that the term is over. */
export const endSeat = (seat: Seat, now: Instant) =>
  seats.take('end', seat, (it) =>
    isTermOver(it, now) ? baseOf(it) : refuse('term-not-over', { termEndsOn: it.termEndsOn }),
  )

/**
 * Moves the end of a term to the day on which the next council starts: all members leave and the new ones start on one
 * day. Undefined if it already ends then, or has ended.
 */
export const moveTerm = (seat: Seat, termEndsOn: LocalDate, now: Instant) => {
  if (seat.status === 'ended' || isTermOver(seat, now)) return undefined
  if (seat.termEndsOn === termEndsOn || termEndsOn <= seat.termStartsOn) return undefined
  const moved = seats.take('move-term', seat, (it) => ({ ...it, termEndsOn }))
  return moved.refused ? undefined : moved
}
