// Moments, days, numbers and amounts in the Dutch of a document. The same on every machine.
import { dateInCity, type Instant, type LocalDate, timeOfDayInCity } from '../kernel/clock.ts'
import { dateInWords } from './render/words.ts'

/** `23 maart 2022`. */
export const dayInWords = (on: LocalDate): string => dateInWords(on, 'nl')

/** `23 maart 2022 om 14.05 uur`, in the time zone of the city. */
export const instantInCityWords = (instant: Instant): string =>
  `${dayInWords(dateInCity(instant))} om ${timeOfDayInCity(instant).replace(':', '.')} uur`

/** A whole number: `12.345`. */
export const whole = (number: number): string => String(number).replaceAll(/\B(?=(\d{3})+(?!\d))/g, '.')

/** An amount of cents: `€ 12.345,00`. */
export const euros = (cents: number): string =>
  `€ ${whole(Math.floor(cents / 100))},${String(cents % 100).padStart(2, '0')}`

/** Names, joined as a sentence joins them. */
export const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} en ${names.at(-1) ?? ''}`
