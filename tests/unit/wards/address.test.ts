// The ward of an address. The postcodes are made up (synthetic), because no source of the real ones is used here.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant, LocalDate } from '../../../shared/kernel/clock.ts'
import {
  Address,
  Addresses,
  AddressRecord,
  recordAddresses,
  wardOfAddress,
} from '../../../shared/wards/addresses/address.ts'

const known = new Set(['heijplaat', 'pernis'])
const now = Instant.parse('2026-01-10T09:00:00.000Z')
const day = LocalDate.parse('2026-01-10')
const range = (change: object = {}) => ({
  letters: 'AB',
  from: 1,
  to: 9,
  side: 'both',
  wardCode: 'heijplaat',
  ...change,
})
const recordOf = (...ranges: readonly object[]) =>
  AddressRecord.parse({ source: 'Verzonnen', isSynthetic: true, ranges })
const decided = (...ranges: readonly object[]) =>
  recordAddresses({ area: '3089', validFrom: day }, undefined, recordOf(...ranges), known, now)
const pointers = (...ranges: readonly object[]) => {
  const decision = decided(...ranges)
  return decision.refused ? decision.objections.map(({ pointer }) => pointer) : []
}
const wardOf = (postcode: string, houseNumber: number, ...ranges: readonly object[]) =>
  wardOfAddress(
    Addresses.parse({ ...recordOf(...ranges), area: '3089', validFrom: '2026-01-01', version: 1 }),
    Address.parse({ postcode, houseNumber }),
  )

describe('the ward of an address', () => {
  it('the ward of an address is found however the postcode is written, by side of the street', () => {
    const street = [range({ side: 'odd' }), range({ side: 'even', wardCode: 'pernis' })]
    expect(wardOf('3089ab', 3, ...street)).toBe('heijplaat')
    expect(wardOf(' 3089 AB', 4, ...street)).toBe('pernis')
  })

  it('the ward of an address does not exist if the city says so, and is unknown if nothing was recorded', () => {
    expect(wardOf('3089AB', 3, range({ wardCode: null }))).toBeNull()
    expect(wardOf('3089AB', 10, range())).toBeUndefined()
    expect(wardOf('3089AC', 3, range())).toBeUndefined()
  })

  it.each(['', '0089AB', '3089', '3089 A1', '3089ABC'])(
    'the ward of an address is not looked up with %j, which is not a postcode',
    (postcode) => {
      expect(Address.safeParse({ postcode, houseNumber: 1 }).success).toBe(false)
    },
  )
})

describe('recorded addresses', () => {
  it('recorded addresses have each house number once, in an existing ward', () => {
    expect(pointers(range(), range({ from: 10, to: 20 }), range({ letters: 'AC' }))).toEqual([])
    expect(pointers(range({ side: 'odd' }), range({ side: 'even' }))).toEqual([])
    expect(pointers(range(), range({ from: 9, to: 20 }))).toEqual(['/ranges/1'])
    expect(pointers(range({ side: 'odd', to: 8 }), range({ from: 8, to: 20, side: 'odd' }))).toEqual([])
    expect(pointers(range({ wardCode: 'nergens' }))).toEqual(['/ranges/0/wardCode'])
    expect(pointers(range({ from: 9, to: 8 }))).toEqual(['/ranges/0'])
  })

  it('recorded addresses give every house number at most one ward, whatever the ranges', () => {
    const some = fc.record({
      from: fc.integer({ min: 1, max: 20 }),
      to: fc.integer({ min: 1, max: 20 }),
      side: fc.constantFrom('both', 'odd', 'even'),
      wardCode: fc.constantFrom('heijplaat', 'pernis'),
    })
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 4 }), (ranges) => {
        const all = ranges.map((each) => range(each))
        if (decided(...all).refused) return
        for (let number = 1; number <= 20; number++)
          expect(all.filter((each) => wardOf('3089AB', number, each) !== undefined).length).toBeLessThan(2)
      }),
    )
  })

  it('recorded addresses cannot be rewritten after they were in force', () => {
    const standing = Addresses.parse({ ...recordOf(range()), area: '3089', validFrom: '2026-01-01', version: 1 })
    const of = { area: '3089', validFrom: LocalDate.parse('2026-01-01') }
    expect(recordAddresses(of, standing, recordOf(range()), known, now)).toMatchObject({ code: 'addresses-in-force' })
  })
})
