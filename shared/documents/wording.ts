// Moments and days in the Dutch of a document. The same on every machine.
import { dateInCity, type Instant, type LocalDate, timeOfDayInCity } from '../kernel/clock.ts'
import { dateInWords } from './render/words.ts'

/** `23 maart 2022`. */
export const dayInWords = (on: LocalDate): string => dateInWords(on, 'nl')

/** `23 maart 2022 om 14.05 uur`, in the time zone of the city. */
export const instantInCityWords = (instant: Instant): string =>
  `${dayInWords(dateInCity(instant))} om ${timeOfDayInCity(instant).replace(':', '.')} uur`
