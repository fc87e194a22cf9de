import { describe, expect, it } from 'vitest'
import { RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import { configurationOfKey, ruleKeys } from '../../../shared/voting/rules/keys.ts'

describe('the rule keys of the references', () => {
  it('the rule keys of the references are those of the greedy rules, Phragmén, and equal shares with each completion', () => {
    const completions = ['', '_u', '_add1', '_add1_u', '_add1full', '_add1full_u']
    expect(ruleKeys).toEqual([
      'greedy_score',
      'greedy_score_per_cost',
      'phragmen',
      ...completions.map((completion) => `mes_cost${completion}`),
      ...completions.map((completion) => `mes_unit${completion}`),
    ])
  })

  it.each([
    ['mes_cost', { utilitarian: false }],
    ['mes_unit_u', { utilitarian: true }],
    ['mes_cost_add1', { utilitarian: false, add1: { step: 60, earlyStop: true, start: 'exact' } }],
    ['mes_unit_add1_u', { utilitarian: true, add1: { step: 60, earlyStop: true, start: 'exact' } }],
    ['mes_cost_add1full', { utilitarian: false, add1: { step: 60, earlyStop: false, start: 'exact' } }],
    ['mes_unit_add1full_u', { utilitarian: true, add1: { step: 60, earlyStop: false, start: 'exact' } }],
  ])('%s applies the rule even if everything fits', (key, knobs) => {
    expect(configurationOfKey(key, 500, 60)).toEqual({
      rule: key.slice(0, 8),
      budget: 500,
      comparison: false,
      everythingFits: 'apply-rule',
      ties: expect.objectContaining({ first: [] }),
      thresholds: {},
      ...knobs,
    })
  })

  it.each(['greedy_score', 'greedy_score_per_cost', 'phragmen'])('%s is the plain rule', (rule) => {
    expect(configurationOfKey(rule, 500, 60)).toEqual(RuleConfiguration.parse({ rule, budget: 500 }))
  })

  it.each(['sntv', 'yes_no', 'mes_cost_', 'xmes_cost', 'mes_cost_u_add1', 'mes_cost_add1full_ux', ''])(
    '%s is none',
    (key) => {
      expect(configurationOfKey(key, 500, 60)).toBeUndefined()
    },
  )
})

describe('a configuration leaves out default values', () => {
  const everyRule = { ties: expect.objectContaining({ first: [] }), thresholds: {} }
  const shares = { utilitarian: false, comparison: false, everythingFits: 'fund-all' }
  it.each([
    [
      { rule: 'greedy_score', budget: 5 },
      { misfit: 'skip', caps: [], leftovers: 'none' },
    ],
    [
      { rule: 'greedy_score_per_cost', budget: 5 },
      { misfit: 'skip', caps: [], leftovers: 'none' },
    ],
    [
      { rule: 'mes_cost', budget: 5, add1: { step: 1 } },
      { ...shares, add1: { step: 1, earlyStop: false, start: 'exact' } },
    ],
    [{ rule: 'mes_unit', budget: 5 }, shares],
    [{ rule: 'phragmen', budget: 5 }, { overspend: 'stop' }],
    [{ rule: 'sntv', seats: 3 }, {}],
    [{ rule: 'yes_no' }, { yes: 'yes', no: 'no', moreThanPercent: 50 }],
  ])('a configuration leaves out default values: %o', (said, meant) => {
    expect(RuleConfiguration.parse(said)).toEqual({ ...everyRule, ...said, ...meant })
    expect(RuleConfiguration.safeParse({ ...said, unheardOf: 1 }).success).toBe(false)
  })

  it('a configuration leaves out default values and its defaults are in the API document', () => {
    expect(RuleConfiguration.meta()).toMatchObject({ id: 'CountingRule' })
  })
})

describe('a configuration is refused', () => {
  const greedy = { rule: 'greedy_score', budget: 5 }
  const cap = { by: 'area', name: 'north', money: 1 }
  const add1 = { rule: 'mes_cost', budget: 5, add1: { step: 1 } }
  it.each([
    ['money below zero', { ...greedy, budget: -1 }, { ...greedy, budget: 0 }],
    [
      'money that is not exact',
      { ...greedy, budget: Number.MAX_SAFE_INTEGER + 1 },
      { ...greedy, budget: Number.MAX_SAFE_INTEGER },
    ],
    [
      'a share above all',
      { ...greedy, thresholds: { sharePercent: 101 } },
      { ...greedy, thresholds: { sharePercent: 100 } },
    ],
    [
      'a share below none',
      { ...greedy, thresholds: { sharePercent: -1 } },
      { ...greedy, thresholds: { sharePercent: 0 } },
    ],
    ['votes below none', { ...greedy, thresholds: { votes: -1 } }, { ...greedy, thresholds: { votes: 0 } }],
    ['points below none', { ...greedy, thresholds: { score: -1 } }, { ...greedy, thresholds: { score: 0 } }],
    ['a threshold of something else', { ...greedy, thresholds: { weight: 1 } }, { ...greedy, thresholds: {} }],
    [
      'three criteria',
      { ...greedy, ties: { first: Array(3).fill('most-votes') } },
      { ...greedy, ties: { first: ['most-votes', 'lowest-cost'] } },
    ],
    [
      'a cap without a name',
      { ...greedy, caps: [{ ...cap, name: '' }] },
      { ...greedy, caps: [cap, { ...cap, by: 'category' }] },
    ],
    [
      'a cap by something else',
      { ...greedy, caps: [{ ...cap, by: 'street' }] },
      { ...greedy, caps: [{ ...cap, by: 'category' }] },
    ],
    [
      'a quorum of something else',
      { ...greedy, quorum: { percent: 1, otherwise: '' } },
      { ...greedy, quorum: { percent: 1, otherwise: 'advisory' } },
    ],
    ['a raise of nothing', { ...add1, add1: { step: 0 } }, { ...add1, add1: { step: 1, start: 'whole-euros' } }],
    ['seats below none', { rule: 'sntv', seats: -1 }, { rule: 'sntv', seats: 0 }],
    ['more than all votes', { rule: 'yes_no', moreThanPercent: 100 }, { rule: 'yes_no', moreThanPercent: 99 }],
    ['less than no votes', { rule: 'yes_no', moreThanPercent: -1 }, { rule: 'yes_no', moreThanPercent: 0 }],
    ['another misfit', { ...greedy, misfit: 'wait' }, { ...greedy, misfit: 'stop' }],
    ['other leftovers', { ...greedy, leftovers: 'keep' }, { ...greedy, leftovers: 'without-caps' }],
  ])('a configuration is refused with %s', (_, refused, allowed) => {
    expect(RuleConfiguration.safeParse(refused).success).toBe(false)
    expect(RuleConfiguration.safeParse(allowed).success).toBe(true)
  })
})
