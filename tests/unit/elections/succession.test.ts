import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterLot,
  answerDueBefore,
  nextInLine,
  offerDueBefore,
  type Passed,
} from '../../../shared/elections/results/succession.ts'
import { rulesOfRotterdam } from '../../../shared/elections/rules/rules-of-rotterdam.ts'
import { Instant, LocalDate } from '../../../shared/kernel/clock.ts'

const [terms] = rulesOfRotterdam.map(({ succession }) => succession)
if (terms === undefined) throw new Error('No rules')

const passed = (of: { readonly [id: string]: Passed }) => new Map(Object.entries(of))

describe('the succession', () => {
  it('the succession asks the next in line', () => {
    expect(nextInLine([['C'], ['E']], passed({}), 1)).toEqual({ kind: 'ask', candidates: ['C'], exhausted: 0 })
    expect(nextInLine([['C'], ['E']], passed({ C: 'declined' }), 1)).toMatchObject({ candidates: ['E'] })
  })

  it('the succession needs a lot between equals for a vacancy, and no second one for the next vacancy', () => {
    const equals = [['C', 'D', 'E']]
    expect(nextInLine(equals, passed({}), 1)).toEqual({ kind: 'lot-needed', among: ['C', 'D', 'E'], places: 1 })
    const drawn = afterLot(equals, ['D', 'E', 'C'])
    if (drawn.refused) throw new Error(drawn.code)
    expect(nextInLine(drawn.succession, passed({}), 1)).toMatchObject({ candidates: ['D'] })
    expect(nextInLine(drawn.succession, passed({ D: 'seated' }), 1)).toMatchObject({ candidates: ['E'] })
  })

  it('the succession asks equals together if there is a place for each', () => {
    expect(nextInLine([['D', 'E']], passed({}), 2)).toEqual({ kind: 'ask', candidates: ['D', 'E'], exhausted: 0 })
    expect(nextInLine([['C'], ['D', 'E'], ['F']], passed({}), 3)).toMatchObject({ candidates: ['C', 'D', 'E'] })
    expect(nextInLine([['C'], ['D', 'E'], ['F']], passed({}), 2)).toMatchObject({ kind: 'lot-needed', places: 1 })
  })

  it('the succession needs no lot between equals if only one of them can take the seat', () => {
    expect(nextInLine([['D', 'E']], passed({ E: 'unavailable' }), 1)).toMatchObject({ candidates: ['D'] })
  })

  it('the succession asks somebody again who takes back a refusal for the whole term', () => {
    const line = [['C'], ['E']]
    expect(nextInLine(line, passed({ C: 'declined-for-term' }), 1)).toMatchObject({ candidates: ['E'] })
    expect(nextInLine(line, passed({}), 1)).toMatchObject({ candidates: ['C'] })
  })

  it('the succession states for how many places nobody is left', () => {
    expect(nextInLine([['C']], passed({ C: 'seated' }), 2)).toEqual({ kind: 'ask', candidates: [], exhausted: 2 })
    expect(nextInLine([], passed({}), 1)).toEqual({ kind: 'ask', candidates: [], exhausted: 1 })
  })

  it('the succession refuses a lot that names somebody else, or somebody twice', () => {
    for (const order of [['C', 'X'], ['C', 'C'], []])
      expect(afterLot([['C', 'D']], order), order.join()).toMatchObject({ code: 'lot-does-not-fit' })
  })

  it('the succession asks everybody once at most, in the stored order, whoever is passed over', () => {
    const someLine = fc.uniqueArray(fc.constantFrom(...'ABCDEFGH'), { minLength: 1 })
    fc.assert(
      fc.property(someLine, fc.subarray([...'ABCDEFGH']), fc.integer({ min: 1, max: 9 }), (line, gone, vacancies) => {
        const next = nextInLine(
          line.map((id) => [id]),
          new Map(gone.map((id) => [id, 'declined'])),
          vacancies,
        )
        if (next.kind !== 'ask') throw new Error('Nobody is equal')
        const expected = line.filter((id) => !gone.includes(id)).slice(0, vacancies)
        expect(next).toEqual({ kind: 'ask', candidates: expected, exhausted: vacancies - expected.length })
      }),
    )
  })
})

describe('the terms of an offer', () => {
  it('the terms of an offer last until the end of their last day in the city, also when the clocks change', () => {
    expect(answerDueBefore(Instant.parse('2027-02-01T10:00:00.000Z'), terms)).toBe('2027-03-01T23:00:00.000Z')
    expect(answerDueBefore(Instant.parse('2027-03-10T10:00:00.000Z'), terms)).toBe('2027-04-07T22:00:00.000Z')
  })

  it('the terms of an offer are shorter after the election itself', () => {
    expect(answerDueBefore(Instant.parse('2026-03-25T10:00:00.000Z'), terms, true)).toBe('2026-04-04T22:00:00.000Z')
  })

  it('the terms of an offer give fourteen days for the offer, from the day of the vacancy', () => {
    expect(offerDueBefore(LocalDate.parse('2027-01-18'), terms)).toBe('2027-02-01T23:00:00.000Z')
  })
})
