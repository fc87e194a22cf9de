// Prints what happens in a play, after the day on which it happens there.
import type { City } from '../scenario/city.ts'

/** The day in the city at an instant: `2026-03-18`. */
export const cityDay = (instant: string) =>
  new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' })

export const plusDays = (instant: string, days: number) =>
  new Date(Date.parse(instant) + days * 86_400_000).toISOString()

export const narrator = (city: City) => async (sentence: string) =>
  console.log(`${cityDay(await city.now())}  ${sentence}`)
