import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cells, CountForm } from '../../../shared/elections/count/cells.ts'
import { checkStation } from '../../../shared/elections/count/checks.ts'
import { type Finding, findings } from '../../../shared/elections/count/findings.ts'
import { checkTotal, totalOf, turnoutOf } from '../../../shared/elections/count/totals.ts'
import type { CountRules } from '../../../shared/elections/rules/election-rules.ts'

/** The official limits, which have no minimum for small stations. */
const official: CountRules = {
  unusualPercent: 3,
  unusualAtLeast: 0,
  differencePercent: 2,
  differenceAtLeast: 15,
  proxiesPerVoter: 2,
}
const form: CountForm = { kind: 'persons', candidates: ['a', 'b'] }
const withLists: CountForm = {
  kind: 'lists',
  lists: [
    { id: '1', candidates: ['a', 'b'] },
    { id: '2', candidates: ['c'] },
  ],
}

/** A station whose numbers add up. */
const clean: Cells = {
  pollingCards: 180,
  proxies: 18,
  voterPasses: 0,
  admitted: 198,
  'votes:a': 120,
  'votes:b': 70,
  candidateVotes: 190,
  blank: 3,
  invalid: 5,
  cast: 198,
  saysEqual: 1,
  electorate: 800,
}
const without = (cells: Cells, ...names: readonly string[]): Cells =>
  Object.fromEntries(Object.entries(cells).filter(([name]) => !names.includes(name)))
const codes = (found: readonly Finding[]) => found.map(({ code }) => code.replace('WZ.', ''))
const check = (changes: Cells, rules = official) => codes(checkStation({ ...clean, ...changes }, form, rules))

/** A station with this many voters admitted and ballots cast. Everything else is in order. */
const counted = (admitted: number, cast: number, more: Cells = {}): Cells => ({
  pollingCards: admitted,
  proxies: 0,
  admitted,
  'votes:a': cast,
  'votes:b': 0,
  candidateVotes: cast,
  blank: 0,
  invalid: 0,
  cast,
  ...(admitted === cast ? { saysEqual: 1 } : { isExplained: 1 }),
  ...(cast > admitted ? { saysMore: 1, moreCounted: cast - admitted } : {}),
  ...(cast < admitted ? { saysFewer: 1, fewerCounted: admitted - cast } : {}),
  electorate: 2_000,
  ...more,
})
const checkCounted = (...given: Parameters<typeof counted>) => codes(checkStation(counted(...given), form, official))
const withBlank = (blank: number, cast: number, rules = official) =>
  codes(
    checkStation(counted(cast, cast, { blank, 'votes:a': cast - blank, candidateVotes: cast - blank }), form, rules),
  )

describe('the checks of a station', () => {
  it('the checks of a station find nothing if all sums are right', () => {
    expect(check({})).toEqual([])
    expect(checkCounted(400, 398)).toEqual([])
    expect(checkCounted(400, 402)).toEqual([])
  })

  it('the checks of a station compare the ways of being admitted with the voters admitted', () => {
    expect(check({ admitted: 199, cast: 198, saysEqual: 0, saysFewer: 1, fewerCounted: 1, isExplained: 1 })).toEqual([
      'F.201',
    ])
  })

  it('the checks of a station add up votes, and report a missing total only as missing', () => {
    expect(check({ candidateVotes: 191, blank: 2 })).toEqual(['F.202'])
    expect(check({ blank: 4 })).toEqual(['F.203'])
    expect(codes(checkStation(without(clean, 'candidateVotes'), form, official))).toEqual(['F.204'])
    expect(check({ candidateVotes: 0 })).toEqual(['F.204'])
  })

  it('the checks of a station compare the ticked boxes with the numbers', () => {
    expect(check({ saysEqual: 0, saysMore: 1 })).toEqual(['F.302'])
    expect(check({ saysEqual: 0, saysFewer: 1 })).toEqual(['F.303'])
    expect(checkCounted(400, 402, { saysMore: 0, saysEqual: 1 })).toEqual(['F.301'])
    expect(check({ saysEqual: 0 })).toEqual(['F.304'])
    expect(check({ saysMore: 1 })).toEqual(['F.304'])
  })

  it('the checks of a station compare the difference with what was counted more and fewer', () => {
    expect(check({ moreCounted: 1 })).toEqual(['F.305'])
    expect(check({ fewerCounted: 1 })).toEqual(['F.305'])
    expect(checkCounted(400, 404, { moreCounted: 3 })).toEqual(['F.306'])
    expect(codes(checkStation(without(counted(400, 404, { fewerCounted: 4 }), 'moreCounted'), form, official))).toEqual(
      ['F.306', 'F.307'],
    )
    expect(checkCounted(400, 396, { fewerCounted: 5 })).toEqual(['F.308'])
    expect(checkCounted(400, 396, { moreCounted: 4 })).toEqual(['F.309'])
    expect(checkCounted(400, 396, { isExplained: 0 })).toEqual(['F.310'])
    expect(checkCounted(400, 396, { isNotExplained: 1 })).toEqual(['F.310'])
  })

  it.each([
    [6, 200, true],
    [5, 200, false],
    [3, 100, true],
    [3, 101, false],
  ])('%i blank of %i cast: unusual is %s', (blank, cast, isUnusual) => {
    expect(withBlank(blank, cast)).toEqual(isUnusual ? ['W.201'] : [])
  })

  it.each([
    [6, 200, true],
    [5, 200, false],
    [3, 100, true],
    [3, 101, false],
  ])('%i invalid of %i cast: unusual is %s', (invalid, cast, isUnusual) => {
    const votes = cast - invalid
    const found = codes(
      checkStation(counted(cast, cast, { invalid, 'votes:a': votes, candidateVotes: votes }), form, official),
    )
    expect(found).toEqual(isUnusual ? ['W.202'] : [])
  })

  it('the checks of a station do not warn about one blank vote in a small station', () => {
    const ward = { ...official, unusualAtLeast: 5 }
    expect(withBlank(1, 30)).toEqual(['W.201'])
    expect(withBlank(1, 30, ward)).toEqual([])
    expect(withBlank(4, 30, ward)).toEqual([])
    expect(withBlank(5, 30, ward)).toEqual(['W.201'])
  })

  it.each([
    [750, 735, ['W.203']],
    [1_000, 985, []],
    [400, 386, []],
  ])('%i admitted and %i cast: %j', (admitted, cast, expected) => {
    expect(checkCounted(admitted, cast)).toEqual(expected)
  })

  it('the checks of a station give one warning for a station where nobody voted', () => {
    expect(codes(checkStation({ electorate: 800 }, form, official))).toEqual(['W.204'])
    // As soon as the form says something about a difference, that is compared with the numbers.
    const nobody = (more: Cells) => codes(checkStation({ electorate: 800, ...more }, form, official))
    expect(nobody({ saysEqual: 1 })).toEqual(['W.204'])
    expect(nobody({ saysEqual: 1, moreCounted: 3 })).toEqual(['F.305', 'W.204'])
    expect(nobody({ saysMore: 1 })).toEqual(['F.302', 'W.204'])
    const zeroes = Object.fromEntries(Object.keys(clean).map((name) => [name, 0]))
    expect(codes(checkStation({ ...zeroes, electorate: 800 }, form, official))).toEqual(['W.204'])
  })

  it('the checks of a station require the electorate, and compare it with the polling cards', () => {
    expect(codes(checkStation(without(counted(311, 311), 'electorate'), form, official))).toEqual(['W.205'])
    expect(checkCounted(311, 311, { electorate: 310 })).toEqual(['W.206'])
  })

  it('the checks of a station find ballots of the municipal vote in the box of the ward, and proxies that nobody could carry', () => {
    const of = (admitted: number, young: number, council: number) =>
      codes(checkStation(counted(admitted, admitted, { youngCards: young }), form, official, council))
    expect(of(198, 8, 190)).toEqual([])
    expect(of(199, 8, 190)).toEqual(['W.351'])
    expect(check({ pollingCards: 66, proxies: 132 })).toEqual([])
    expect(check({ pollingCards: 65, proxies: 133 })).toEqual(['W.352'])
  })

  it('the checks of a station compare the totals of lists, if lists take part', () => {
    const lists: Cells = {
      ...without(clean, 'votes:a', 'votes:b'),
      'votes:a': 60,
      'votes:b': 40,
      'votes:c': 90,
      'listTotal:1': 100,
      'listTotal:2': 90,
      'list:1': 100,
      'list:2': 90,
    }
    const of = (changes: Cells) => codes(checkStation({ ...lists, ...changes }, withLists, official))
    expect(of({})).toEqual([])
    expect(of({ 'listTotal:1': 101, 'list:1': 101, candidateVotes: 191, blank: 2 })).toEqual(['F.402'])
    expect(codes(checkStation(without(lists, 'listTotal:1'), withLists, official))).toEqual(['F.401'])
    expect(of({ 'list:1': 99, 'list:2': 91 })).toEqual(['F.403', 'F.403'])
    expect(of({ 'list:1': 50 })).toEqual(['F.202', 'F.403'])
  })

  it('the checks of a station name their cells, and every code has a text', () => {
    const [finding] = checkStation({ ...clean, blank: 4 }, form, official)
    expect(finding).toEqual({
      code: 'WZ.F.203',
      cells: ['candidateVotes', 'blank', 'invalid', 'cast'],
      facts: { sum: 199, cast: 198 },
    })
    expect(Object.values(findings).every(({ nl, en }) => nl.length > 10 && en.length > 10)).toBe(true)
  })

  it('the checks of a station find no error in a station with right sums, whatever its numbers', () => {
    const number = fc.integer({ min: 0, max: 900 })
    fc.assert(
      fc.property(number, number, number, number, number, (a, b, blank, invalid, admitted) => {
        const cast = a + b + blank + invalid
        const cells = counted(admitted, cast, { 'votes:a': a, 'votes:b': b, candidateVotes: a + b, blank, invalid })
        expect(codes(checkStation(cells, form, official)).filter((code) => code.startsWith('F'))).toEqual([])
      }),
    )
  })

  it('the checks of a station find an error as soon as one cell of a sum is changed', () => {
    const name = fc.constantFrom('pollingCards', 'admitted', 'votes:a', 'candidateVotes', 'blank', 'invalid', 'cast')
    fc.assert(
      fc.property(name, fc.integer({ min: 1, max: 50 }), (cell, more) => {
        const changed = { ...clean, [cell]: (clean[cell] ?? 0) + more }
        expect(codes(checkStation(changed, form, official)).some((code) => code.startsWith('F'))).toBe(true)
      }),
    )
  })
})

describe('the total of a ward', () => {
  const stations = [counted(9_000, 9_001), counted(398, 397)]

  it('the total of a ward keeps surplus and shortage apart: both can occur although admitted and cast are equal', () => {
    const total = totalOf(stations, form, 12_000)
    expect(total).toMatchObject({ admitted: 9_398, cast: 9_398, moreCounted: 1, fewerCounted: 1, electorate: 12_000 })
    expect(checkTotal(total, form)).toEqual([])
  })

  it('the total of a ward adds up the real file of West Maas en Waal of 2022: one more and one fewer in a total without a difference', () => {
    const total: Cells = {
      ...{ pollingCards: 8_121, proxies: 1_277, voterPasses: 0, admitted: 9_398 },
      ...{ 'votes:a': 9_000, 'votes:b': 350, candidateVotes: 9_350, blank: 21, invalid: 27, cast: 9_398 },
      ...{ moreCounted: 1, fewerCounted: 1 },
    }
    expect(checkTotal(total, form)).toEqual([])
    // On the form of a station the same numbers are an error.
    const station = { ...total, saysEqual: 1, electorate: 15_000 }
    expect(codes(checkStation(station, form, official))).toEqual(['F.305'])
  })

  it('the total of a ward is refused if surplus and shortage do not explain the difference', () => {
    expect(codes(checkTotal({ ...totalOf(stations, form), moreCounted: 2 }, form))).toEqual(['F.312'])
  })

  it('the total of a ward compares online ballots with online marks', () => {
    const total = totalOf(stations, form)
    expect(checkTotal(total, form, { ballots: 12, marks: 12 })).toEqual([])
    expect(codes(checkTotal(total, form, { ballots: 12, marks: 13 }))).toEqual(['F.351'])
  })

  it('the total of a ward is valid for the sum of any valid stations', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }))
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 20 }), (pairs) => {
        expect(
          checkTotal(
            totalOf(
              pairs.map(([admitted, cast]) => counted(admitted, cast)),
              form,
            ),
            form,
          ),
        ).toEqual([])
      }),
    )
  })

  it('the total of a ward has a turnout that includes blank and invalid votes: the municipal figures of 2022', () => {
    expect(turnoutOf({ candidateVotes: 199_039, blank: 1_034, invalid: 1_127, electorate: 516_986 })).toBe(3_892)
    expect(turnoutOf({ candidateVotes: 491 })).toBeUndefined()
  })
})
