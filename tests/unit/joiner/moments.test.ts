// Which values the attacker of tests/support/join reads as moments, and how it excludes chance.
import { describe, expect, it } from 'vitest'
import { isTelling, momentsIn } from '../../support/join/moments.ts'
import { concordance, isOrdered } from '../../support/join/orders.ts'

describe('a moment is read', () => {
  // The examples in RFC 9562 (A.1, A.5, A.6), the specification of ULID, the README of KSUID and the manual of MongoDB.
  it.each([
    ['a date', '2022-02-22T19:22:22.000Z', '2022-02-22T19:22:22.000Z'],
    ['seconds', 1_645_557_742, '2022-02-22T19:22:22.000Z'],
    ['milliseconds in a text', 'at 1645557742000', '2022-02-22T19:22:22.000Z'],
    ['a UUID of version 1', 'C232AB00-9414-11EC-B3C8-9F6BDECED846', '2022-02-22T19:22:22.000Z'],
    ['a UUID of version 6', '1EC9414C-232A-6B00-B3C8-9F6BDECED846', '2022-02-22T19:22:22.000Z'],
    ['a UUID of version 7', '017F22E2-79B0-7CC3-98C4-DC0C0C07398F', '2022-02-22T19:22:22.000Z'],
    ['its bytes', Buffer.from('017F22E279B07CC398C4DC0C0C07398F', 'hex'), '2022-02-22T19:22:22.000Z'],
    ['a ULID', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '2016-07-30T23:54:10.259Z'],
    ['a KSUID', '0ujtsYcgvSTl8PAuAdqWYSMnLOv', '2017-10-10T04:00:47.000Z'],
    ['an ObjectId', '507f1f77bcf86cd799439011', '2012-10-17T21:13:27.000Z'],
  ])('a moment is read in %s', (_, value, moment) => {
    expect(momentsIn(value).map((found) => new Date(found).toISOString())).toContain(moment)
  })

  it('a moment is read but not in a random UUID', () => {
    expect(momentsIn('0b9f9a0e-6d8c-4c7c-9d2c-1f6a3b0f3c11')).toEqual([])
  })

  it('a moment is read and counts if it is during the vote and not a whole hour', () => {
    const vote = ['2026-03-15T10:02:11Z', '2026-03-16T09:40:00Z'].map(Date.parse)
    const counts = (moment: string) => isTelling(Date.parse(moment), vote)
    expect(counts('2026-03-15T17:31:02Z')).toBe(true)
    expect(counts('2026-03-15T17:00:00Z')).toBe(false)
    expect(counts('2026-03-20T17:31:02Z')).toBe(false)
  })
})

describe('an order is found', () => {
  const things = Array.from({ length: 20 }, (_, index) => index)
  const ranked = (other: (index: number) => number) => things.map((index) => [`${index}`, index, other(index)] as const)
  const anyPart = () => 'one'

  it('an order is found in the same or opposite order, even if two in ten changed places', () => {
    for (const order of [
      (index: number) => index,
      (index: number) => -index,
      (index: number) => index ^ (index % 5 === 0 ? 1 : 0),
    ])
      expect(isOrdered(ranked(order), anyPart)).toBe(true)
  })

  it('an order is found within the parts of a box, even if the whole has none', () => {
    const parts = things.map((index) => [`${index}`, index, (index % 4) * 100 + index] as const)
    expect(Math.abs(concordance([parts.map(([, one, other]) => [one, other] as const)]))).toBeLessThan(4.5)
    expect(isOrdered(parts, (thing) => String(Number(thing) % 4))).toBe(true)
  })

  it('an order is found but not between unrelated orders', () => {
    expect(
      isOrdered(
        ranked((index) => (index * 7 + 3) % 20),
        anyPart,
      ),
    ).toBe(false)
  })
})
