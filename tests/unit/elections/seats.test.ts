import { describe, expect, it } from 'vitest'
import { objectionToAdjustedSeats, objectionToSeats, supplyOf } from '../../../shared/elections/contests/seats.ts'
import { rulesOfRotterdam } from '../../../shared/elections/rules/rules-of-rotterdam.ts'

const [rules] = rulesOfRotterdam.map(({ seats }) => seats)
if (rules === undefined) throw new Error('No rules')

describe('the seats of a contest', () => {
  it.each([
    [7, 16, { kind: 'poll', seats: 7 }],
    [7, 8, { kind: 'poll', seats: 7 }],
    [7, 7, { kind: 'no-contest', seats: 7, isReduced: false }],
    [9, 8, { kind: 'no-contest', seats: 8, isReduced: true }],
    // Heijplaat in 2022.
    [7, 5, { kind: 'no-contest', seats: 5, isReduced: true }],
    [7, 4, { kind: 'draw', seats: 5, places: 1 }],
    [9, 0, { kind: 'draw', seats: 5, places: 5 }],
  ])('the seats of a contest for %i seats and %i candidates', (seats, candidates, supply) => {
    expect(supplyOf(seats, candidates, rules)).toEqual(supply)
  })

  it('the seats of a contest stay vacant if the rules have no lottery', () => {
    expect(supplyOf(7, 3, { ...rules, belowThat: 'vacant' })).toEqual({ kind: 'vacant', seats: 5, places: 2 })
  })

  it('the seats of a contest are seven to nine in a ward, and other numbers are reported', () => {
    expect([6, 7, 9, 10].map((seats) => objectionToSeats(seats, rules)?.code)).toEqual([
      'seats-beyond-rules',
      undefined,
      undefined,
      'seats-beyond-rules',
    ])
  })

  it('the seats of a contest can be restored from five to seven within a term, and never be fewer than the members', () => {
    expect(objectionToAdjustedSeats(7, 5, rules)).toBeUndefined()
    expect(objectionToAdjustedSeats(5, 5, rules)).toBeUndefined()
    expect(objectionToAdjustedSeats(4, 4, rules)).toMatchObject({ code: 'seats-beyond-rules' })
    expect(objectionToAdjustedSeats(6, 7, rules)).toMatchObject({ code: 'seats-below-members' })
  })
})
