import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSchedule } from '../../../local/emulator/scheduling/schedule-expression.ts'

const amsterdam = 'Europe/Amsterdam'
const iso = (moment: number | undefined) => (moment === undefined ? undefined : new Date(moment).toISOString())
const next = (expression: string, after: string, timeZone = 'UTC') => {
  const when = parseSchedule(expression, timeZone, Date.parse('2026-01-01T00:00:00Z'))
  return when.kind === 'once' ? iso(when.at) : iso(when.recurrence.nextAfter(Date.parse(after)))
}

describe('schedule expressions', () => {
  it.each([
    'at(2026-02-30T00:00:00)',
    'at(tomorrow)',
    'rate(5 minute)',
    'rate(1 minutes)',
    'rate(0 minutes)',
    'rate(5 seconds)',
    'cron(0 9 * * ? *)',
    'every day',
  ])('schedule expressions refuse %s', (expression) => {
    expect(() => parseSchedule(expression, 'UTC', 0)).toThrow()
  })

  it('schedule expressions read a moment in its time zone, on both days the clocks change', () => {
    expect(next('at(2026-03-29T01:59:59)', '', amsterdam)).toBe('2026-03-29T00:59:59.000Z')
    expect(next('at(2026-03-29T03:00:00)', '', amsterdam)).toBe('2026-03-29T01:00:00.000Z')
    expect(next('at(2026-10-25T12:00:00)', '', amsterdam)).toBe('2026-10-25T11:00:00.000Z')
  })

  it('schedule expressions repeat a rate in whole periods from its start, always later than the given time', () => {
    const anchor = Date.parse('2026-01-01T00:00:00Z')
    const when = parseSchedule('rate(5 minutes)', 'UTC', anchor)
    fc.assert(
      fc.property(fc.integer({ min: -1e10, max: 1e12 }), (distance) => {
        const tick = when.kind === 'recurring' ? (when.recurrence.nextAfter(anchor + distance) ?? 0) : 0
        expect(Math.abs((tick - anchor) % 300_000)).toBe(0)
        expect(tick - (anchor + distance)).toBeGreaterThan(0)
        expect(tick - (anchor + distance)).toBeLessThanOrEqual(300_000)
      }),
    )
  })
})
