import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { turnoutOf } from '../../../shared/voting/count/turnout.ts'
import { day, ward } from '../../support/builders/voting/polls.ts'

const electorateOf = (size: number) => ({
  electorate: { wardCode: ward('oude-noorden'), minimumAge: 12, ageOn: day('2026-03-09'), size },
})

describe('the turnout that the election office sees', () => {
  it('the turnout that the election office sees is never too high, too low by less than a step, and the same number for at least ten voters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(1_000_000), (size, marks) => {
        const { permitsAtLeast, step } = turnoutOf(electorateOf(size), marks)
        expect(permitsAtLeast).toBeLessThanOrEqual(marks)
        expect(marks - permitsAtLeast).toBeLessThan(step)
        expect(step).toBeGreaterThanOrEqual(10)
        expect(permitsAtLeast % step).toBe(0)
      }),
    )
  })

  it('the turnout that the election office sees includes a warning before the permits can exceed the electorate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (size) => {
        for (const marks of [size - 1, size, size + 1])
          expect(turnoutOf(electorateOf(size), marks).nearElectorate).toBe(true)
      }),
    )
    expect(turnoutOf(electorateOf(12_000), 9_000)).toEqual({
      permitsAtLeast: 9_000,
      step: 120,
      electorate: 12_000,
      nearElectorate: false,
    })
    expect(turnoutOf(electorateOf(12_000), 10_700)).toMatchObject({ permitsAtLeast: 10_680, nearElectorate: false })
    expect(turnoutOf(electorateOf(12_000), 10_800)).toMatchObject({ nearElectorate: true })
  })
})
