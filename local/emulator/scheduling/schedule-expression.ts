// `at(…)` and `rate(…)` as EventBridge reads them. `cron(…)` is refused, because nothing here uses it.
import { Temporal } from 'temporal-polyfill'
import type { Recurrence } from '../time/agenda.ts'

export type When =
  | { readonly kind: 'once'; readonly at: number }
  | { readonly kind: 'recurring'; readonly recurrence: Recurrence }

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const

const rate = (amount: number, unit: keyof typeof units, anchor: number): Recurrence => {
  const period = amount * units[unit]
  return { period, nextAfter: (moment) => anchor + (Math.floor((moment - anchor) / period) + 1) * period }
}

const isUnit = (text: string | undefined): text is keyof typeof units =>
  text !== undefined && Object.hasOwn(units, text)

/** Parses an expression; a rate counts from `anchor`. Throws (Error) where EventBridge would refuse. */
export const parseSchedule = (expression: string, timeZone: string, anchor: number): When => {
  const [, kind, inside = ''] = /^(at|rate)\((.*)\)$/.exec(expression.trim()) ?? []
  switch (kind) {
    case 'at': {
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside)) throw new Error(`at(${inside}) needs yyyy-mm-ddThh:mm:ss`)
      return {
        kind: 'once',
        at: Temporal.PlainDateTime.from(inside, { overflow: 'reject' }).toZonedDateTime(timeZone).epochMilliseconds,
      }
    }
    case 'rate': {
      const [, amount, unit, plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(inside) ?? []
      if (!isUnit(unit) || Number(amount) < 1 || (Number(amount) === 1) === (plural === 's'))
        throw new Error(`rate(${inside}) is not a rate`)
      return { kind: 'recurring', recurrence: rate(Number(amount), unit, anchor) }
    }
    default:
      throw new Error(`${expression} is not a schedule expression`)
  }
}
