// Prints what happens in a demo, after the day on which it happens there.
import { plusDays as daysLater, endOfDayInCity, LocalDate, plusMilliseconds } from '../../../shared/kernel/clock.ts'
import type { City } from '../scenario/city.ts'

/** The day in the city at an instant: `2026-03-18`. */
export const cityDay = (instant: string) =>
  new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' })

export const plusDays = (instant: string, days: number) =>
  new Date(Date.parse(instant) + days * 86_400_000).toISOString()

/** Six minutes after midnight in the city: jobs that run every five minutes have done what was due at midnight. */
export const earlyOn = (day: string): string =>
  plusMilliseconds(endOfDayInCity(daysLater(LocalDate.parse(day), -1)), 6 * 60_000)

export const narrator = (city: City) => async (sentence: string) =>
  console.log(`${cityDay(await city.now())}  ${sentence}`)
