import { describe, expect, it } from 'vitest'
import { type CountedList, electFromLists } from '../../../shared/elections/allocation/persons.ts'
import type { ListRules } from '../../../shared/elections/rules/election-rules.ts'

const rules: ListRules = {
  method: 'lists',
  averagesFromSeats: 19,
  remainderThresholdPercent: 75,
  absoluteMajority: true,
  preferencePercentBelow: 50,
  preferencePercentFrom: 25,
}
const list = (id: string, ...votes: readonly number[]): CountedList => ({
  id,
  candidates: votes.map((each, index) => ({ id: `${id}${index + 1}`, votes: each })),
})
const without = (of: CountedList, ...gone: readonly string[]): CountedList => ({
  ...of,
  candidates: of.candidates.map((each) => ({ ...each, isOut: gone.includes(each.id) })),
})
const elected = (lists: readonly CountedList[], seats: number) => {
  const result = electFromLists(lists, seats, rules)
  if ('refused' in result || result.kind !== 'decided') throw new Error('Not decided')
  return result.lists
}

// The quota is 100. List c has 191 votes and two of the seven seats; the other lists have the rest.
const contest = (c: CountedList) => [c, list('x', 209, 0, 0), list('y', 300, 0, 0)]

describe('the persons of a list', () => {
  it('the persons of a list are elected by more than half the quota, then in the order of the list: exactly half is not more', () => {
    const [c] = elected(contest(list('c', 90, 50, 51)), 7)
    expect(c).toMatchObject({ seats: 2, elected: ['c1', 'c3'], succession: [['c2']] })
  })

  it('the persons of a list are elected by votes before the order of the list if they reach more than half the quota', () => {
    const [c] = elected(contest(list('c', 20, 60, 111)), 7)
    expect(c?.elected).toEqual(['c3', 'c2'])
  })

  it('the persons of a list do not include somebody who died or withdrew; the votes stay with the list', () => {
    const [c] = elected(contest(without(list('c', 90, 50, 51), 'c1')), 7)
    expect(c).toMatchObject({ seats: 2, elected: ['c3', 'c2'], succession: [] })
    const [gone] = elected(contest(without(list('c', 90, 50, 51), 'c1', 'c2')), 7)
    expect(gone).toMatchObject({ seats: 1, elected: ['c3'] })
  })

  it('the persons of a list need a quarter of the quota in a council of nineteen or more', () => {
    // The quota is 10: three votes are more than a quarter of it, two are not.
    const [c] = elected(
      [list('c', 2, 3, 0, 15), list('x', 80, ...Array(9).fill(0)), list('y', 90, ...Array(9).fill(0))],
      19,
    )
    expect(c).toMatchObject({ seats: 2, elected: ['c4', 'c2'], succession: [['c1'], ['c3']] })
  })

  it('the persons of a list who tie for the last seat of the list wait for a lot', () => {
    const lists = contest(list('c', 10, 60, 60, 60))
    const result = electFromLists(lists, 7, rules)
    expect(result).toEqual({ kind: 'lot-needed', stage: 'preference', among: ['c2', 'c3', 'c4'], places: 2 })
    expect(electFromLists(lists, 7, rules, [{ stage: 'preference', order: ['c4', 'c2', 'c3'] }])).toMatchObject({
      lists: [{ elected: ['c4', 'c2'], succession: [['c3'], ['c1']] }, {}, {}],
    })
  })

  it('the persons of a list who stand alone are a list of one, and get at most one seat', () => {
    const result = electFromLists([list('a', 500), list('b', 100, 20), list('d', 80)], 7, rules)
    expect(result).toMatchObject({
      unassigned: 3,
      lists: [{ elected: ['a1'] }, { elected: ['b1', 'b2'] }, { elected: ['d1'] }],
    })
  })
})
