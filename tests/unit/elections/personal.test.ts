import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CountedCandidate, electPersons } from '../../../shared/elections/allocation/personal.ts'
import type { DrawnLot } from '../../../shared/elections/allocation/ties.ts'
import type { PersonalRules } from '../../../shared/elections/rules/election-rules.ts'

const rules: PersonalRules = { method: 'personal', allAtZero: 'electable' }
/** `A50 B40 C39†`: candidates with votes, in the order of the ballot. A cross marks somebody who died or withdrew. */
const ballot = (text: string): CountedCandidate[] =>
  text.split(' ').map((word) => {
    const [, id = '', votes = '', out] = /^([A-Z])(\d+)(†?)$/.exec(word) ?? []
    return { id, votes: Number(votes), isOut: out === '†' }
  })
const lotOf = (order: string): DrawnLot => ({ stage: 'seats', order: order.split(',') })
const elect = (seats: number, text: string, lot?: string) =>
  electPersons(ballot(text), seats, rules, lot === undefined ? [] : [lotOf(lot)])
const line = (groups: readonly (readonly string[])[]) => groups.map((group) => group.join('=')).join(',')

describe('winners by their own votes', () => {
  it.each([
    [3, 'A50 B40 C40 D20', undefined, 'A B C', 'D'],
    [3, 'A50 B40 C30 D30 E10', 'D,C', 'A B D', 'C,E'],
    [3, 'A50 B30 C30 D30 E30', 'E,B,D,C', 'A E B', 'D,C'],
    [7, 'A20 B10 C5 D1 E0', undefined, 'A B C D E', ''],
    [3, 'A50 B40 C39† D20 E20', 'E,D', 'A B E', 'D'],
    [2, 'A50 B40 C10 D10 E10', undefined, 'A B', 'C=D=E'],
    [3, 'A50 B40 C30 D31 E10', undefined, 'A B D', 'C,E'],
  ])('%i seats, %s, lot %s: %s are elected, then %s', (seats, text, lot, elected, succession) => {
    const result = elect(seats, text, lot)
    if ('refused' in result || result.kind !== 'decided') throw new Error('Not decided')
    expect(result.elected.join(' ')).toBe(elected)
    expect(line(result.succession)).toBe(succession)
  })

  it('winners by their own votes wait for a lot among the whole tied group, and state the number of places', () => {
    expect(elect(3, 'A50 B30 C30 D30 E30')).toEqual({
      kind: 'lot-needed',
      stage: 'seats',
      among: ['B', 'C', 'D', 'E'],
      places: 2,
    })
    // A lot with somebody outside the group, or without the whole group, does not count: a lot is still needed.
    for (const order of ['D,E', 'C,D,E', 'B,C,D,E,A', 'B,C,D,D'])
      expect(elect(3, 'A50 B30 C30 D30 E30', order)).toMatchObject({ kind: 'lot-needed' })
  })

  it('winners by their own votes need no lot for a tie that does not matter, and refuse a lot for it', () => {
    expect(elect(3, 'A50 B40 C40 D20', 'C,B')).toMatchObject({ refused: true, code: 'lot-does-not-fit' })
    expect(elect(3, 'A50 B40 C30 D31 E10', 'D,C')).toMatchObject({ code: 'lot-does-not-fit' })
  })

  it('winners by their own votes leave seats vacant if there are fewer candidates than seats, and report that there was no contest', () => {
    expect(elect(7, 'A20 B10 C5 D1 E0')).toMatchObject({ reason: 'no-contest', vacantSeats: 2 })
    expect(elect(2, 'A20 B10† C5')).toMatchObject({ reason: 'no-contest', elected: ['A', 'C'], vacantSeats: 0 })
    expect(electPersons([], 7, rules)).toMatchObject({ elected: [], vacantSeats: 7 })
  })

  it('winners by their own votes are drawn by lot if nobody has a vote, or the seats stay vacant: as the rule set says', () => {
    expect(elect(1, 'A0 B0')).toMatchObject({ kind: 'lot-needed', among: ['A', 'B'], places: 1 })
    expect(elect(1, 'A0 B0', 'B,A')).toMatchObject({ elected: ['B'], reason: 'no-votes' })
    expect(electPersons(ballot('A0 B0'), 1, { ...rules, allAtZero: 'vacant' })).toMatchObject({
      elected: [],
      vacantSeats: 1,
      reason: 'no-votes',
    })
    // One candidate has a vote, so it is not true that all have none.
    expect(electPersons(ballot('A1 B0 C0'), 2, { ...rules, allAtZero: 'vacant' })).toMatchObject({ kind: 'lot-needed' })
  })
})

/** Every order that lots could produce, found by brute force. */
const orders = (candidates: readonly CountedCandidate[]): CountedCandidate[][] =>
  candidates.length === 0
    ? [[]]
    : candidates.flatMap((first) => {
        const rest = candidates.filter((each) => each !== first)
        return rest.some(({ votes }) => votes > first.votes) ? [] : orders(rest).map((tail) => [first, ...tail])
      })
const someBallot = fc
  .array(fc.record({ votes: fc.integer({ min: 0, max: 4 }), isOut: fc.boolean() }), { minLength: 1, maxLength: 6 })
  .map((each) => each.map((it, place) => ({ id: String.fromCharCode(65 + place), ...it })))

describe('a tie', () => {
  it('a tie needs a lot exactly when it changes who is elected', () => {
    fc.assert(
      fc.property(someBallot, fc.integer({ min: 1, max: 7 }), (candidates, seats) => {
        const able = candidates.filter(({ isOut }) => !isOut)
        const outcomes = new Set(
          orders(able).map((order) =>
            order
              .slice(0, seats)
              .map(({ id }) => id)
              .toSorted()
              .join(),
          ),
        )
        const result = electPersons(candidates, seats, rules)
        if ('refused' in result) throw new Error(result.code)
        expect(result.kind).toBe(outcomes.size > 1 ? 'lot-needed' : 'decided')
        if (result.kind === 'decided') expect(outcomes).toContain(result.elected.toSorted().join())
      }),
    )
  })

  it('a tie gives one of the possible outcomes, whatever the lot, and loses nobody', () => {
    fc.assert(
      fc.property(
        someBallot,
        fc.integer({ min: 1, max: 7 }),
        fc.infiniteStream(fc.nat()),
        (candidates, seats, chance) => {
          const needed = electPersons(candidates, seats, rules)
          // Only draws with a tie for the last seat; others are discarded.
          fc.pre('among' in needed)
          if (!('among' in needed)) return
          const order = needed.among
            .map((id) => ({ id, at: chance.next().value }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ id }) => id)
          const result = electPersons(candidates, seats, rules, [{ stage: 'seats', order }])
          if ('refused' in result || result.kind !== 'decided') throw new Error('The lot decides')
          const able = candidates.filter(({ isOut }) => !isOut).map(({ id }) => id)
          expect([...result.elected, ...result.succession.flat()].toSorted()).toEqual(able.toSorted())
          expect(result.elected).toHaveLength(Math.min(seats, able.length))
          const votes = new Map(candidates.map((each) => [each.id, each.votes]))
          const line = [...result.elected, ...result.succession.flat()].map((id) => votes.get(id) ?? 0)
          expect(line).toEqual(line.toSorted((a, b) => b - a))
        },
      ),
    )
  })
})
