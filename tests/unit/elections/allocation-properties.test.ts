// Properties of every allocation: order does not matter, more votes never cost a seat if the method promises that, and articles P 9
// and P 10 of the Kieswet are followed.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allotToLists } from '../../../shared/elections/allocation/lists.ts'
import { electPersons } from '../../../shared/elections/allocation/personal.ts'
import type { ListRules } from '../../../shared/elections/rules/election-rules.ts'

const personal = { method: 'personal', allAtZero: 'electable' } as const
const rules: ListRules = {
  method: 'lists',
  averagesFromSeats: 19,
  remainderThresholdPercent: 75,
  absoluteMajority: true,
  preferencePercentBelow: 50,
  preferencePercentFrom: 25,
}

const candidates = fc
  .array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 12 })
  .map((votes) => votes.map((each, place) => ({ id: `c${place}`, votes: each })))
const lists = fc
  .array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 })
  .map((votes) => votes.map((each, place) => ({ id: `l${place}`, votes: each, candidates: 99 })))
const seats = fc.integer({ min: 1, max: 9 })

/** The same items in random order. */
const shuffled = <Item>(items: readonly Item[]) =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length })
const inTwoOrders = <Item>(items: fc.Arbitrary<Item[]>) =>
  items.chain((one) => shuffled(one).map((other) => [one, other] as const))

const outcomeOfPersons = (of: readonly { readonly id: string; readonly votes: number }[], places: number) => {
  const result = electPersons(of, places, personal)
  if ('refused' in result) throw new Error(result.code)
  return result.kind === 'lot-needed'
    ? { among: result.among.toSorted(), places: result.places }
    : { elected: result.elected.toSorted(), next: result.succession.map((group) => group.toSorted()) }
}
const allotted = (of: Parameters<typeof allotToLists>[0], places: number, by = rules) => {
  const result = allotToLists(of, places, by)
  if ('refused' in result) throw new Error(result.code)
  return result
}

describe('personal votes', () => {
  it('personal votes have the same outcome in any order of the ballot', () => {
    fc.assert(
      fc.property(inTwoOrders(candidates), seats, ([one, other], places) => {
        expect(outcomeOfPersons(other, places)).toEqual(outcomeOfPersons(one, places))
      }),
    )
  })

  it('personal votes never cost a seat: an elected candidate is also elected with one more vote', () => {
    fc.assert(
      fc.property(candidates, seats, fc.nat(), (of, places, chance) => {
        const before = electPersons(of, places, personal)
        if ('refused' in before || before.kind === 'lot-needed') return
        const lucky = before.elected[chance % before.elected.length]
        const more = of.map((each) => (each.id === lucky ? { ...each, votes: each.votes + 1 } : each))
        const after = electPersons(more, places, personal)
        // Nobody else got more votes, so the last seat is safe.
        expect('elected' in after && after.elected).toContain(lucky)
      }),
    )
  })

  it('personal votes need a lot exactly among those who tie for the last seat', () => {
    fc.assert(
      fc.property(candidates, seats, (of, places) => {
        const result = electPersons(of, places, personal)
        if ('refused' in result || result.kind === 'decided') return
        const edge = of.toSorted((a, b) => b.votes - a.votes)[places - 1]?.votes
        expect(result.among.toSorted()).toEqual(
          of
            .filter(({ votes }) => votes === edge)
            .map(({ id }) => id)
            .toSorted(),
        )
        expect(result.places).toBeLessThan(result.among.length)
        expect(result.places).toBe(places - of.filter(({ votes }) => votes > (edge ?? 0)).length)
      }),
    )
  })
})

describe('seats of lists', () => {
  it('seats of lists have the same outcome in any order of the lists, lots included', () => {
    fc.assert(
      fc.property(inTwoOrders(lists), fc.integer({ min: 1, max: 45 }), ([one, other], places) => {
        const [a, b] = [allotted(one, places), allotted(other, places)]
        expect(b.kind).toBe(a.kind)
        if (a.kind === 'decided' && b.kind === 'decided')
          expect(new Map([...b.seats].toSorted())).toEqual(new Map([...a.seats].toSorted()))
        if (a.kind === 'lot-needed' && b.kind === 'lot-needed')
          expect([b.stage, b.among.toSorted(), b.places]).toEqual([a.stage, a.among.toSorted(), a.places])
      }),
    )
  })

  it('seats of lists by highest averages are never fewer for more votes', () => {
    fc.assert(
      fc.property(
        lists,
        fc.integer({ min: 19, max: 45 }),
        fc.nat(),
        fc.integer({ min: 1, max: 60 }),
        (of, places, chance, more) => {
          const lucky = of[chance % of.length]?.id ?? ''
          const richer = of.map((each) => (each.id === lucky ? { ...each, votes: each.votes + more } : each))
          const [before, after] = [allotted(of, places), allotted(richer, places)]
          if (before.kind !== 'decided' || after.kind !== 'decided') return
          expect(after.seats.get(lucky) ?? 0).toBeGreaterThanOrEqual(before.seats.get(lucky) ?? 0)
        },
      ),
    )
  })

  it('seats of lists give a list with more than half of the votes more than half of the seats (P 9)', () => {
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 45 }), (of, places) => {
        const result = allotted(of, places)
        if (result.kind !== 'decided') return
        const total = of.reduce((sum, { votes }) => sum + votes, 0)
        for (const { id, votes } of of)
          if (votes * 2 > total) expect((result.seats.get(id) ?? 0) * 2).toBeGreaterThan(places)
      }),
      { numRuns: 500 },
    )
  })

  it('seats of lists that an exhausted list cannot fill go to other lists, as long as one has candidates (P 10)', () => {
    const small = lists.chain((of) =>
      fc
        .array(fc.integer({ min: 1, max: 6 }), { minLength: of.length, maxLength: of.length })
        .map((room) => of.map((each, place) => ({ ...each, candidates: room[place] ?? 1 }))),
    )
    fc.assert(
      fc.property(small, fc.integer({ min: 1, max: 30 }), (of, places) => {
        const result = allotted(of, places)
        if (result.kind !== 'decided') return
        const room = of.reduce((sum, each) => sum + (each.votes > 0 ? each.candidates : 0), 0)
        expect(result.unassigned).toBe(Math.max(0, places - room))
      }),
      { numRuns: 500 },
    )
  })
})
