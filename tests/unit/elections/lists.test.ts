import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allotToLists } from '../../../shared/elections/allocation/lists.ts'
import type { DrawnLot } from '../../../shared/elections/allocation/ties.ts'
import type { ListRules } from '../../../shared/elections/rules/election-rules.ts'
import { naiveAverages, naiveRemainders } from '../../support/builders/elections/naive-seats.ts'

/** The rules of the Kieswet in force. */
const rules: ListRules = {
  method: 'lists',
  averagesFromSeats: 19,
  remainderThresholdPercent: 75,
  absoluteMajority: true,
  preferencePercentBelow: 50,
  preferencePercentFrom: 25,
}
const lists = (votes: readonly number[], candidates: readonly number[] = []) =>
  votes.map((each, index) => ({ id: `${index + 1}`, votes: each, candidates: candidates[index] ?? 50 }))
const allot = (
  seats: number,
  votes: readonly number[],
  candidates?: readonly number[],
  lots: readonly DrawnLot[] = [],
) => allotToLists(lists(votes, candidates), seats, rules, lots)
const decided = (...given: Parameters<typeof allot>) => {
  const result = allot(...given)
  if ('refused' in result || result.kind !== 'decided') throw new Error('Not decided')
  return result
}
const seatsOf = (...given: Parameters<typeof allot>) => [...decided(...given).seats.values()]

describe('seats of lists', () => {
  it.each([
    [7, [350, 210, 90, 50], [], [4, 2, 1, 0]],
    [7, [351, 175, 174], [], [4, 2, 1]],
    [7, [350, 175, 175], [], [3, 2, 2]],
    [15, [540, 160, 160, 80, 80, 80, 60, 40], [], [7, 2, 2, 1, 1, 1, 1, 0]],
    [7, [310, 250, 90, 50], [5, 1, 1, 1], [5, 1, 1, 0]],
    [7, [500, 100, 100], [3, 1, 1], [3, 1, 1]],
    [23, [600, 302, 98, 99, 101], [], [12, 6, 1, 2, 2]],
    [7, [0, 0, 0], [], [0, 0, 0]],
    [15, [2571, 977, 567, 536, 453], [], [8, 3, 2, 1, 1]],
    [10, [0, 3, 5, 6, 7, 79], [1, 1, 1, 1, 1, 8], [0, 0, 0, 1, 1, 8]],
    [10, [0, 3, 5, 6, 7, 79], [], [0, 0, 0, 0, 1, 9]],
  ])('%i seats for %j with %j candidates are %j', (seats, votes, candidates, expected) => {
    expect(seatsOf(seats, votes, candidates)).toEqual(expected)
  })

  // Cases that the Dutch electoral council published with its counting software (kiesraad/abacus, backend/apportionment).
  it.each([
    [15, [480, 160, 160, 160, 80, 80, 80], [], [6, 2, 2, 2, 1, 1, 1]],
    [15, [808, 59, 58, 57, 56, 55, 54, 53], [], [12, 1, 1, 1, 0, 0, 0, 0]],
    [15, [480, 240, 240, 55, 50, 45, 45, 45], [], [7, 4, 4, 0, 0, 0, 0, 0]],
    [3, [8, 7, 6, 5, 4, 3, 2, 1, 1, 1], [], [1, 1, 1, 0, 0, 0, 0, 0, 0, 0]],
    [15, [2552, 987, 570, 539, 456], [], [7, 3, 2, 2, 1]],
    [6, [5, 5, 50], [2, 2, 2], [2, 2, 2]],
    [6, [6, 4, 50], [2, 2, 2], [2, 2, 2]],
    [15, [2571, 977, 567, 536, 453], [7, 4, 2, 2, 2], [7, 3, 2, 2, 1]],
    [8, [32, 41, 7], [5, 3, 1], [4, 3, 1]],
    [8, [537, 10, 426], [2, 1, 6], [2, 1, 5]],
    [15, [2000, 1600, 1200, 800, 400], [4, 4, 3, 2, 1], [4, 4, 3, 2, 1]],
    [15, [2000, 1600, 1200, 800, 400], [4, 4, 3, 2, 2], [4, 4, 3, 2, 2]],
    [
      17,
      [1106, 485, 832, 648, 591, 639, 605, 318, 1184, 716, 380],
      [17, 6, 11, 11, 10, 8, 13, 14, 12, 1, 6],
      [3, 1, 2, 2, 1, 2, 1, 0, 3, 1, 1],
    ],
  ])('%i seats for %j with %j candidates are %j, as Abacus says', (seats, votes, candidates, expected) => {
    expect(seatsOf(seats, votes, candidates)).toEqual(expected)
  })

  it('seats of lists stay unassigned if nobody can fill them, or nobody voted', () => {
    expect(decided(7, [500, 100, 100], [3, 1, 1]).unassigned).toBe(2)
    expect(decided(7, [0, 0, 0]).unassigned).toBe(7)
    expect(decided(7, [0, 0, 0]).quota).toBe('0')
  })

  it('seats of lists need a review by two officers only if both the majority rule and an exhausted list moved a seat', () => {
    expect(decided(15, [2571, 977, 567, 536, 453], [7, 4, 2, 2, 2]).needsReview).toBe(true)
    expect(decided(15, [2571, 977, 567, 536, 453]).needsReview).toBe(false)
    expect(decided(7, [310, 250, 90, 50], [5, 1, 1, 1]).needsReview).toBe(false)
  })

  it('seats of lists follow the threshold in force: if it is a full quota, a small list gets no remainder seat', () => {
    const strict = allotToLists(lists([350, 210, 90, 50]), 7, { ...rules, remainderThresholdPercent: 100 })
    expect('seats' in strict && [...strict.seats.values()]).toEqual([4, 3, 0, 0])
  })

  it('seats of lists show every step with the number that decided it', () => {
    expect(decided(7, [350, 210, 90, 50]).steps).toEqual([
      { why: 'full-quota', listId: '1', seats: 3 },
      { why: 'full-quota', listId: '2', seats: 2 },
      { why: 'largest-remainder', listId: '3', seats: 1, measure: '90' },
      { why: 'largest-remainder', listId: '1', seats: 1, measure: '50' },
    ])
  })
})

describe('the municipal result of 2022', () => {
  const rows = readFileSync(new URL('../../data/elections/municipal_result_2022.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','))
  const votes = rows.map((row) => Number(row[2]))

  it('the municipal result of 2022 has its eight remainder seats in the official order', () => {
    const result = decided(45, votes)
    expect([...result.seats.values()]).toEqual(rows.map((row) => Number(row[5])))
    expect(Math.floor(votes.reduce((sum, each) => sum + each, 0) / 45)).toBe(4423)
    const order = rows
      .filter((row) => row[4] !== '')
      .toSorted((a, b) => Number(a[4]) - Number(b[4]))
      .map((row) => row[0])
    expect(order).toHaveLength(8)
    expect(result.steps.filter(({ why }) => why === 'highest-average').map(({ listId }) => listId)).toEqual(order)
    expect(result.steps.filter(({ why }) => why === 'full-quota').map(({ seats }) => seats)).toEqual(
      rows.map((row) => Number(row[3])).filter((seats) => seats > 0),
    )
  })
})

describe('a tie between lists', () => {
  it('a tie between lists stops the allocation if it changes the outcome', () => {
    expect(allot(2, [4, 4, 4])).toEqual({
      kind: 'lot-needed',
      stage: 'highest-average-once',
      among: ['1', '2', '3'],
      places: 2,
    })
    expect(seatsOf(2, [4, 4, 4], [], [{ stage: 'highest-average-once', order: ['3', '1', '2'] }])).toEqual([1, 0, 1])
  })

  it('a tie between lists of remainders is drawn over the whole group', () => {
    const needed = allot(15, [500, 140, 140, 140, 140, 140])
    expect(needed).toEqual({
      kind: 'lot-needed',
      stage: 'largest-remainder',
      among: ['2', '3', '4', '5', '6'],
      places: 4,
    })
    const lot: DrawnLot = { stage: 'largest-remainder', order: ['4', '2', '5', '6', '3'] }
    expect(seatsOf(15, [500, 140, 140, 140, 140, 140], [], [lot])).toEqual([6, 2, 1, 2, 2, 2])
  })

  it('a tie between lists at the majority rule decides who gives up a seat', () => {
    const votes = [2552, 511, 511, 511, 509, 509]
    expect(allot(15, votes)).toEqual({
      kind: 'lot-needed',
      stage: 'absolute-majority',
      among: ['2', '3', '4'],
      places: 1,
    })
    const lot: DrawnLot = { stage: 'absolute-majority', order: ['3', '2', '4'] }
    expect(seatsOf(15, votes, [], [lot])).toEqual([8, 2, 1, 2, 1, 1])
  })

  it('a tie between lists after an exhausted list is decided by lot as well', () => {
    const candidates = [2, 2, 2]
    expect(allot(5, [5, 5, 50], candidates)).toMatchObject({ kind: 'lot-needed', stage: 'highest-average', places: 1 })
    const lot: DrawnLot = { stage: 'highest-average', order: ['2', '1'] }
    expect(seatsOf(5, [5, 5, 50], candidates, [lot])).toEqual([1, 2, 2])
  })

  it('a tie between lists is not decided by the lot of another tie', () => {
    expect(allot(2, [4, 4, 4], [], [{ stage: 'largest-remainder', order: ['3', '1', '2'] }])).toMatchObject({
      kind: 'lot-needed',
    })
    expect(allot(7, [350, 210, 90, 50], [], [{ stage: 'highest-average', order: ['1', '2'] }])).toMatchObject({
      code: 'lot-does-not-fit',
    })
  })
})

const someVotes = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 })

describe('the allocation', () => {
  it('the allocation by highest averages equals the table of quotients, and needs a lot exactly if the last seat is a tie', () => {
    fc.assert(
      fc.property(someVotes, fc.integer({ min: 19, max: 45 }), (votes, seats) => {
        const result = allotToLists(
          lists(
            votes,
            votes.map(() => 99),
          ),
          seats,
          { ...rules, absoluteMajority: false },
        )
        const expected = naiveAverages(lists(votes), seats)
        if (votes.every((each) => each === 0)) return
        if (expected === undefined) expect(result).toMatchObject({ kind: 'lot-needed' })
        else expect('seats' in result && [...result.seats.values()]).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })

  it('the allocation by largest remainders equals that of a second implementation', () => {
    fc.assert(
      fc.property(someVotes, fc.integer({ min: 1, max: 11 }), (votes, seats) => {
        const result = allotToLists(lists(votes), seats, { ...rules, absoluteMajority: false })
        const expected = naiveRemainders(lists(votes), seats)
        if (expected === undefined) expect(result).toMatchObject({ kind: 'lot-needed' })
        else expect('seats' in result && [...result.seats.values()]).toEqual(expected)
      }),
      { numRuns: 1_000 },
    )
  })

  it('the allocation gives every seat once, none to a list without votes, and no list more than it has candidates', () => {
    const capacity = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 8, maxLength: 8 })
    fc.assert(
      fc.property(someVotes, capacity, fc.integer({ min: 1, max: 24 }), (votes, candidates, seats) => {
        const result = allot(seats, votes, candidates)
        if ('refused' in result || result.kind !== 'decided') return
        const won = [...result.seats.values()]
        expect(won).toHaveLength(votes.length)
        expect(won.reduce((sum, each) => sum + each, 0) + result.unassigned).toBe(seats)
        for (const [index, each] of won.entries()) {
          expect(each).toBeLessThanOrEqual(candidates[index] ?? 0)
          expect(each).toBeGreaterThanOrEqual(0)
          if (votes[index] === 0) expect(each).toBe(0)
        }
        if (result.unassigned > 0)
          for (const [index, each] of won.entries()) if ((votes[index] ?? 0) > 0) expect(each).toBe(candidates[index])
      }),
      { numRuns: 500 },
    )
  })

  it('the allocation always ends: drawing the required lots decides it', () => {
    fc.assert(
      fc.property(
        someVotes.map((votes) => votes.map((each) => each % 4)),
        fc.integer({ min: 1, max: 24 }),
        (votes, seats) => {
          const lots: DrawnLot[] = []
          for (;;) {
            const result = allot(
              seats,
              votes,
              votes.map((each) => each + 1),
              lots,
            )
            if ('refused' in result) throw new Error(result.code)
            if (result.kind === 'decided') break
            lots.push({ stage: result.stage, order: [...result.among].reverse() })
            expect(lots.length).toBeLessThan(10)
          }
        },
      ),
    )
  })
})
