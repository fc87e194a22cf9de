// The term of a seat: all members leave and the new ones start on one day (Kiesreglement wijkraden, article 4). Before the next
// council is elected that day is not known: the term then runs on past its planned end.
import { dateInCity, type Instant, type LocalDate, plusDays, startOfDayInCity } from '../../kernel/clock.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { termStartsAfter } from '../planning/calendar.ts'
import type { CalendarRules } from '../rules/election-rules.ts'
import { seats } from './machine.ts'
import { baseOf, type Seat } from './seat.ts'

type Term = Pick<Seat, 'termEndsOn' | 'isTermEndFixed'>

/** Whether a day comes after the term. While the next council is not elected, no day does. */
export const isAfterTerm = ({ termEndsOn, isTermEndFixed }: Term, day: LocalDate): boolean =>
  isTermEndFixed && termEndsOn <= day

/** Whether the term is over: by its own date, whether or not a job has recorded it. */
export const isTermOver = (seat: Seat, now: Instant): boolean => isAfterTerm(seat, dateInCity(now))

/** Refuses steps of a seat after its term. */
export const objectionToTerm = (seat: Seat, now: Instant): Refusal<'term-over'> | undefined =>
  isTermOver(seat, now) ? refuse('term-over', { termEndsOn: seat.termEndsOn }) : undefined

/** Records that the term is over. */
export const endSeat = (seat: Seat, now: Instant) =>
  seats.take('end', seat, (it) =>
    isTermOver(it, now) ? baseOf(it) : refuse('term-not-over', { termEndsOn: it.termEndsOn }),
  )

/** The next council is elected: the term ends on the day on which that one starts. Undefined if it already does, or has ended. */
export const endTermOn = (seat: Seat, termEndsOn: LocalDate, now: Instant) => {
  if (seat.status === 'ended' || isTermOver(seat, now)) return undefined
  const isKnown = seat.isTermEndFixed && seat.termEndsOn === termEndsOn
  if (isKnown || termEndsOn <= seat.termStartsOn) return undefined
  const moved = seats.take('move-term', seat, (it) => ({ ...it, termEndsOn, isTermEndFixed: true }))
  return moved.refused ? undefined : moved
}

/** How many days before its end a term without a successor is moved on, so that no right ends while a job is late. */
const runOnDays = 14

/** From when a term without a successor is to be moved on; undefined where its end is known. */
export const runsOnFrom = ({ termEndsOn, isTermEndFixed }: Seat): Instant | undefined =>
  isTermEndFixed ? undefined : startOfDayInCity(plusDays(termEndsOn, -runOnDays))

/** Whether this term is to be moved on now. */
export const isToRunOn = (seat: Seat, now: Instant): boolean => {
  const from = runsOnFrom(seat)
  return seat.status !== 'ended' && from !== undefined && from <= now
}

/**
 * Moves the end of a term on, because the next council is not elected: to the day that would follow from a result in two weeks. A
 * result that comes before that moves it to its own day.
 */
export const runOn = (seat: Seat, { term }: Pick<CalendarRules, 'term'>, now: Instant) =>
  seats.take('run-on', seat, (it) =>
    isToRunOn(it, now)
      ? { ...it, termEndsOn: termStartsAfter(plusDays(dateInCity(now), runOnDays), term) }
      : refuse('term-not-over', { termEndsOn: it.termEndsOn }),
  )
