import { describe, expect, it } from 'vitest'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'

const count = (configuration: object, of: Profile, lots: readonly string[] = of.options.map(({ id }) => id)) =>
  decide(RuleConfiguration.parse({ rule: 'phragmen', ...configuration }), of, lots)
const costing = (costs: { readonly [id: string]: number }) => Object.entries(costs).map(([id, cost]) => ({ id, cost }))
const lacked = (outcome: ReturnType<typeof count>) =>
  Object.fromEntries(outcome.options.flatMap(({ option, sufficed }) => (sufficed ? [[option, sufficed]] : [])))

describe('ties under Phragmén', () => {
  const of: Profile = {
    options: costing({ a: 300, b: 200, c: 200, d: 500 }),
    ballots: [
      { options: ['a'], count: 3 },
      { options: ['b'], count: 2 },
      { options: ['c'], count: 2 },
      { options: ['d'], count: 4 },
    ],
  }

  it('ties under Phragmén are broken by lots, and reported in order', () => {
    expect(count({ budget: 700 }, of, ['c', 'a', 'b', 'd'])).toMatchObject({
      order: ['c', 'a', 'b'],
      tiesBroken: [
        ['a', 'b', 'c'],
        ['a', 'b'],
      ],
    })
  })

  it('ties under Phragmén are broken by lowest cost or most votes first, if configured', () => {
    expect(count({ budget: 700, ties: { first: ['lowest-cost'] } }, of, ['c', 'a', 'b', 'd'])).toMatchObject({
      order: ['c', 'b', 'a'],
      tiesBroken: [['b', 'c']],
    })
    expect(count({ budget: 700, ties: { first: ['most-votes'] } }, of, ['c', 'a', 'b', 'd'])).toMatchObject({
      order: ['a', 'c', 'b'],
      tiesBroken: [['b', 'c']],
    })
  })

  it('ties under Phragmén are detected even if loads are thirds and sevenths', () => {
    // After x each of its supporters has paid 100/3. Then a and b ask the same of seven voters each, one of whom paid for x.
    const thirds: Profile = {
      options: costing({ x: 100, a: 700, b: 700 }),
      ballots: [
        { options: ['x', 'a'], count: 1 },
        { options: ['x', 'b'], count: 1 },
        { options: ['x'], count: 1 },
        { options: ['a'], count: 6 },
        { options: ['b'], count: 6 },
      ],
    }
    const outcome = count({ budget: 1_500 }, thirds, ['x', 'b', 'a'])
    expect(outcome).toMatchObject({ order: ['x', 'b', 'a'], tiesBroken: [['a', 'b']] })
    expect(outcome.options).toMatchObject([{ load: '2200/21' }, { load: '2200/21' }, { load: '100/3' }])
  })
})

describe('the money under Phragmén', () => {
  const of: Profile = {
    options: costing({ a: 300, b: 400, c: 90 }),
    ballots: [
      { options: ['a', 'b'], count: 3 },
      { options: ['b'], count: 1 },
      { options: ['c'], count: 1 },
    ],
  }

  it('the money under Phragmén buys an option that costs exactly the rest', () => {
    // c is bought at 90. a and b would be bought at 100 each, and a wins the tie. Then b is bought at (400 + 300) / 4.
    expect(count({ budget: 790 }, of).order).toEqual(['c', 'a', 'b'])
    expect(count({ budget: 789 }, of)).toMatchObject({ order: ['c', 'a'], cost: 390 })
    expect(count({ budget: 390 }, of).order).toEqual(['c', 'a'])
    expect(count({ budget: 389 }, of).order).toEqual(['c'])
  })

  it('the money under Phragmén shows which options were too expensive, and what would have sufficed', () => {
    const outcome = count({ budget: 789 }, of)
    expect(outcome.options).toMatchObject([
      { reason: 'chosen', load: '100' },
      { reason: 'too-expensive', votes: 4 },
      { reason: 'chosen', load: '90' },
    ])
    // With one more supporter b is bought at 80, before c. At a cost of 399 it would still fit.
    expect(lacked(outcome)).toEqual({ b: { moreSupporters: 1, cost: 399 } })
  })

  it('the money under Phragmén shows the same for options after the stop', () => {
    const stopped = count({ budget: 350 }, of)
    expect(stopped.options.map(({ reason }) => reason)).toEqual(['too-expensive', 'too-expensive', 'chosen'])
    expect(lacked(stopped)).toEqual({ a: { moreSupporters: 1, cost: 270 }, b: { moreSupporters: null, cost: 350 } })
  })
})

describe('a tie that would have sufficed under Phragmén', () => {
  const of: Profile = {
    options: costing({ a: 300, b: 400 }),
    ballots: [
      { options: ['a'], count: 3 },
      { options: ['b'], count: 3 },
    ],
  }

  it('a tie that would have sufficed under Phragmén needs the better lot, or one supporter and one cent more', () => {
    // With four supporters, or at a cost of 300, b is bought at 100, as a is.
    expect(lacked(count({ budget: 400 }, of, ['b', 'a']))).toEqual({ b: { moreSupporters: 1, cost: 300 } })
    expect(lacked(count({ budget: 400 }, of, ['a', 'b']))).toEqual({ b: { moreSupporters: 2, cost: 299 } })
  })

  it('a tie that would have sufficed under Phragmén needs the better criterion', () => {
    const first = (criterion: string) => lacked(count({ budget: 400, ties: { first: [criterion] } }, of, ['a', 'b']))
    expect(first('most-votes')).toEqual({ b: { moreSupporters: 1, cost: 299 } })
    expect(first('lowest-cost')).toEqual({ b: { moreSupporters: 2, cost: 299 } })
  })
})

describe('a close call under Phragmén', () => {
  it('a close call under Phragmén is decided by the last cent, whatever the lots say', () => {
    const of: Profile = {
      options: costing({ a: 2 ** 52, b: 2 ** 52 + 1 }),
      ballots: [
        { options: ['a'], count: 1 },
        { options: ['b'], count: 1 },
      ],
    }
    expect(count({ budget: 2 ** 53 - 1 }, of, ['b', 'a'])).toMatchObject({ order: ['a'], tiesBroken: [] })
  })
})

describe('points under Phragmén', () => {
  it('points under Phragmén count as approvals, however many points', () => {
    const of: Profile = {
      options: costing({ a: 100, b: 90 }),
      ballots: [
        { options: ['a'], points: [9], count: 1 },
        { options: ['b'], points: [1], count: 1 },
      ],
    }
    expect(count({ budget: 190 }, of).options).toMatchObject([
      { load: '100', score: 9 },
      { load: '90', score: 1 },
    ])
  })
})
