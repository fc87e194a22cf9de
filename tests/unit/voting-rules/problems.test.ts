import { describe, expect, it } from 'vitest'
import { configurationProblems, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Option } from '../../../shared/voting/rules/rule.ts'

const option = (id: string, cost: number, more: Partial<Option> = {}): Option => ({ id, cost, ...more })
const bench = option('bench', 100, { category: 'green', area: 'north' })
const trees = option('trees', 300, { category: 'green' })
const plain = { rule: 'greedy_score', budget: 400 }
const problems = (configuration: object, options: readonly Option[] = [bench, trees]) =>
  configurationProblems(RuleConfiguration.parse(configuration), options).map(({ detail, ...where }) => {
    expect(detail.nl).toMatch(/\.$/)
    return { ...where, en: detail.en }
  })

const withMoney = [
  plain,
  { ...plain, rule: 'greedy_score_per_cost' },
  { ...plain, rule: 'mes_cost' },
  { ...plain, rule: 'mes_unit' },
  { ...plain, rule: 'phragmen' },
]
const withoutMoney = [
  { rule: 'sntv', seats: 1 },
  { rule: 'yes_no', yes: 'bench', no: 'trees' },
]

describe('a configuration that cannot be counted is refused with the place of the error:', () => {
  it.each([...withMoney, ...withoutMoney])(
    'a configuration that cannot be counted is refused with the place of the error: duplicate options, no options, duplicate criteria ($rule)',
    (configuration) => {
      expect(problems(configuration)).toEqual([])
      expect(problems(configuration, [bench, trees, bench])).toEqual([
        { code: 'option-twice', pointer: '', en: 'Option bench stands in the list twice.' },
      ])
      expect(problems(configuration, [])[0]).toEqual({
        code: 'no-options',
        pointer: '',
        en: 'There is nothing to choose.',
      })
      expect(problems({ ...configuration, ties: { first: ['most-votes', 'most-votes'] } })).toEqual([
        { code: 'criterion-twice', pointer: '/ties/first', en: 'The same criterion cannot break a tie twice.' },
      ])
      expect(problems({ ...configuration, ties: { first: ['most-votes', 'lowest-cost'] } })).toEqual([])
    },
  )

  it.each(withMoney)(
    'a configuration that cannot be counted is refused with the place of the error: money ($rule)',
    (configuration) => {
      expect(problems(configuration, [option('a', 0), option('b', 1), option('c', 0.5)])).toEqual([
        { code: 'cost-missing', pointer: '', en: 'Option a has no cost in whole cents above 0.' },
        { code: 'cost-missing', pointer: '', en: 'Option c has no cost in whole cents above 0.' },
        {
          code: 'money-too-large',
          pointer: '/budget',
          en: 'Budget and costs together are too high to be counted exactly.',
        },
      ])
      expect(problems({ ...configuration, budget: 99 })).toEqual([
        { code: 'budget-below-cheapest', pointer: '/budget', en: 'Every option costs more than the budget.' },
      ])
      expect(problems({ ...configuration, budget: 100 })).toEqual([])
      expect(problems({ ...configuration, budget: Number.MAX_SAFE_INTEGER - 400 })).toEqual([])
      expect(problems({ ...configuration, budget: Number.MAX_SAFE_INTEGER - 399 })).toEqual([
        {
          code: 'money-too-large',
          pointer: '/budget',
          en: 'Budget and costs together are too high to be counted exactly.',
        },
      ])
      expect(problems({ ...configuration, budget: 0 }, [])).toHaveLength(1)
    },
  )

  it('a configuration that cannot be counted is refused with the place of the error: caps', () => {
    const cap = { by: 'category', name: 'green', money: 100 }
    const capped = (...caps: readonly object[]) => problems({ ...plain, caps })
    expect(capped(cap)).toEqual([])
    expect(capped(cap, { ...cap, by: 'area', name: 'north' })).toEqual([])
    expect(capped(cap, cap)).toEqual([
      { code: 'cap-twice', pointer: '/caps/1', en: 'There are two caps for category green.' },
    ])
    expect(capped(cap, { ...cap, name: 'blue' })).toEqual([
      { code: 'cap-of-nothing', pointer: '/caps/1/name', en: 'No option belongs to category blue.' },
    ])
    expect(capped({ ...cap, money: 99 })).toEqual([
      { code: 'cap-below-cheapest', pointer: '/caps/0/money', en: 'Nothing of category green fits under this cap.' },
    ])
    expect(capped({ ...cap, money: 400 })).toEqual([])
    expect(capped({ ...cap, money: 401 })).toEqual([
      { code: 'cap-above-budget', pointer: '/caps/0/money', en: 'This cap is more than the whole budget.' },
    ])
  })

  it('a configuration that cannot be counted is refused with the place of the error: a second pass without caps', () => {
    const cap = { by: 'area', name: 'north', money: 99 }
    expect(problems({ ...plain, leftovers: 'without-caps' })).toEqual([
      {
        code: 'leftovers-without-caps',
        pointer: '/leftovers',
        en: 'A second pass without caps needs caps in the first.',
      },
    ])
    // An option that no cap admits is taken in the second pass.
    expect(problems({ ...plain, leftovers: 'without-caps', caps: [cap] })).toEqual([])
  })

  it('a configuration that cannot be counted is refused with the place of the error: seats', () => {
    expect(problems({ rule: 'sntv', seats: 0 })).toEqual([
      { code: 'no-seats', pointer: '/seats', en: 'There is no seat to fill.' },
    ])
  })

  it('a configuration that cannot be counted is refused with the place of the error: answers', () => {
    expect(problems({ rule: 'yes_no', yes: 'bench' })).toEqual([
      { code: 'answer-missing', pointer: '/no', en: 'There is no option no.' },
    ])
    expect(problems({ rule: 'yes_no' })).toEqual([
      { code: 'answer-missing', pointer: '/yes', en: 'There is no option yes.' },
      { code: 'answer-missing', pointer: '/no', en: 'There is no option no.' },
    ])
    expect(problems({ rule: 'yes_no', yes: 'bench', no: 'bench' })).toEqual([
      { code: 'answers-equal', pointer: '/no', en: 'Yes and no are the same option.' },
    ])
  })

  it('a configuration that cannot be counted is refused with the place of the error: but not a large budget or a small step of Add1, because the work depends on the ballots', () => {
    const shares = (budget: number, add1: object) =>
      problems({ rule: 'mes_cost', budget, add1 }).map(({ code }) => code)
    expect(shares(900_000_000_000, { step: 1 })).toEqual([])
  })
})
