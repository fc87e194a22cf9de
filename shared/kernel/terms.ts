// Terms: from a day and a length to the last day, as a date. It becomes an instant only to decide whether something is late.
// The General Terms Act (Algemene termijnenwet, "Atw") moves the end of terms that an act or a decree sets. It does not move
// those of an ordinance, a policy or a contract, unless the rule set says so: each term says which it is.
import * as z from 'zod'
import { daysBetween, endOfDayInCity, type Instant, LocalDate, plusDays } from './clock.ts'
import { type ClosedDays, closedBecause } from './closed-days.ts'
import { type Bilingual, type Refusal, refuse } from './refusals.ts'

const Length = z.strictObject({
  amount: z.int().min(1).max(1_000),
  /** `working-days`: ordinary days only; such a term needs the calendar and never ends on a closed day. */
  unit: z.enum(['days', 'working-days', 'weeks', 'months', 'years']),
})
export type Length = z.infer<typeof Length>

/** A term of a rule set. */
export const Term = Length.extend({
  /** From an event onwards, or backwards from an event ("six weeks before the start"). */
  counted: z.enum(['onwards', 'backwards']),
  /** Whether the General Terms Act moves its end. */
  rollover: z.enum(['general-terms-act', 'none']),
  /** Where the term is laid down. */
  source: z.string().min(1).max(500),
})
export type Term = z.infer<typeof Term>

/** Days on which a term is suspended: `from` up to, not including, `to` (Awb 4:15). */
export const Suspension = z
  .strictObject({ from: LocalDate, to: LocalDate, ground: z.string().min(1).max(1_000) })
  .refine(({ from, to }) => from <= to, { path: ['to'] })
export type Suspension = z.infer<typeof Suspension>

/** A term that runs from a day. */
export type RunningTerm = {
  readonly term: Term
  readonly from: LocalDate
  readonly suspensions: readonly Suspension[]
  readonly extension?: Length | undefined
}

/** When a term ends, and why then. `calculatedOn`: by its length alone. `endsOn`: its last day, whole. */
export type Ending = {
  readonly calculatedOn: LocalDate
  readonly suspendedDays: number
  readonly endsOn: LocalDate
  readonly movedBecause: readonly Bilingual[]
}

type Unreached = Refusal<'calendar-does-not-reach'>
const unreached = (on: LocalDate): Unreached => refuse('calendar-does-not-reach', { year: on.slice(0, 4) })

const twoDigits = (number: number) => String(number).padStart(2, '0')

/** The same day of the month this many months later, or the last day of a month that is too short. */
const plusMonths = (date: LocalDate, months: number): LocalDate => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const count = year * 12 + (month - 1) + months
  const first = LocalDate.parse(`${String(Math.floor(count / 12)).padStart(4, '0')}-${twoDigits((count % 12) + 1)}-01`)
  const lengthOfMonth = Number(plusDays(plusDays(first, 31), -Number(plusDays(first, 31).slice(8))).slice(8))
  return plusDays(first, Math.min(day, lengthOfMonth) - 1)
}

const plusWorkingDays = (from: LocalDate, amount: number, calendar: ClosedDays): LocalDate | Unreached => {
  const step = Math.sign(amount)
  let day = from
  for (let left = Math.abs(amount); left > 0; ) {
    day = plusDays(day, step)
    const closed = closedBecause(calendar, day)
    if (closed === 'unknown') return unreached(day)
    if (closed === undefined) left -= 1
  }
  return day
}

/** The day on which a length ends; the day on which it begins does not count (Awb 6:8). */
const plusLength = (from: LocalDate, { amount, unit }: Length, sign: 1 | -1, calendar: ClosedDays) => {
  if (unit === 'working-days') return plusWorkingDays(from, sign * amount, calendar)
  if (unit === 'days') return plusDays(from, sign * amount)
  if (unit === 'weeks') return plusDays(from, sign * amount * 7)
  return plusMonths(from, sign * amount * (unit === 'years' ? 12 : 1))
}

const longestUnderAct = { days: 90, weeks: 12, months: 3, years: 0, 'working-days': 0 } as const

/** Whether the act moves the end of a term of this length; longer ones stay (Atw 4). */
const isMoved = ({ rollover, counted }: Term, { amount, unit }: Length): boolean =>
  rollover === 'general-terms-act' && counted === 'onwards' && amount <= longestUnderAct[unit]

const atLeastTwo: Bilingual = { nl: 'ten minste twee gewone dagen', en: 'at least two ordinary days' }

/** The first ordinary day from `end` on that leaves a term of three days or more two ordinary days (Atw 1 and 2). */
const roll = (from: LocalDate, end: LocalDate, calendar: ClosedDays): Unreached | Omit<Ending, 'suspendedDays'> => {
  const movedBecause: Bilingual[] = []
  // Any two weeks have two ordinary days: in a longer term there is nothing to count.
  const isCounted = daysBetween(from, end) >= 3 && daysBetween(from, end) <= 14
  let missing = isCounted ? 2 : 0
  for (let day = isCounted ? plusDays(from, 1) : end; ; day = plusDays(day, 1)) {
    const closed = closedBecause(calendar, day)
    if (closed === 'unknown') return unreached(day)
    if (closed === undefined) missing -= 1
    if (day < end) continue
    const reason = closed ?? (missing > 0 ? atLeastTwo : undefined)
    if (reason === undefined) return { calculatedOn: end, endsOn: day, movedBecause }
    if (movedBecause.at(-1)?.en !== reason.en) movedBecause.push(reason)
  }
}

/** How many different days are suspended: two requests at once stop the term once. */
const suspendedDaysOf = (suspensions: readonly Suspension[]): number => {
  let [days, until] = [0, '']
  for (const { from, to } of suspensions.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const start = from > until ? from : LocalDate.parse(until)
    if (start < to) days += daysBetween(start, to)
    if (to > until) until = to
  }
  return days
}

/**
 * The end of a term. The suspended days, and then an extension, are added to the end that was calculated; the act moves the
 * result once. Refused where the answer depends on a year whose holidays are not known.
 */
export const endOf = (running: RunningTerm, calendar: ClosedDays): Ending | Unreached => {
  const { term, from, suspensions, extension } = running
  const calculatedOn = plusLength(from, term, term.counted === 'onwards' ? 1 : -1, calendar)
  if (typeof calculatedOn !== 'string') return calculatedOn
  const suspendedDays = suspendedDaysOf(suspensions)
  const resumed = plusDays(calculatedOn, suspendedDays)
  const unrolled = extension === undefined ? resumed : plusLength(resumed, extension, 1, calendar)
  if (typeof unrolled !== 'string') return unrolled
  // An extension is a term of its own: its own length says whether the act applies (assumed).
  if (!isMoved(term, extension ?? term)) return { calculatedOn, suspendedDays, endsOn: unrolled, movedBecause: [] }
  const rolled = roll(from, unrolled, calendar)
  return 'refused' in rolled ? rolled : { ...rolled, calculatedOn, suspendedDays }
}

/** A request to complete something, by which a term is suspended. */
export type CompletionRequest = {
  readonly askedOn: LocalDate
  /** The last day for the answer. Without one the term is not suspended (ECLI:NL:RVS:2016:2527). */
  readonly answerBy: LocalDate | undefined
  readonly metOn: LocalDate | undefined
  readonly ground: string
}

/** The suspension by a request: from the day after it, until the day it was met or its own term lapsed (Awb 4:15). */
export const suspensionOf = ({ askedOn, answerBy, metOn, ground }: CompletionRequest): Suspension | undefined => {
  if (answerBy === undefined) return undefined
  const from = plusDays(askedOn, 1)
  const to = metOn !== undefined && metOn < answerBy ? metOn : answerBy
  return to > from ? { from, to, ground } : undefined
}

/** Whether a term with this last day is over: at 24:00 of that day in the city. */
export const isOver = (endsOn: LocalDate, now: Instant): boolean => now >= endOfDayInCity(endsOn)

/** The term with an extension: once, and while it runs. */
export const extend = (
  running: RunningTerm,
  extension: Length,
  calendar: ClosedDays,
  now: Instant,
): RunningTerm | Refusal<'term-over' | 'already-extended' | 'calendar-does-not-reach'> => {
  if (running.extension !== undefined) return refuse('already-extended')
  const ending = endOf(running, calendar)
  if ('refused' in ending) return ending
  if (isOver(ending.endsOn, now)) return refuse('term-over', { endsOn: ending.endsOn })
  return { ...running, extension }
}

const units = {
  days: { one: { nl: 'dag', en: 'day' }, more: { nl: 'dagen', en: 'days' } },
  'working-days': { one: { nl: 'werkdag', en: 'working day' }, more: { nl: 'werkdagen', en: 'working days' } },
  weeks: { one: { nl: 'week', en: 'week' }, more: { nl: 'weken', en: 'weeks' } },
  months: { one: { nl: 'maand', en: 'month' }, more: { nl: 'maanden', en: 'months' } },
  years: { one: { nl: 'jaar', en: 'year' }, more: { nl: 'jaar', en: 'years' } },
} as const satisfies Record<Length['unit'], { readonly one: Bilingual; readonly more: Bilingual }>

/** A length in words, for what the city promises: "6 weken", "1 working day". */
export const lengthInWords = ({ amount, unit }: Length): Bilingual => {
  const { nl, en } = units[unit][amount === 1 ? 'one' : 'more']
  return { nl: `${amount} ${nl}`, en: `${amount} ${en}` }
}
