import { describe, expect, it } from 'vitest'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'

const count = (configuration: object, of: Profile, lots: readonly string[] = of.options.map(({ id }) => id)) =>
  decide(RuleConfiguration.parse({ rule: 'mes_cost', everythingFits: 'apply-rule', ...configuration }), of, lots)
const costing = (costs: { readonly [id: string]: number }) => Object.entries(costs).map(([id, cost]) => ({ id, cost }))

describe('who paid what under equal shares', () => {
  it('who paid what under equal shares counts voters without money among those who paid less', () => {
    // Eight voters with 100 each. The five supporters of x spend everything on it; one of them also chose y.
    const of: Profile = {
      options: costing({ x: 500, y: 300 }),
      ballots: [
        { options: ['x'], count: 4 },
        { options: ['x', 'y'], count: 1 },
        { options: ['y'], count: 3 },
      ],
    }
    expect(count({ budget: 800 }, of).options).toMatchObject([
      { won: true, step: 0, payment: '100', effectiveVotes: '5', paidInFull: 5, paidLess: 0 },
      { won: true, step: 1, payment: '100', effectiveVotes: '3', paidInFull: 3, paidLess: 1 },
    ])
  })

  it('who paid what under equal shares is stated for the final run, not for earlier ones', () => {
    // With 150 each, the voter who gave two points pays everything they have. With 250 and 350 each they pay two thirds. c and d
    // tie every time. With 450 each e is bought as well, which exceeds the budget.
    const of: Profile = {
      options: costing({ x: 250, c: 50, d: 50, e: 300 }),
      ballots: [
        { options: ['x'], points: [2], count: 1 },
        { options: ['x'], points: [1], count: 1 },
        { options: ['c', 'd', 'e'], count: 1 },
      ],
    }
    const outcome = count({ budget: 450, add1: { step: 100 } }, of)
    expect(outcome).toMatchObject({ order: ['x', 'c', 'd'], equalShares: { endowment: '350', runs: 4 } })
    expect(outcome.options).toMatchObject([
      { option: 'c', payment: '50' },
      { option: 'd', payment: '50' },
      { option: 'e', won: false },
      { option: 'x', payment: '250/3', paidInFull: 2, paidLess: 0 },
    ])
    expect(count({ budget: 450 }, of).options).toContainEqual(
      expect.objectContaining({ option: 'x', payment: '100', effectiveVotes: '5/2', paidInFull: 1, paidLess: 1 }),
    )
  })
})

describe('a close call under equal shares', () => {
  it('a close call under equal shares is decided by the last cent, whatever the lots say', () => {
    const of: Profile = {
      options: costing({ a: 2 ** 51, b: 2 ** 51 + 1 }),
      ballots: [
        { options: ['a'], count: 1 },
        { options: ['b'], count: 1 },
      ],
    }
    const outcome = count({ rule: 'mes_unit', budget: 2 ** 53 - 1 }, of, ['b', 'a'])
    expect(outcome).toMatchObject({ order: ['a', 'b'], tiesBroken: [] })
  })
})
