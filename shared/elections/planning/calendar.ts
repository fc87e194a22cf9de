// All dates of an election follow from its polling day (Kiesreglement wijkraden, articles 2 to 4).
import * as z from 'zod'
import { Instant, instantInCity, LocalDate, plusDays, type TimeOfDay, weekdayOf } from '../../kernel/clock.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'
import type { CalendarRules } from '../rules/election-rules.ts'

/** The dates of one election. `…On` are days in the city, `…At` moments; windows are half-open. */
export const ElectionCalendar = z.strictObject({
  nominationOpensAt: Instant,
  nominationClosesAt: Instant,
  sessionOn: LocalDate,
  ballotLotOn: LocalDate,
  /** Appeals are in time until the end of this day. */
  appealUntilOn: LocalDate,
  residencyOn: LocalDate,
  pollingOn: LocalDate,
  pollingOpensAt: Instant,
  pollingClosesAt: Instant,
  resultOn: LocalDate,
  /** Expected: it moves with the day on which the result is actually established. */
  termStartsOn: LocalDate,
})
export type ElectionCalendar = z.infer<typeof ElectionCalendar>

/** Days that an election may set itself where they differ from the rule: each is an announced date. */
export const OwnDates = ElectionCalendar.pick({
  sessionOn: true,
  ballotLotOn: true,
  appealUntilOn: true,
  residencyOn: true,
  resultOn: true,
}).partial()
export type OwnDates = z.infer<typeof OwnDates>

/**
 * The day on which the old council leaves and the new one starts: the nth such weekday *after* the day the result is
 * established. A result on that weekday does not count as the first (article 4).
 */
export const termStartsAfter = (
  resultOn: LocalDate,
  { nth, weekday }: Pick<CalendarRules['term'], 'nth' | 'weekday'>,
): LocalDate => {
  const daysToFirst = ((weekday - weekdayOf(resultOn) + 6) % 7) + 1
  return plusDays(resultOn, daysToFirst + (nth - 1) * 7)
}

/** The planned first day after a term: this number of years later. The next council decides on the real one: seating/term.ts. */
export const termEndsAfter = (startsOn: LocalDate, { years }: Pick<CalendarRules['term'], 'years'>): LocalDate => {
  const [year, monthAndDay] = [Number(startsOn.slice(0, 4)) + years, startsOn.slice(4)]
  const sameDay = LocalDate.safeParse(`${year}${monthAndDay}`)
  return sameDay.success ? sameDay.data : LocalDate.parse(`${year}-03-01`)
}

/** The dates in their required order; two may coincide. */
const orderOf = (it: ElectionCalendar): readonly (readonly [string, string])[] => [
  ['nominationOpensAt', it.nominationOpensAt],
  ['nominationClosesAt', it.nominationClosesAt],
  ['sessionOn', `${it.sessionOn}T23:59`],
  ['ballotLotOn', `${it.ballotLotOn}T23:59`],
  ['pollingOpensAt', it.pollingOpensAt],
  ['pollingClosesAt', it.pollingClosesAt],
  ['resultOn', `${it.resultOn}T23:59`],
  ['termStartsOn', `${it.termStartsOn}T23:59`],
]

const firstOutOfOrder = (calendar: ElectionCalendar): readonly [string, string] | undefined => {
  const order = orderOf(calendar)
  for (const [index, [name, at]] of order.entries()) {
    const next = order[index + 1]
    if (next !== undefined && next[1] < at) return [name, next[0]]
  }
  if (calendar.appealUntilOn < calendar.sessionOn) return ['sessionOn', 'appealUntilOn']
  return calendar.pollingOn < calendar.residencyOn ? ['residencyOn', 'pollingOn'] : undefined
}

/** The calendar of an election on this day; `own`: dates that it sets itself. */
export const calendarFor = (
  pollingOn: LocalDate,
  rules: CalendarRules,
  own: OwnDates = {},
): Decision<ElectionCalendar, never, 'dates-out-of-order' | 'time-does-not-exist'> => {
  const day = (offset: number) => plusDays(pollingOn, offset)
  const times: readonly (readonly [string, number, TimeOfDay])[] = [
    ['nominationOpensAt', rules.nominationOpensDays, rules.nominationOpensTime],
    ['nominationClosesAt', rules.nominationClosesDays, rules.nominationClosesTime],
    ['pollingOpensAt', rules.earlyVotingDays, rules.pollingOpensTime],
    ['pollingClosesAt', 0, rules.pollingClosesTime],
  ]
  const moments = times.map(([name, offset, time]) => [name, instantInCity(day(offset), time)] as const)
  const missing = times.find((_, index) => moments[index]?.[1] === undefined)
  // The hour that the change to summer time skips: a window cannot begin or end in it.
  if (missing !== undefined) return refuse('time-does-not-exist', { date: day(missing[1]), time: missing[2] })
  const resultOn = own.resultOn ?? day(rules.resultDays)
  const calendar = ElectionCalendar.parse({
    ...Object.fromEntries(moments),
    pollingOn,
    sessionOn: day(rules.sessionDays),
    ballotLotOn: day(rules.ballotLotDays),
    appealUntilOn: day(rules.appealDays),
    residencyOn: day(rules.residencyDays),
    ...own,
    resultOn,
    termStartsOn: termStartsAfter(resultOn, rules.term),
  })
  const outOfOrder = firstOutOfOrder(calendar)
  if (outOfOrder) return refuse('dates-out-of-order', { earlier: outOfOrder[0], later: outOfOrder[1] })
  return accept(calendar)
}
