// Time. The only room that reads the clock; everywhere else `now` is a parameter.
import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { assertBrand, type Brand, branded } from './brand.ts'

/** A moment in UTC with milliseconds, `2026-03-18T06:30:00.000Z`. Fixed width, so text order is time order. */
export type Instant = Brand<string, 'Instant'>
/** A calendar day, `2026-03-18`. Text order is time order. */
export type LocalDate = Brand<string, 'LocalDate'>

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

const isCalendarDate = (text: string) => {
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
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

/** `opensAt ≤ t < closesAt`: the clock decides, whatever a job did or did not do. */
export const isWithin = (window: Window, t: Instant): boolean => window.opensAt <= t && t < window.closesAt

/** The instant so many milliseconds later (or earlier). */
export const plusMilliseconds = (instant: Instant, milliseconds: number): Instant =>
  instantOf(epochMilliseconds(instant) + milliseconds)

/** The calendar day in the city at that moment. */
export const dateInCity = (instant: Instant): LocalDate =>
  assertBrand(Temporal.Instant.from(instant).toZonedDateTimeISO(cityTimeZone).toPlainDate().toString(), 'LocalDate')

/** The day so many days (or weeks) later. */
export const plusDays = (date: LocalDate, days: number): LocalDate =>
  assertBrand(Temporal.PlainDate.from(date).add({ days }).toString(), 'LocalDate')

/** Whole days from one day to another; negative when `to` lies before `from`. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days

/** Completed years on a day. Who was born on 29 February has their birthday on 1 March of a common year. */
export const ageOn = (birthDate: LocalDate, on: LocalDate): number => {
  const [year, monthDay] = [Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)), on.slice(5) >= birthDate.slice(5)]
  return monthDay ? year : year - 1
}
