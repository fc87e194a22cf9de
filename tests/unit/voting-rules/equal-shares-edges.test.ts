import { describe, expect, it } from 'vitest'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'

const count = (configuration: object, of: Profile, lots: readonly string[] = of.options.map(({ id }) => id)) =>
  decide(RuleConfiguration.parse({ rule: 'mes_cost', ...configuration }), of, lots)
const row = (outcome: ReturnType<typeof count>, id: string) => outcome.options.find(({ option }) => option === id)
const costing = (costs: { readonly [id: string]: number }) => Object.entries(costs).map(([id, cost]) => ({ id, cost }))

/** Six voters in the north and four in the south, with two options each. */
const twoSides: Profile = {
  options: costing({ n1: 500, n2: 500, s1: 500, s2: 500 }),
  ballots: [
    { options: ['n1', 'n2'], count: 6 },
    { options: ['s1', 's2'], count: 4 },
  ],
}

describe('if everything fits', () => {
  it('if everything fits all options with support are funded, those with most votes first, and the money per voter is not raised', () => {
    const of: Profile = {
      options: costing({ a: 100, b: 300, c: 100, d: 50 }),
      ballots: [
        { options: ['a', 'b', 'c'], count: 2 },
        { options: ['b'], count: 1 },
      ],
    }
    const outcome = count({ budget: 500, add1: { step: 100 } }, of, ['c', 'a', 'b', 'd'])
    expect(outcome).toMatchObject({
      order: ['b', 'c', 'a'],
      cost: 500,
      tiesBroken: [],
      equalShares: { endowment: '500/3', runs: 0, replacedByGreedy: false },
    })
    expect(row(outcome, 'a')).toEqual({
      option: 'a',
      cost: 100,
      votes: 2,
      score: 2,
      won: true,
      step: 2,
      reason: 'everything-fits',
    })
    expect(row(outcome, 'd')).toEqual({ option: 'd', cost: 50, votes: 0, score: 0, won: false, reason: 'no-support' })
    expect(count({ budget: 499, add1: { step: 100 } }, of).equalShares?.runs).toBeGreaterThan(0)
  })
})

describe('an empty ballot box', () => {
  it('an empty ballot box decides nothing, and shows its quorum', () => {
    const quorum = { percent: 0, otherwise: 'void' }
    const outcome = count({ budget: 900, quorum }, { options: twoSides.options, ballots: [], electorate: 10 })
    expect(outcome).toMatchObject({
      rule: 'mes_cost',
      order: [],
      cost: 0,
      tiesBroken: [],
      quorum: { met: true, ballots: 0 },
    })
    expect(outcome).not.toHaveProperty('equalShares')
    expect(outcome.options.map(({ reason }) => reason)).toEqual(Array(4).fill('no-support'))
  })
})

describe('the comparison with greedy', () => {
  /** For `twoSides`, greedy takes n1 and n2, which only the north wants; equal shares takes one option of each side. */
  const compared = (profile: Profile, more: object = {}) => count({ budget: 1_300, comparison: true, ...more }, profile)

  it('the comparison with greedy counts the voters who get more winners', () => {
    const outcome = compared(twoSides)
    expect(outcome).toMatchObject({
      order: ['n1', 'n2'],
      tiesBroken: [
        ['n1', 'n2'],
        ['s1', 's2'],
      ],
      equalShares: { replacedByGreedy: true, runs: 1 },
    })
    expect(row(outcome, 'n1')).toMatchObject({ reason: 'chosen' })
    expect(row(outcome, 'n1')).not.toHaveProperty('payment')
    expect(row(outcome, 's1')).toMatchObject({ reason: 'supporters-short' })
    expect(row(outcome, 's1')).not.toHaveProperty('sufficed')
  })

  it('the comparison with greedy keeps equal shares if as many gain as lose', () => {
    const [north, south] = [
      { options: ['n1', 'n2'], count: 5 },
      { options: ['s1', 's2'], count: 5 },
    ]
    const even = compared({ ...twoSides, ballots: [north, south] })
    expect(even).toMatchObject({ order: ['n1', 's1'], equalShares: { replacedByGreedy: false } })
  })

  it('the comparison with greedy does not consider how much more a voter gets', () => {
    // With greedy (n1, n2, n3) four voters gain two winners each. With equal shares five voters gain one each.
    const of: Profile = {
      options: costing({ n1: 300, n2: 300, n3: 300, s1: 300 }),
      ballots: [
        { options: ['n1', 'n2', 'n3'], count: 6 },
        { options: ['s1'], count: 3 },
        { options: ['s1', 'n1'], count: 2 },
      ],
    }
    expect(compared(of, { budget: 900 }).equalShares).toMatchObject({ replacedByGreedy: true })
    const fewer = { ...of, ballots: [{ options: ['n1', 'n2', 'n3'], count: 5 }, ...of.ballots.slice(1)] }
    expect(compared(fewer, { budget: 900 })).toMatchObject({ equalShares: { replacedByGreedy: false } })
  })
})

describe('the completion after equal shares', () => {
  const of: Profile = {
    options: costing({ a: 300, b: 200, c: 100, d: 100 }),
    ballots: [
      { options: ['a'], count: 2 },
      { options: ['b'], count: 1 },
      { options: ['c', 'd'], count: 1 },
    ],
  }

  it('the completion after equal shares goes down the list by votes, then by criteria and lots', () => {
    const outcome = count({ budget: 500, utilitarian: true, ties: { first: ['lowest-cost'] } }, of, [
      'd',
      'b',
      'c',
      'a',
    ])
    expect(outcome).toMatchObject({ order: ['d', 'a', 'c'], tiesBroken: [['c', 'd']], cost: 500 })
    expect(outcome.options.map(({ reason }) => reason)).toEqual([
      'completion',
      'supporters-short',
      'completion',
      'chosen',
    ])
    // The supporter of b has 125 and b costs 200, so one more supporter with 125 is enough, and so is a cost of 125.
    expect(row(outcome, 'b')).toMatchObject({ sufficed: { moreSupporters: 1, cost: 125 } })
  })

  it('the completion after equal shares gives the sufficient support or cost that is easier to reach', () => {
    const none = count({ budget: 500 }, of)
    expect(none.order).toEqual(['c'])
    expect(row(none, 'a')).toMatchObject({ sufficed: { moreSupporters: 1, cost: 250 } })
    expect(row(none, 'b')).toMatchObject({ sufficed: { moreSupporters: 1, cost: 125 } })
    // At any cost d ties with c, which has the better lot. The 25 that c leaves of their supporter’s 125 would have been enough.
    expect(row(none, 'd')).toMatchObject({ sufficed: { moreSupporters: 1, cost: 25 } })
  })
})

describe('what would have sufficed, with a completion', () => {
  // Twelve voters with 100 each. The five supporters of a spend everything on it. The completion takes c, from the remaining 700.
  const of: Profile = {
    options: costing({ a: 500, b: 600, c: 450, d: 260 }),
    ballots: [
      { options: ['a'], count: 4 },
      { options: ['a', 'd'], count: 1 },
      { options: ['c'], count: 4 },
      { options: ['b'], count: 3 },
    ],
  }
  const lacked = (utilitarian: boolean, id: string) =>
    row(count({ budget: 1_200, utilitarian }, of, ['a', 'c', 'b', 'd']), id)?.sufficed

  it('what would have sufficed, with a completion is the smaller of the two', () => {
    expect(lacked(false, 'b')).toEqual({ moreSupporters: 3, cost: 300 })
    // In the completion five votes put b before c, which has four. The sharing allows a cost of 300, the completion only 250.
    expect(lacked(true, 'b')).toEqual({ moreSupporters: 2, cost: 300 })
  })

  it('what would have sufficed, with a completion is stated even if only one of them exists', () => {
    expect(lacked(false, 'd')).toEqual({ moreSupporters: 3, cost: null })
    expect(lacked(true, 'd')).toEqual({ moreSupporters: 3, cost: 250 })
  })
})

describe('raising the money of every voter', () => {
  it('raising the money of every voter ends when everything with support is funded', () => {
    const outcome = count({ budget: 2_000, everythingFits: 'apply-rule', add1: { step: 50 } }, twoSides)
    expect(outcome).toMatchObject({ winners: ['n1', 'n2', 's1', 's2'], equalShares: { endowment: '250', runs: 2 } })
  })

  it('raising the money of every voter starts from whole euros, rounded down', () => {
    const start = (budget: number) =>
      count({ budget, add1: { step: 700, start: 'whole-euros', earlyStop: true } }, twoSides).equalShares
    // With ten voters, 9.99 € is 0.99 € each, which is rounded down to 0 €.
    expect(start(1_500)).toMatchObject({ endowment: '100', runs: 2 })
    expect(start(999)).toMatchObject({ endowment: '0', runs: 2 })
    expect(start(1_000)).toMatchObject({ endowment: '100', runs: 2 })
  })

  it('raising the money of every voter stops early only if no other option costs exactly the remaining money', () => {
    const of: Profile = {
      options: costing({ a: 500, b: 250, c: 250 }),
      ballots: [
        { options: ['a'], count: 5 },
        { options: ['b'], count: 2 },
        { options: ['c'], count: 2 },
      ],
    }
    const early = { add1: { step: 10, earlyStop: true } }
    expect(count({ budget: 750, ...early }, of)).toMatchObject({ cost: 500 })
    expect(count({ budget: 950, ...early }, of)).toMatchObject({ order: ['a'], equalShares: { runs: 3 } })
  })
})

describe('ties under equal shares', () => {
  it('ties under equal shares are broken by lowest cost, then most votes, then the lots', () => {
    const of: Profile = {
      options: costing({ a: 200, b: 100, c: 100, d: 100 }),
      ballots: [
        { options: ['a', 'b', 'c', 'd'], count: 2 },
        { options: ['d'], points: [1], count: 0 },
      ],
    }
    const first = (criteria: readonly string[]) =>
      count({ budget: 200, ties: { first: criteria } }, of, ['d', 'a', 'c', 'b'])
    expect(first([])).toMatchObject({
      order: ['d', 'c'],
      tiesBroken: [
        ['a', 'b', 'c', 'd'],
        ['b', 'c'],
      ],
    })
    expect(first(['lowest-cost'])).toMatchObject({
      order: ['d', 'c'],
      tiesBroken: [
        ['b', 'c', 'd'],
        ['b', 'c'],
      ],
    })
  })
})
