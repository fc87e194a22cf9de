import { describe, expect, it } from 'vitest'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Option, Profile } from '../../../shared/voting/rules/rule.ts'

type Row = Partial<Option> & { readonly votes: number; readonly cost: number }
const poll = (rows: { readonly [id: string]: Row }): Profile => ({
  options: Object.entries(rows).map(([id, { votes: _, ...option }]) => ({ id, ...option })),
  ballots: Object.entries(rows).map(([id, { votes }]) => ({ options: [id], count: votes })),
})
const count = (configuration: object, of: Profile, lots: readonly string[] = of.options.map(({ id }) => id)) =>
  decide(RuleConfiguration.parse({ rule: 'greedy_score', ...configuration }), of, lots)
const row = (outcome: ReturnType<typeof count>, id: string) => outcome.options.find(({ option }) => option === id)

describe('votes per cent of cost', () => {
  /** Cross-products of 2⁵³ + 1 and 2⁵³, which are equal as doubles. */
  const close = (first: string, second: string) =>
    poll({ [first]: { votes: 4, cost: 3_002_399_751_580_331 }, [second]: { votes: 3, cost: 2 ** 51 } })

  it('votes per cent of cost are compared exactly, however large the sums', () => {
    const budget = 2 ** 52 + 2 ** 51
    expect(count({ rule: 'greedy_score_per_cost', budget }, close('a', 'b')).order).toEqual(['b', 'a'])
    expect(count({ rule: 'greedy_score_per_cost', budget }, close('b', 'a')).order).toEqual(['a', 'b'])
    expect(count({ rule: 'greedy_score_per_cost', budget }, close('a', 'b')).tiesBroken).toEqual([])
  })

  it('votes per cent of cost are equal if the cross-products are, however large the sums', () => {
    const equal = poll({
      a: { votes: 8, cost: 2 ** 51 },
      b: { votes: 4, cost: 2 ** 50 },
      c: { votes: 16, cost: 2 ** 52 },
    })
    const outcome = count({ rule: 'greedy_score_per_cost', budget: 2 ** 53 - 1 }, equal, ['c', 'a', 'b'])
    expect(outcome).toMatchObject({ order: ['c', 'a', 'b'], tiesBroken: [['a', 'b', 'c']] })
  })
})

describe('ties in the list', () => {
  const rows = {
    a: { votes: 5, cost: 30 },
    b: { votes: 5, cost: 20 },
    c: { votes: 5, cost: 20 },
    d: { votes: 3, cost: 10 },
    e: { votes: 2, cost: 10 },
    f: { votes: 2, cost: 10 },
  }

  it('ties in the list are reported group by group, without single options', () => {
    expect(count({ budget: 100 }, poll(rows), ['c', 'f', 'b', 'e', 'a', 'd'])).toMatchObject({
      order: ['c', 'b', 'a', 'd', 'f', 'e'],
      tiesBroken: [
        ['a', 'b', 'c'],
        ['e', 'f'],
      ],
    })
  })

  it('ties in the list do not exist if a criterion decides', () => {
    expect(count({ budget: 100, ties: { first: ['lowest-cost'] } }, poll(rows)).tiesBroken).toEqual([
      ['b', 'c'],
      ['e', 'f'],
    ])
  })

  it('ties in the list are decided by votes if points are equal', () => {
    const points: Profile = {
      options: ['a', 'b'].map((id) => ({ id, cost: 10 })),
      ballots: [
        { options: ['a'], points: [4], count: 1 },
        { options: ['b'], points: [2], count: 2 },
      ],
    }
    expect(count({ budget: 10, ties: { first: ['most-votes'] } }, points)).toMatchObject({
      order: ['b'],
      tiesBroken: [],
    })
    expect(count({ budget: 10, ties: { first: ['lowest-cost', 'most-votes'] } }, points).order).toEqual(['b'])
  })
})

describe('the money for the list', () => {
  const rows = {
    a: { votes: 9, cost: 60 },
    b: { votes: 8, cost: 50 },
    c: { votes: 7, cost: 40 },
    d: { votes: 1, cost: 1 },
  }

  it('the money for the list buys an option that costs exactly the rest', () => {
    expect(count({ budget: 100 }, poll(rows))).toMatchObject({ order: ['a', 'c'], cost: 100 })
    expect(count({ budget: 99 }, poll(rows)).order).toEqual(['a', 'd'])
  })

  it('the money for the list distinguishes options that were too expensive from those after the stop', () => {
    const stopped = count({ budget: 100, misfit: 'stop' }, poll(rows))
    expect(stopped.order).toEqual(['a'])
    // Both options lose ties, so b needs ten votes to come before a, and c needs nine to come before b.
    expect(row(stopped, 'b')).toMatchObject({ reason: 'too-expensive', sufficed: { moreSupporters: 2, cost: 40 } })
    expect(row(stopped, 'c')).toMatchObject({ reason: 'after-stop', sufficed: { moreSupporters: 2, cost: null } })
    expect(row(stopped, 'd')).toMatchObject({ reason: 'after-stop', sufficed: { moreSupporters: 8, cost: null } })
  })

  it('the money for the list may need hundreds of additional supporters', () => {
    const outcome = count({ budget: 60 }, poll({ a: { votes: 900, cost: 60 }, b: { votes: 9, cost: 60 } }))
    expect(row(outcome, 'b')).toMatchObject({ sufficed: { moreSupporters: 892, cost: null } })
  })

  it('the money for the list never suffices for an option that costs more than the budget, until it costs the budget', () => {
    const outcome = count({ budget: 60 }, poll({ a: { votes: 9, cost: 61 }, b: { votes: 2, cost: 10 } }))
    expect(outcome.order).toEqual(['b'])
    expect(row(outcome, 'a')).toMatchObject({ reason: 'too-expensive', sufficed: { moreSupporters: null, cost: 60 } })
  })
})

describe('a cap', () => {
  const green = { category: 'green', area: 'north' }
  const rows = {
    a: { votes: 9, cost: 60, ...green },
    b: { votes: 8, cost: 50, ...green },
    c: { votes: 7, cost: 40, ...green },
    d: { votes: 6, cost: 40, category: 'play' },
  }
  const cap = { by: 'category', name: 'green', money: 100 }

  it('a cap is filled to the last cent, and applies only to its category', () => {
    const outcome = count({ budget: 200, caps: [cap] }, poll(rows))
    expect(outcome).toMatchObject({ order: ['a', 'c', 'd'], cost: 140 })
    expect(row(outcome, 'b')).toMatchObject({ reason: 'cap-reached', sufficed: { moreSupporters: 2, cost: 40 } })
    expect(count({ budget: 200, caps: [{ ...cap, money: 99 }] }, poll(rows)).order).toEqual(['a', 'd'])
  })

  it('a cap applies independently of other caps', () => {
    const both = [cap, { by: 'area', name: 'north', money: 60 }, { by: 'category', name: 'play', money: 39 }]
    const outcome = count({ budget: 200, caps: both }, poll(rows))
    expect(outcome.order).toEqual(['a'])
    expect(row(outcome, 'd')).toMatchObject({ reason: 'cap-reached', sufficed: { moreSupporters: null, cost: 39 } })
  })

  it('a cap is not the reason if the money is too short anyway', () => {
    expect(row(count({ budget: 99, caps: [cap] }, poll(rows)), 'b')).toMatchObject({ reason: 'too-expensive' })
    expect(row(count({ budget: 99, caps: [{ ...cap, money: 60 }] }, poll(rows)), 'c')).toMatchObject({
      reason: 'too-expensive',
    })
  })

  it('a cap stops the list if an option that does not fit stops it, and restarts it for the leftovers', () => {
    const stop = { budget: 150, caps: [cap], misfit: 'stop' }
    const stopped = count(stop, poll(rows))
    expect(stopped.order).toEqual(['a'])
    expect(stopped.options.map(({ reason }) => reason)).toEqual(['chosen', 'cap-reached', 'after-stop', 'after-stop'])
    const second = count({ ...stop, leftovers: 'without-caps' }, poll(rows))
    expect(second.order).toEqual(['a', 'b', 'c'])
    expect(row(second, 'd')).toMatchObject({ reason: 'too-expensive' })
  })

  it('a cap is lifted for the leftovers in the order of the list', () => {
    const outcome = count({ budget: 150, caps: [cap], leftovers: 'without-caps' }, poll(rows))
    expect(outcome.order).toEqual(['a', 'c', 'd'])
    expect(row(outcome, 'b')).toMatchObject({ reason: 'too-expensive' })
    const stopped = count(
      { budget: 100, caps: [{ ...cap, money: 60 }], misfit: 'stop', leftovers: 'without-caps' },
      poll(rows),
    )
    expect(stopped.options.map(({ reason }) => reason)).toEqual(['chosen', 'too-expensive', 'after-stop', 'after-stop'])
  })
})
