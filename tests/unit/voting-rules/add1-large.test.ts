// Add1 in a vote as large as the one in Łódź in 2022: 90,494 ballots, and a budget of far more than five million cents.
import { describe, expect, it } from 'vitest'
import { configurationProblems, decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'

/** A random number generator (Lehmer) that gives the same numbers in every run. */
const numbers = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

const voters = 90_494
const large = (options: number, budget: number): Profile => {
  const next = numbers(20_221_107)
  const ids = Array.from({ length: options }, (_, place) => `p${String(place).padStart(3, '0')}`)
  // Some projects are expensive and most are cheap; some are chosen often and most seldom.
  const costs = ids.map((id) => ({ id, cost: 1_000_000 + next(Math.floor(budget / (next(4) === 0 ? 5 : 40))) }))
  const groups = new Map<string, { readonly options: readonly string[]; count: number }>()
  for (let voter = 0; voter < voters; voter += 1) {
    const chosen = new Set(Array.from({ length: 1 + next(5) }, () => ids[next(1 + next(options))] ?? 'p000'))
    const key = [...chosen].sort().join(' ')
    const group = groups.get(key) ?? { options: [...chosen].sort(), count: 0 }
    group.count += 1
    groups.set(key, group)
  }
  return { options: costs, ballots: [...groups.values()] }
}

const budget = 5_000_000_000
const of = large(120, budget)
const rule = (add1: object) => RuleConfiguration.parse({ rule: 'mes_cost', budget, add1, utilitarian: true })

describe('Add1 in a vote of 90,494 ballots', () => {
  it('Add1 in a vote of 90,494 ballots is accepted with any budget and step', () => {
    for (const step of [1, 100, 1_000_000]) expect(configurationProblems(rule({ step }), of.options)).toEqual([])
  })

  it.each([10, 100])(
    'Add1 in a vote of 90,494 ballots ends after a few runs if a raise is at least %i thousandths of the budget',
    (leastPerMille) => {
      const outcome = decide(
        rule({ step: 1, leastPerMille }),
        of,
        of.options.map(({ id }) => id),
      )
      // A raise of n thousandths of the budget ends at the latest when every voter could pay for everything.
      const dearest = of.options.reduce((sum, { cost }) => sum + cost, 0)
      const most = Math.ceil((dearest * voters * 1_000) / (budget * leastPerMille))
      expect(outcome.cost).toBeLessThanOrEqual(budget)
      expect(outcome.winners.length).toBeGreaterThan(0)
      expect(outcome.equalShares?.runs).toBeGreaterThan(0)
      expect(outcome.equalShares?.runs).toBeLessThanOrEqual(Math.min(most, 2_000))
    },
  )
})
