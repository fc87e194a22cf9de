import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarFor, type ElectionCalendar, termStartsAfter } from '../../../shared/elections/planning/calendar.ts'
import type { ElectionRules } from '../../../shared/elections/rules/election-rules.ts'
import { rulesForPollingOn, rulesOfRotterdam } from '../../../shared/elections/rules/rules-of-rotterdam.ts'
import { daysBetween, LocalDate, plusDays, TimeOfDay, weekdayOf } from '../../../shared/kernel/clock.ts'

const day = (text: string) => LocalDate.parse(text)
const rulesOf = (pollingOn: string): ElectionRules => {
  const rules = rulesForPollingOn(pollingOn)
  if (rules === undefined) throw new Error(`No rules on ${pollingOn}`)
  return rules
}
const calendarOn = (pollingOn: string, own = {}): ElectionCalendar => {
  const calendar = calendarFor(day(pollingOn), rulesOf(pollingOn).calendar, own)
  if (calendar.refused) throw new Error(calendar.code)
  return calendar.value
}

/** The dates as the city published them (tests/data/elections). */
const published = readFileSync(new URL('../../data/elections/election_calendar.csv', import.meta.url), 'utf8')
  .split('\n')
  .slice(1)
  .flatMap((line) => {
    const [, election, event, date] = /^(\d{4}),("[^"]*"|[^,]*),(\d{4}-\d\d-\d\d),/.exec(line) ?? []
    return election && event && date ? [{ election, event, date }] : []
  })
const columns: readonly (readonly [RegExp, (it: ElectionCalendar) => string])[] = [
  [/^ward nomination closes/, (it) => it.nominationClosesAt.slice(0, 10)],
  [/validity/, (it) => it.sessionOn],
  [/lot for/, (it) => it.ballotLotOn],
  [/appeal/, (it) => it.appealUntilOn],
  [/residency/, (it) => it.residencyOn],
  [/^polling day/, (it) => it.pollingOn],
  [/^result/, (it) => it.resultOn],
  [/enter office/, (it) => it.termStartsOn],
]

describe('the calendar of an election', () => {
  it('the calendar of an election equals the real ones of 2022 and 2026', () => {
    const calendars = new Map([
      ['2022', calendarOn('2022-03-16')],
      ['2026', calendarOn('2026-03-18')],
    ])
    expect(published).toHaveLength(12)
    for (const { election, event, date } of published)
      for (const [name, read] of columns.filter(([pattern]) => pattern.test(event))) {
        const calendar = calendars.get(election)
        expect(calendar && read(calendar), `${election}: ${event} (${name})`).toBe(date)
      }
  })

  it('the calendar of an election closes the nominations on a Monday at 15:00 in the city, and the polling at 21:00', () => {
    const calendar = calendarOn('2026-03-18')
    expect(calendar.nominationClosesAt).toBe('2026-01-19T14:00:00.000Z')
    expect(weekdayOf(day('2026-01-19'))).toBe(1)
    expect(calendar.pollingOpensAt).toBe('2026-03-18T06:30:00.000Z')
    expect(calendar.pollingClosesAt).toBe('2026-03-18T20:00:00.000Z')
    expect(calendarOn('2022-03-16').pollingOpensAt).toBe('2022-03-14T06:30:00.000Z')
  })

  it('the calendar of an election uses summer time if the polling day is in it', () => {
    expect(calendarOn('2026-05-20').pollingClosesAt).toBe('2026-05-20T19:00:00.000Z')
    expect(calendarOn('2026-05-20').nominationClosesAt).toBe('2026-03-23T14:00:00.000Z')
  })

  it('the calendar of an election uses the dates that an election sets itself, and moves the start of the term with the result', () => {
    const calendar = calendarOn('2026-03-18', { appealUntilOn: day('2026-01-30'), resultOn: day('2026-03-24') })
    expect(calendar).toMatchObject({ appealUntilOn: '2026-01-30', termStartsOn: '2026-04-15' })
  })

  it('the calendar of an election refuses dates in the wrong order, and names the two', () => {
    const { calendar } = rulesOf('2026-03-18')
    expect(calendarFor(day('2026-03-18'), calendar, { sessionOn: day('2026-01-16') })).toMatchObject({
      code: 'dates-out-of-order',
      facts: { earlier: 'nominationClosesAt', later: 'sessionOn' },
    })
    expect(calendarFor(day('2026-03-18'), calendar, { appealUntilOn: day('2026-01-20') })).toMatchObject({
      facts: { earlier: 'sessionOn', later: 'appealUntilOn' },
    })
    expect(calendarFor(day('2026-03-18'), { ...calendar, resultDays: -1 })).toMatchObject({
      facts: { earlier: 'pollingClosesAt', later: 'resultOn' },
    })
  })

  it('the calendar of an election refuses an hour that clocks skip in spring', () => {
    const rules = { ...rulesOf('2026-03-29').calendar, pollingClosesTime: TimeOfDay.parse('02:30') }
    expect(calendarFor(day('2026-03-29'), rules)).toMatchObject({
      code: 'time-does-not-exist',
      facts: { date: '2026-03-29', time: '02:30' },
    })
  })
})

describe('the start of the term', () => {
  it.each([
    ['2022-03-23', '2022-04-20'],
    ['2026-03-24', '2026-04-15'],
    ['2026-03-25', '2026-04-22'],
  ])('the start of the term after a result on %s is %s', (resultOn, startsOn) => {
    expect(termStartsAfter(day(resultOn), rulesOf(resultOn).calendar.term)).toBe(startsOn)
  })

  it('the start of the term is always a Wednesday, 22 to 28 days after the result', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (days) => {
        const resultOn = plusDays(day('2000-01-01'), days)
        const startsOn = termStartsAfter(resultOn, { nth: 4, weekday: 3 })
        expect(weekdayOf(startsOn)).toBe(3)
        expect(daysBetween(resultOn, startsOn)).toBeGreaterThanOrEqual(22)
        expect(daysBetween(resultOn, startsOn)).toBeLessThanOrEqual(28)
      }),
    )
  })
})

describe('the rule sets of Rotterdam', () => {
  it('the rule sets of Rotterdam apply by the polling day, and none applies before the first', () => {
    expect(rulesForPollingOn('2022-03-16')?.name).toBe('rotterdam-2022')
    expect(rulesForPollingOn('2026-03-18')?.name).toBe('rotterdam-2026')
    expect(rulesForPollingOn('2018-03-21')).toBeUndefined()
  })

  it('the rule sets of Rotterdam name their assumptions by pointers to their fields', () => {
    for (const rules of rulesOfRotterdam)
      for (const pointer of rules.assumed) {
        const found = pointer
          .slice(1)
          .split('/')
          .reduce<unknown>((at, name) => (typeof at === 'object' && at ? Reflect.get(at, name) : undefined), rules)
        expect(found, pointer).toBeDefined()
      }
  })
})
