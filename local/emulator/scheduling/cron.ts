// AWS cron expressions: minutes hours day-of-month month day-of-week year, in a time zone.
import { Temporal } from 'temporal-polyfill'

type Field = ReadonlySet<number>
type Cron = {
  readonly minutes: Field
  readonly hours: Field
  readonly days: Field | undefined
  readonly months: Field
  /** 1 (Sunday) to 7. */
  readonly weekdays: Field | undefined
  readonly years: Field
}

const monthNames = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** Reads `*`, `5`, `1-5`, `1,15`, `0/10` and names. Refuses L, W and # (nobody here needs them). */
const fieldOf = (text: string, low: number, high: number, names: readonly string[] = []): Field => {
  const numberOf = (part: string): number => {
    const named = names.indexOf(part.toUpperCase())
    const value = named >= 0 ? named + 1 : /^\d+$/.test(part) ? Number(part) : Number.NaN
    if (!(value >= low && value <= high)) throw new Error(`"${part}" is not between ${low} and ${high}`)
    return value
  }
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const [span = '', step = '1'] = part.split('/')
    const [from = '', to] = span.split('-')
    const first = span === '*' ? low : numberOf(from)
    const last = to !== undefined ? numberOf(to) : span === '*' || part.includes('/') ? high : first
    if (!/^[1-9]\d*$/.test(step)) throw new Error(`"${part}" has no valid step`)
    for (let value = first; value <= last; value += Number(step)) values.add(value)
  }
  return values
}

/** Parses the six fields. Refuses (Error) anything else. */
export const parseCron = (expression: string): Cron => {
  const [minutes, hours, days, months, weekdays, years, ...more] = expression.trim().split(/\s+/)
  if (!minutes || !hours || !days || !months || !weekdays || !years || more.length > 0)
    throw new Error(`cron(${expression}) needs six fields`)
  if ((days === '?') === (weekdays === '?'))
    throw new Error(`cron(${expression}): exactly one of day-of-month and day-of-week must be ?`)
  return {
    minutes: fieldOf(minutes, 0, 59),
    hours: fieldOf(hours, 0, 23),
    days: days === '?' ? undefined : fieldOf(days, 1, 31),
    months: fieldOf(months, 1, 12, monthNames),
    weekdays: weekdays === '?' ? undefined : fieldOf(weekdays, 1, 7, dayNames),
    years: fieldOf(years, 1970, 2199),
  }
}

const isDay = (cron: Cron, date: Temporal.PlainDate): boolean =>
  cron.years.has(date.year) &&
  cron.months.has(date.month) &&
  (cron.days?.has(date.day) ?? true) &&
  // Temporal counts Monday as 1, cron Sunday.
  (cron.weekdays?.has((date.dayOfWeek % 7) + 1) ?? true)

/** Far enough for 29 February across a century. */
const furthestDays = 366 * 9

/** The first moment strictly after another at which the expression holds; `undefined` when there is none in nine years. */
export const nextCron = (cron: Cron, after: number, timeZone: string): number | undefined => {
  let date = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(timeZone).toPlainDate()
  for (let day = 0; day < furthestDays; day += 1, date = date.add({ days: 1 })) {
    if (!isDay(cron, date)) continue
    for (const hour of [...cron.hours].sort((a, b) => a - b)) {
      for (const minute of [...cron.minutes].sort((a, b) => a - b)) {
        const moment = date.toPlainDateTime({ hour, minute }).toZonedDateTime(timeZone).epochMilliseconds
        if (moment > after) return moment
      }
    }
  }
  return undefined
}
