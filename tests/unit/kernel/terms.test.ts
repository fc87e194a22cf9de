// Terms compared with worked examples (Algemene termijnenwet, Algemene wet bestuursrecht), and properties of every term.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant, LocalDate, plusDays, weekdayOf } from '../../../shared/kernel/clock.ts'
import { type ClosedDays, closedBecause, dutchClosedDays } from '../../../shared/kernel/closed-days.ts'
import {
  endOf,
  extend,
  isOver,
  type Length,
  lengthInWords,
  type RunningTerm,
  Suspension,
  suspensionOf,
  Term,
} from '../../../shared/kernel/terms.ts'

const day = (text: string) => LocalDate.parse(text)
const lengthOf = (text: string): Length => {
  const unit = { d: 'days', wd: 'working-days', w: 'weeks', m: 'months', y: 'years' } as const
  const [amount = '', code = ''] = text.split(' ')
  return { amount: Number(amount), unit: Object.entries(unit).find(([key]) => key === code)?.[1] ?? 'days' }
}
const running = (
  from: string,
  text: string,
  more: Partial<Term> = {},
  rest: Partial<RunningTerm> = {},
): RunningTerm => ({
  term: Term.parse({
    ...lengthOf(text),
    counted: 'onwards',
    rollover: 'general-terms-act',
    source: 'Algemene wet bestuursrecht',
    ...more,
  }),
  from: day(from),
  suspensions: [],
  ...rest,
})
const ending = (it: RunningTerm) => {
  const found = endOf(it, dutchClosedDays)
  if ('refused' in found) throw new Error(found.code)
  return { ...found, movedBecause: found.movedBecause.map(({ en }) => en) }
}

describe('a term under the General Terms Act ends', () => {
  it.each([
    ['2026-02-20', '6 w', '2026-04-03', '2026-04-07', ['Good Friday', 'weekend', 'Easter Monday']],
    ['2026-03-16', '6 w', '2026-04-27', '2026-04-28', ["King's Day"]],
    ['2026-03-24', '6 w', '2026-05-05', '2026-05-06', ['Liberation Day']],
    ['2026-04-02', '6 w', '2026-05-14', '2026-05-18', ['Ascension Day', 'decree day', 'weekend']],
    ['2026-04-13', '6 w', '2026-05-25', '2026-05-26', ['Whit Monday']],
    ['2026-11-13', '6 w', '2026-12-25', '2026-12-28', ['Christmas Day', 'weekend']],
    ['2026-11-20', '6 w', '2027-01-01', '2027-01-04', ["New Year's Day", 'weekend']],
    ['2026-12-24', '3 d', '2026-12-27', '2026-12-29', ['weekend', 'at least two ordinary days']],
    ['2026-02-13', '13 w', '2026-05-15', '2026-05-15', []],
    ['2026-04-03', '6 w', '2026-05-15', '2026-05-18', ['decree day', 'weekend']],
    ['2027-04-05', '6 w', '2027-05-17', '2027-05-18', ['Whit Monday']],
    ['2026-01-30', '1 d', '2026-01-31', '2026-02-02', ['weekend']],
    ['2026-02-14', '90 d', '2026-05-15', '2026-05-18', ['decree day', 'weekend']],
    ['2026-02-13', '91 d', '2026-05-15', '2026-05-15', []],
    ['2026-02-15', '3 m', '2026-05-15', '2026-05-18', ['decree day', 'weekend']],
    ['2026-01-15', '4 m', '2026-05-15', '2026-05-15', []],
    ['2026-05-15', '1 y', '2027-05-15', '2027-05-15', []],
  ])(
    'a term under the General Terms Act ends from %s, %s: calculated %s, moved to %s',
    (from, length, calculatedOn, endsOn, movedBecause) => {
      expect(ending(running(from, length))).toEqual({ calculatedOn, suspendedDays: 0, endsOn, movedBecause })
    },
  )
})

describe('a term that the act does not move', () => {
  it('a term that the act does not move ends on the calculated day: of a policy, an ordinance or a contract', () => {
    expect(ending(running('2026-02-20', '6 w', { rollover: 'none' })).endsOn).toBe('2026-04-03')
  })
  it('a term that the act does not move ends on the calculated day if it is counted back from an event', () => {
    expect(ending(running('2026-05-18', '6 w', { counted: 'backwards' })).endsOn).toBe('2026-04-06')
  })
  it('a term that the act does not move ends on the last day of a month that is too short', () => {
    expect(ending(running('2026-10-31', '4 m', { rollover: 'none' })).endsOn).toBe('2027-02-28')
    expect(ending(running('2027-10-31', '4 m', { rollover: 'none' })).endsOn).toBe('2028-02-29')
    expect(ending(running('2028-02-29', '1 y', { rollover: 'none' })).endsOn).toBe('2029-02-28')
    expect(ending(running('2028-03-31', '1 m', { counted: 'backwards' })).endsOn).toBe('2028-02-29')
  })
  it('a term that the act does not move needs no calendar and can be in any year', () => {
    expect(ending(running('2039-10-31', '4 m', { rollover: 'none' })).endsOn).toBe('2040-02-29')
  })
  it('a term that the act does not move counts only working days if it is set in working days', () => {
    expect(ending(running('2026-04-02', '3 wd', { rollover: 'none' })).endsOn).toBe('2026-04-09')
    expect(ending(running('2026-12-24', '3 wd', { rollover: 'none' })).endsOn).toBe('2026-12-30')
  })
})

describe('a suspended term', () => {
  const completion = { askedOn: day('2026-03-16'), answerBy: day('2026-03-30'), ground: 'The budget is missing.' }
  const suspended = (metOn: string | undefined, answerBy: LocalDate | undefined = completion.answerBy) =>
    suspensionOf({ ...completion, answerBy, metOn: metOn === undefined ? undefined : day(metOn) })
  const withThese = (...suspensions: readonly (Suspension | undefined)[]) =>
    running('2026-03-02', '8 w', {}, { suspensions: suspensions.filter((each) => each !== undefined) })

  it('a suspended term ends later by the days of suspension, and is moved once', () => {
    expect(ending(withThese(suspended('2026-03-20')))).toEqual({
      calculatedOn: '2026-04-27',
      suspendedDays: 3,
      endsOn: '2026-04-30',
      movedBecause: [],
    })
  })
  it('a suspended term is suspended until the term of the request has expired', () => {
    expect(suspended(undefined)).toMatchObject({ from: '2026-03-17', to: '2026-03-30' })
    expect(suspended('2026-05-01')).toMatchObject({ from: '2026-03-17', to: '2026-03-30' })
  })
  it('a suspended term is not suspended after a request without a term, or one that was met within a day', () => {
    expect(suspensionOf({ ...completion, answerBy: undefined, metOn: day('2026-03-20') })).toBeUndefined()
    expect(suspended('2026-03-17')).toBeUndefined()
  })
  it('a suspended term is suspended once if two requests run at the same time', () => {
    const other = { from: day('2026-03-18'), to: day('2026-03-24'), ground: 'A drawing is missing.' }
    expect(ending(withThese(suspended('2026-03-20'), other)).suspendedDays).toBe(7)
    expect(ending(withThese(other, suspended('2026-03-20'))).suspendedDays).toBe(7)
  })
  it('a suspended term cannot have a suspension that ends before it begins', () => {
    expect(Suspension.safeParse({ from: '2026-03-18', to: '2026-03-17', ground: 'x' }).success).toBe(false)
  })
})

describe('an extension', () => {
  const term = running('2026-02-20', '6 w')
  const twoWeeks = { amount: 2, unit: 'weeks' } as const

  it('an extension gives a new last day, counted from the day before it was moved', () => {
    const extended = extend(term, twoWeeks, dutchClosedDays, Instant.parse('2026-04-07T21:59:59.999Z'))
    expect('refused' in extended ? extended : ending(extended).endsOn).toBe('2026-04-17')
  })
  it('an extension is refused after the last day, at midnight in the city', () => {
    expect(extend(term, twoWeeks, dutchClosedDays, Instant.parse('2026-04-07T22:00:00.000Z'))).toMatchObject({
      code: 'term-over',
    })
  })
  it('an extension is refused a second time', () => {
    const again = extend(
      { ...term, extension: twoWeeks },
      twoWeeks,
      dutchClosedDays,
      Instant.parse('2026-03-01T00:00:00.000Z'),
    )
    expect(again).toMatchObject({ code: 'already-extended' })
  })
})

describe('a year whose holidays are not known', () => {
  it.each([
    ['2025-11-20', '4 w'],
    ['2028-12-01', '6 w'],
    ['2028-12-29', '2 d'],
  ])('a year whose holidays are not known is refused instead of guessed: from %s, %s', (from, length) => {
    expect(endOf(running(from, length), dutchClosedDays)).toMatchObject({ code: 'calendar-does-not-reach' })
  })
  it('a year whose holidays are not known is refused for a term of working days that extends into it', () => {
    expect(endOf(running('2028-12-29', '3 wd', { rollover: 'none' }), dutchClosedDays)).toMatchObject({
      code: 'calendar-does-not-reach',
      facts: { year: '2029' },
    })
  })
})

describe('the days on which terms do not end', () => {
  // Easter by the rule of Gauss. The dates in the calendar are typed in, not computed.
  const easter = (year: number) => {
    const [a, b, c] = [year % 19, year % 4, year % 7]
    const d = (19 * a + 24) % 30
    const e = (2 * b + 4 * c + 6 * d + 5) % 7
    return plusDays(day(`${year}-03-22`), d + e)
  }
  it.each([2026, 2027, 2028])('the days on which terms do not end follow Easter in %i', (year) => {
    const named = (offset: number) => {
      const found = closedBecause(dutchClosedDays, plusDays(easter(year), offset))
      return typeof found === 'object' ? found.en : found
    }
    expect([-2, 1, 39, 50].map(named)).toEqual(['Good Friday', 'Easter Monday', 'Ascension Day', 'Whit Monday'])
  })
  it('the days on which terms do not end are each listed once, in a covered year, with a source', () => {
    const { days, firstYear, lastYear } = dutchClosedDays
    expect(new Set(days.map(({ on }) => on)).size).toBe(days.length)
    for (const { on, source } of days) {
      expect(Number(on.slice(0, 4))).toBeGreaterThanOrEqual(firstYear)
      expect(Number(on.slice(0, 4))).toBeLessThanOrEqual(lastYear)
      expect(source).toMatch(/https:\/\//)
    }
  })
})

describe('any term that the act moves', () => {
  const starts = fc.integer({ min: 0, max: 800 }).map((days) => plusDays(day('2026-01-01'), days))
  const lengths = fc.oneof(
    fc.integer({ min: 1, max: 90 }).map((amount) => `${amount} d`),
    fc.integer({ min: 1, max: 12 }).map((amount) => `${amount} w`),
    fc.integer({ min: 1, max: 3 }).map((amount) => `${amount} m`),
  )
  const isOrdinary = (on: LocalDate, { days }: ClosedDays) => weekdayOf(on) < 6 && days.every((each) => each.on !== on)

  it('any term that the act moves ends on a working day, the first that the act allows, and has two of them if it has at least three days', () => {
    fc.assert(
      fc.property(starts, lengths, (from, length) => {
        const { calculatedOn, endsOn, movedBecause } = ending(running(from, length))
        const ordinaryUpTo = (last: LocalDate) => {
          let count = 0
          for (let on = plusDays(from, 1); on <= last; on = plusDays(on, 1))
            if (isOrdinary(on, dutchClosedDays)) count += 1
          return count
        }
        const needed = calculatedOn >= plusDays(from, 3) ? 2 : 1
        const isAllowed = (on: LocalDate) => isOrdinary(on, dutchClosedDays) && ordinaryUpTo(on) >= needed
        let first = calculatedOn
        while (!isAllowed(first)) first = plusDays(first, 1)
        expect(endsOn).toBe(first)
        expect(movedBecause.length > 0).toBe(endsOn > calculatedOn)
      }),
    )
  })
})

describe('the last day', () => {
  it('the last day lasts until midnight in the city, in summer and in winter', () => {
    expect(isOver(day('2026-07-01'), Instant.parse('2026-07-01T21:59:59.999Z'))).toBe(false)
    expect(isOver(day('2026-07-01'), Instant.parse('2026-07-01T22:00:00.000Z'))).toBe(true)
    expect(isOver(day('2026-01-01'), Instant.parse('2026-01-01T22:59:59.999Z'))).toBe(false)
  })
})

describe('a promise', () => {
  it('a promise is worded from the term itself', () => {
    expect(lengthInWords(lengthOf('6 w'))).toEqual({ nl: '6 weken', en: '6 weeks' })
    expect(lengthInWords(lengthOf('1 wd'))).toEqual({ nl: '1 werkdag', en: '1 working day' })
  })
})
