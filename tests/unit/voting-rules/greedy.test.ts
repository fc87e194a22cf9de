import { describe, expect, it } from 'vitest'
import { configurationProblems, decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Option, Profile } from '../../../shared/voting/rules/rule.ts'
import { codePointOrder } from '../../../shared/voting/rules/ties.ts'

const option = (id: string, cost: number, more: Partial<Option> = {}): Option => ({ id, cost, ...more })
const bench = option('bench', 100)
const trees = option('trees', 300)
const party = option('party', 250)
const options = [bench, trees, party]
const ballots = [
  { options: ['trees'], count: 6 },
  { options: ['party', 'bench'], count: 5 },
  { options: [], count: 1 },
]
const profile: Profile = { options, ballots, electorate: 40 }
const count = (configuration: object, of: Profile = profile) =>
  decide(
    RuleConfiguration.parse({ rule: 'greedy_score', budget: 400, ...configuration }),
    of,
    codePointOrder(of.options.map((o) => o.id)),
  )
const reasoning = (outcome: ReturnType<typeof count>, id: string) => outcome.options.find((row) => row.option === id)

describe('most votes within the budget', () => {
  it('most votes within the budget refuses a ballot with an unknown option', () => {
    expect(() => count({}, { options, ballots: [{ options: ['pool'], count: 1 }] })).toThrow('pool')
  })

  it('most votes within the budget refuses a ballot that names an option twice', () => {
    expect(() => count({}, { options, ballots: [{ options: ['bench', 'bench'], count: 1 }] })).toThrow('twice')
  })

  it('most votes within the budget refuses a tie order without one of the options', () => {
    const configuration = RuleConfiguration.parse({ rule: 'greedy_score', budget: 400 })
    expect(() => decide(configuration, profile, ['bench', 'trees'])).toThrow('party')
  })

  it('most votes within the budget funds the options with most votes first, and skips those that no longer fit', () => {
    expect(count({})).toMatchObject({
      order: ['trees', 'bench'],
      winners: ['bench', 'trees'],
      cost: 400,
      ballots: 12,
      blanks: 1,
    })
  })

  it('most votes within the budget reports how many more supporters, or which lower cost, would have sufficed', () => {
    // With 6 votes it ties with trees and wins by its id. In third place no money is left for it, at any cost.
    expect(reasoning(count({}), 'party')).toMatchObject({
      reason: 'too-expensive',
      sufficed: { moreSupporters: 1, cost: null },
    })
    expect(reasoning(count({ budget: 500 }), 'party')).toMatchObject({ sufficed: { moreSupporters: 1, cost: 100 } })
  })

  it('most votes within the budget stops at the first option that does not fit, if configured', () => {
    const outcome = count({ budget: 340, misfit: 'stop', ties: { first: [] } })
    expect(outcome.order).toEqual(['trees'])
    expect(reasoning(outcome, 'party')).toMatchObject({ reason: 'after-stop' })
  })

  it('most votes within the budget breaks a tie by the lowest cost before the order of the ids, if configured', () => {
    const tied: Profile = {
      options: [option('a', 300), option('b', 200)],
      ballots: [{ options: ['a', 'b'], count: 3 }],
    }
    expect(count({}, tied).order).toEqual(['a'])
    expect(count({ ties: { first: ['lowest-cost'] } }, tied).order).toEqual(['b'])
    expect(count({}, tied).tiesBroken).toEqual([['a', 'b']])
  })

  it('most votes within the budget never funds an option that nobody chose, however much money is left', () => {
    const outcome = count({ budget: 10_000 }, { options, ballots: [{ options: ['trees'], count: 1 }] })
    expect(outcome.winners).toEqual(['trees'])
    expect(reasoning(outcome, 'party')).toMatchObject({
      reason: 'no-support',
      sufficed: { moreSupporters: 1, cost: null },
    })
  })

  it('most votes within the budget sorts by votes per cent of cost if that is the rule', () => {
    expect(count({ rule: 'greedy_score_per_cost' }).order).toEqual(['bench', 'party'])
  })

  it('most votes within the budget counts a share of all ballots, blank ones included', () => {
    expect(count({ budget: 1000, thresholds: { sharePercent: 50 } }).winners).toEqual(['trees'])
    expect(count({ budget: 1000, thresholds: { sharePercent: 51 } }).winners).toEqual([])
  })

  it('most votes within the budget gives a poll below its quorum no winners, or calls it advice', () => {
    const quorum = { percent: 31, otherwise: 'void' }
    expect(count({ quorum })).toMatchObject({ winners: [], quorum: { met: false, ballots: 12, electorate: 40 } })
    expect(count({ quorum: { ...quorum, otherwise: 'advisory' } })).toMatchObject({ winners: ['bench', 'trees'] })
    expect(count({ quorum: { ...quorum, percent: 30 } })).toMatchObject({ quorum: { met: true } })
  })

  it('most votes within the budget keeps a category under its cap, and lifts the cap for the leftovers if configured', () => {
    const green = [option('a', 100, { category: 'green' }), option('b', 100, { category: 'green' }), option('c', 100)]
    const of: Profile = {
      options: green,
      ballots: [
        { options: ['a', 'b'], count: 2 },
        { options: ['c'], count: 1 },
      ],
    }
    const caps = [{ by: 'category', name: 'green', money: 150 }]
    expect(count({ budget: 300, caps }, of).order).toEqual(['a', 'c'])
    expect(reasoning(count({ budget: 300, caps }, of), 'b')).toMatchObject({ reason: 'cap-reached' })
    expect(count({ budget: 300, caps, leftovers: 'without-caps' }, of).order).toEqual(['a', 'c', 'b'])
  })
})

describe('a configuration that cannot be counted', () => {
  const problems = (configuration: object, of: readonly Option[] = options) =>
    configurationProblems(RuleConfiguration.parse({ rule: 'greedy_score', budget: 400, ...configuration }), of).map(
      ({ code }) => code,
    )

  it('a configuration that cannot be counted has a budget below the cheapest option', () => {
    expect(problems({ budget: 99 })).toEqual(['budget-below-cheapest'])
    expect(problems({ budget: 100 })).toEqual([])
  })

  it('a configuration that cannot be counted has an option that costs nothing, or occurs twice', () => {
    expect(problems({}, [option('a', 0), bench])).toEqual(['cost-missing'])
    expect(problems({}, [bench, bench])).toEqual(['option-twice'])
    expect(problems({}, [])).toEqual(['no-options'])
  })

  it('a configuration that cannot be counted has caps that contradict the budget or each other, or apply to nothing', () => {
    const green = [option('a', 100, { category: 'green' })]
    const cap = { by: 'category', name: 'green', money: 100 }
    expect(problems({ caps: [cap] }, green)).toEqual([])
    expect(problems({ caps: [cap, cap] }, green)).toEqual(['cap-twice'])
    expect(problems({ caps: [{ ...cap, money: 99 }] }, green)).toEqual(['cap-below-cheapest'])
    expect(problems({ caps: [{ ...cap, money: 401 }] }, green)).toEqual(['cap-above-budget'])
    expect(problems({ caps: [{ ...cap, name: 'blue' }] }, green)).toEqual(['cap-of-nothing'])
    expect(problems({ leftovers: 'without-caps' })).toEqual(['leftovers-without-caps'])
  })

  it('a configuration that cannot be counted has more money than can be computed exactly', () => {
    expect(problems({ budget: Number.MAX_SAFE_INTEGER })).toEqual(['money-too-large'])
  })
})
