// Time. This is the only file that reads the clock; everywhere else `now` is a parameter. Days are reckoned with `Date` in UTC, which
// has the same calendar as Temporal (tests/unit/kernel/calendar.test.ts) and is there without 55 KB in every function.
import * as z from 'zod'
import { assertBrand, type Brand, branded } from './brand.ts'

/** A moment in UTC with milliseconds, `2026-03-18T06:30:00.000Z`. Fixed width, so text order is time order. */
export type Instant = Brand<string, 'Instant'>
/** A calendar day, `2026-03-18`. Text order is time order. */
export type LocalDate = Brand<string, 'LocalDate'>

/** A time of day in the city, `15:00`. */
export type TimeOfDay = Brand<string, 'TimeOfDay'>
export const TimeOfDay = branded(
  z
    .string()
    .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)
    .meta({ maxLength: 5 }),
  'TimeOfDay',
)

/** Half-open: `opensAt ≤ t < closesAt`. */
export type Window = { readonly opensAt: Instant; readonly closesAt: Instant }

/** The time zone of every date that the law or a ward fixes. */
export const cityTimeZone = 'Europe/Amsterdam'

const storedInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** An instant as it is kept and published. */
export const Instant = branded(z.string().regex(storedInstant).meta({ format: 'date-time' }), 'Instant')

// A year is kept on either side, so that neither an offset nor a term leads out of the calendar.
const isWellInsideCalendar = (text: string) => text.slice(0, 4) > '0000' && text.slice(0, 4) < '9999'

/** An instant as a client may write it: RFC 3339 with any offset, in the years 1–9998, read as UTC. */
export const InstantInput = z.iso
  .datetime({ offset: true })
  .max(40)
  .refine(isWellInsideCalendar, { abort: true })
  .transform((text) => instantOf(Date.parse(text)))

const millisecondsOfDay = 24 * 3_600_000
const midnightOf = (date: string): number => Date.parse(`${date}T00:00:00Z`)
const dayOf = (midnight: number): string => new Date(midnight).toISOString().replace(/T.*$/, '')

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const isLeapYear = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

// In whole numbers: the schema of every stored item with a date asks this. `text` is `yyyy-mm-dd` in digits.
const isCalendarDate = (text: string) => {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))]
  const last = month === 2 && isLeapYear(year) ? 29 : (daysOfMonth[month - 1] ?? 0)
  return 1 <= day && day <= last
}

/** A day of the calendar; `2026-02-30` is refused. */
export const LocalDate = branded(
  z
    .string()
    .regex(/^\d{4}-\d\d-\d\d$/)
    .refine(isCalendarDate)
    .meta({ format: 'date' }),
  'LocalDate',
)

/** The instant of a number of milliseconds since 1970. Refuses (RangeError) what is outside the years 0–9999. */
export const instantOf = (epochMilliseconds: number): Instant => {
  const text = new Date(epochMilliseconds).toISOString()
  if (!storedInstant.test(text)) throw new RangeError(`Outside the calendar: ${text}`)
  return assertBrand(text, 'Instant')
}

/** Milliseconds since 1970. */
export const epochMilliseconds = (instant: Instant): number => Date.parse(instant)

/** Now, by the machine's clock. */
export const readClock = (): Instant => instantOf(Date.now())

/** Milliseconds since this process began, by the monotonic clock: for durations. */
export const monotonicMilliseconds = (): number => performance.now()

/** `opensAt ≤ t < closesAt`: only the clock decides, whether or not any job ran. */
export const isWithin = (window: Window, t: Instant): boolean => window.opensAt <= t && t < window.closesAt

/** The instant this many milliseconds later (or earlier). */
export const plusMilliseconds = (instant: Instant, milliseconds: number): Instant =>
  instantOf(epochMilliseconds(instant) + milliseconds)

/** The day this many whole days later. */
export const plusDays = (date: LocalDate, days: number): LocalDate => {
  if (!Number.isInteger(days)) throw new RangeError(`${days} is not a number of whole days`)
  return assertBrand(dayOf(midnightOf(date) + days * millisecondsOfDay), 'LocalDate')
}

// Created once, when first needed: creating one costs as much as a request.
let cityCalendar: Intl.DateTimeFormat | undefined
const monthAndDayInCity = (instant: Instant): string => {
  cityCalendar ??= new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: cityTimeZone,
    month: '2-digit',
    day: '2-digit',
  })
  return cityCalendar.format(epochMilliseconds(instant))
}

/** The calendar day in the city at that moment. */
export const dateInCity = (instant: Instant): LocalDate => {
  const dayInUtc = assertBrand(instant.slice(0, 10), 'LocalDate')
  const monthAndDay = monthAndDayInCity(instant)
  // Without the year: Intl writes years before 1 in another way than we do.
  if (dayInUtc.endsWith(monthAndDay)) return dayInUtc
  const day = [1, -1].map((days) => plusDays(dayInUtc, days)).find((each) => each.endsWith(monthAndDay))
  if (day === undefined) throw new RangeError(`No day in the city at ${instant}`)
  return day
}

/** Whole days from one day to another; negative when `to` is before `from`. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  (midnightOf(to) - midnightOf(from)) / millisecondsOfDay

/** Completed years on a day. Who was born on 29 February has their birthday on 1 March of a common year. */
export const ageOn = (birthDate: LocalDate, on: LocalDate): number => {
  const [year, monthDay] = [Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)), on.slice(5) >= birthDate.slice(5)]
  return monthDay ? year : year - 1
}

/** The last calendar day in the city that has a moment of the window in it: a close at midnight ends the day before. */
export const lastDayOf = ({ closesAt }: Window): LocalDate => dateInCity(plusMilliseconds(closesAt, -1))

// How far the city's clock is ahead of UTC, at most: two hours in summer time, one in winter.
const hoursAheadOfUtc = [2, 1]
let cityClock: Intl.DateTimeFormat | undefined
const timeInCity = (milliseconds: number): string => {
  cityClock ??= new Intl.DateTimeFormat('en-GB', { timeZone: cityTimeZone, hour: '2-digit', minute: '2-digit' })
  return cityClock.format(milliseconds)
}

/** What the city's clocks show at that moment: `14:05`. */
export const timeOfDayInCity = (instant: Instant): string => timeInCity(epochMilliseconds(instant))

/**
 * The moment at which the city's clocks show this time of day (`15:00`). In the hour that comes twice in autumn, the first;
 * undefined in the hour that spring leaves out.
 */
export const instantInCity = (date: LocalDate, time: TimeOfDay): Instant | undefined => {
  const [hours, minutes] = [Number(time.slice(0, 2)), Number(time.slice(3))]
  const asUtc = midnightOf(date) + (hours * 60 + minutes) * 60_000
  const found = hoursAheadOfUtc.map((ahead) => asUtc - ahead * 3_600_000).find((each) => timeInCity(each) === time)
  return found === undefined ? undefined : instantOf(found)
}

/** The first moment after a day in the city: until then the day lasts. Clocks in Europe change at night, never at midnight. */
export const endOfDayInCity = (date: LocalDate): Instant => {
  const end = instantInCity(plusDays(date, 1), assertBrand('00:00', 'TimeOfDay'))
  if (end === undefined) throw new RangeError(`No midnight after ${date}`)
  return end
}

const firstDay = assertBrand('1970-01-01', 'LocalDate')

/** The first moment of a day in the city; of days before 1970 that of 1970, before anything here happened. */
export const startOfDayInCity = (date: LocalDate): Instant =>
  endOfDayInCity(plusDays(date < firstDay ? firstDay : date, -1))

/** Day of the week: 1 Monday to 7 Sunday (ISO 8601). */
export const weekdayOf = (date: LocalDate): number => new Date(midnightOf(date)).getUTCDay() || 7
