// The kernel's calendar compared with Temporal: both give the same day, or both refuse.
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import {
  cityTimeZone,
  dateInCity,
  daysBetween,
  endOfDayInCity,
  epochMilliseconds,
  instantInCity,
  instantOf,
  LocalDate,
  plusDays,
  TimeOfDay,
  weekdayOf,
} from '../../../shared/kernel/clock.ts'

const first = Date.parse('0000-01-01T00:00:00.000Z')
const last = Date.parse('9999-12-31T23:59:59.999Z')
const instants = fc.integer({ min: first, max: last }).map(instantOf)
const dates = instants.map((instant) => LocalDate.parse(instant.slice(0, 10)))

const runs = { numRuns: 2_000 }
const inTemporal = (instant: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(cityTimeZone).toPlainDate().toString()

describe('the day in the city', () => {
  it('the day in the city equals that of Temporal, at any instant', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(dateInCity(instant)).toBe(inTemporal(instant))
      }),
      runs,
    )
  })

  it('the day in the city equals that of Temporal around each midnight and each change of the clocks in forty years', () => {
    const begin = Date.parse('1999-12-31T20:00:00.000Z')
    const different: string[] = []
    for (let day = 0; day < 40 * 366; day++)
      for (const minutes of [119, 120, 179, 180, 240]) {
        const instant = instantOf(begin + (day * 1_440 + minutes) * 60_000)
        if (dateInCity(instant) !== inTemporal(instant)) different.push(instant)
      }
    expect(different).toEqual([])
  })
})

describe('days', () => {
  it('days are added as Temporal adds them, over the ends of months and years, and back', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -800_000, max: 800_000 }), (date, days) => {
        const expected = Temporal.PlainDate.from(date).add({ days }).toString()
        expect(plusDays(date, days)).toBe(expected)
        expect(daysBetween(date, plusDays(date, days))).toBe(days)
      }),
      runs,
    )
  })

  it('days are counted as Temporal counts them', () => {
    fc.assert(
      fc.property(dates, dates, (from, to) => {
        const { days } = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' })
        expect(daysBetween(from, to)).toBe(days)
      }),
      runs,
    )
  })

  it('days are whole numbers', () => {
    const date = LocalDate.parse('2026-03-18')
    expect(() => plusDays(date, 0.5)).toThrow(RangeError)
    expect(() => plusDays(date, Number.NaN)).toThrow(RangeError)
  })
})

describe('a date', () => {
  const twoDigits = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'))
  const years = fc.integer({ min: 0, max: 9_999 }).map((n) => String(n).padStart(4, '0'))

  it('a date is valid if Temporal accepts it', () => {
    const isDay = (text: string) => {
      try {
        Temporal.PlainDate.from(text, { overflow: 'reject' })
        return true
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(years, twoDigits, twoDigits, (year, month, day) => {
        const text = `${year}-${month}-${day}`
        expect(LocalDate.safeParse(text).success).toBe(isDay(text))
      }),
      runs,
    )
    for (const year of ['1900', '2000', '2024', '2026', '0000', '0004', '0099'])
      for (let month = 0; month <= 13; month++)
        for (let day = 0; day <= 32; day++) {
          const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
          expect(LocalDate.safeParse(text).success, text).toBe(isDay(text))
        }
  })

  it('a date is the day of its midnight in UTC', () => {
    expect(epochMilliseconds(instantOf(Date.UTC(2026, 2, 18)))).toBe(Date.parse('2026-03-18T00:00:00Z'))
  })
})

describe('a time of day in the city', () => {
  const days = fc.integer({ min: 0, max: 60 * 366 }).map((count) => plusDays(LocalDate.parse('1990-01-01'), count))
  const times = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map((parts) => TimeOfDay.parse(parts.map((each) => String(each).padStart(2, '0')).join(':')))

  it('a time of day in the city is the same moment as in Temporal, on any day', () => {
    fc.assert(
      fc.property(days, times, (date, time) => {
        const expected = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(cityTimeZone)
        const isLeftOut = expected.toPlainTime().toString({ smallestUnit: 'minute' }) !== time
        expect(instantInCity(date, time)).toBe(isLeftOut ? undefined : instantOf(expected.epochMilliseconds))
      }),
      runs,
    )
  })

  it('a time of day in the city does not exist in the hour that is skipped in spring, and is the first of two in autumn', () => {
    const time = TimeOfDay.parse('02:30')
    expect(instantInCity(LocalDate.parse('2026-03-29'), time)).toBeUndefined()
    expect(instantInCity(LocalDate.parse('2026-10-25'), time)).toBe('2026-10-25T00:30:00.000Z')
  })

  it('a time of day in the city ends the day at midnight, and every day has its weekday', () => {
    expect(endOfDayInCity(LocalDate.parse('2026-03-28'))).toBe('2026-03-28T23:00:00.000Z')
    expect(endOfDayInCity(LocalDate.parse('2026-03-29'))).toBe('2026-03-29T22:00:00.000Z')
    fc.assert(
      fc.property(days, (date) => {
        expect(weekdayOf(date)).toBe(Temporal.PlainDate.from(date).dayOfWeek)
      }),
    )
  })
})
