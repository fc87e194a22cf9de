// The days on which no term ends: weekends, holidays, and days that a decree puts on a level with them. Each day is a row
// with its source; nothing is calculated, because a decree can add a day to any year.
import { LocalDate, weekdayOf } from './clock.ts'
import type { Bilingual } from './refusals.ts'

/** A day on which no term ends (algemeen erkende feestdag, or a day made equal to one). */
export type ClosedDay = { readonly on: LocalDate; readonly name: Bilingual; readonly source: string }

/** The known closed days, and the years they cover. Other years are refused. */
export type ClosedDays = {
  readonly firstYear: number
  readonly lastYear: number
  readonly days: readonly ClosedDay[]
}

const act = 'Algemene termijnenwet, art. 3(1): https://wetten.overheid.nl/BWBR0002448'
const decree = 'Besluit gelijkstelling, Algemene termijnenwet art. 3(3): https://wetten.overheid.nl/BWBR0051300'
const decreeDay = { nl: 'gelijkgestelde dag', en: 'decree day' }

const daysOf = (source: string, name: Bilingual, ...dates: readonly string[]): readonly ClosedDay[] =>
  dates.map((date) => ({ on: LocalDate.parse(date), name, source }))
const everyYear = (monthAndDay: string) => [2026, 2027, 2028].map((year) => `${year}-${monthAndDay}`)

/** Holidays and decree days in the Netherlands, 2026 to 2028: the years for which the decree is known. */
export const dutchClosedDays: ClosedDays = {
  firstYear: 2026,
  lastYear: 2028,
  days: [
    ...daysOf(act, { nl: 'nieuwjaarsdag', en: "New Year's Day" }, ...everyYear('01-01')),
    ...daysOf(act, { nl: 'Goede Vrijdag', en: 'Good Friday' }, '2026-04-03', '2027-03-26', '2028-04-14'),
    ...daysOf(act, { nl: 'tweede paasdag', en: 'Easter Monday' }, '2026-04-06', '2027-03-29', '2028-04-17'),
    ...daysOf(act, { nl: 'Koningsdag', en: "King's Day" }, ...everyYear('04-27')),
    ...daysOf(act, { nl: 'Bevrijdingsdag', en: 'Liberation Day' }, ...everyYear('05-05')),
    ...daysOf(act, { nl: 'Hemelvaartsdag', en: 'Ascension Day' }, '2026-05-14', '2027-05-06', '2028-05-25'),
    ...daysOf(act, { nl: 'tweede pinksterdag', en: 'Whit Monday' }, '2026-05-25', '2027-05-17', '2028-06-05'),
    ...daysOf(act, { nl: 'eerste kerstdag', en: 'Christmas Day' }, ...everyYear('12-25')),
    ...daysOf(act, { nl: 'tweede kerstdag', en: 'Boxing Day' }, ...everyYear('12-26')),
    ...daysOf(decree, decreeDay, '2026-01-02', '2026-05-15', '2027-05-07', '2028-04-28', '2028-05-26'),
  ],
}

const weekend: Bilingual = { nl: 'weekend', en: 'weekend' }
const saturday = 6

/** Why no term ends on this day; undefined on an ordinary day; `'unknown'` in a year that the calendar does not cover. */
export const closedBecause = (calendar: ClosedDays, on: LocalDate): Bilingual | 'unknown' | undefined => {
  const year = Number(on.slice(0, 4))
  if (year < calendar.firstYear || year > calendar.lastYear) return 'unknown'
  if (weekdayOf(on) >= saturday) return weekend
  return calendar.days.find((day) => day.on === on)?.name
}
