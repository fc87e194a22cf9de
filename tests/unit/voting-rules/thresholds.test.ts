import { describe, expect, it } from 'vitest'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'

/** Of 20 ballots 6 give 2 points to a, 5 give 3 points to b, 1 chooses c, and the rest are blank. */
const profile: Profile = {
  options: ['a', 'b', 'c'].map((id) => ({ id, cost: 100 })),
  ballots: [
    { options: ['a'], points: [2], count: 6 },
    { options: ['b'], points: [3], count: 5 },
    { options: ['c'], count: 1 },
    { options: [], count: 8 },
  ],
  electorate: 200,
}
const lots = ['a', 'b', 'c']
const money = { budget: 1_000, everythingFits: 'apply-rule' }
const rules = [
  { rule: 'greedy_score', budget: 1_000 },
  { rule: 'greedy_score_per_cost', budget: 1_000 },
  { rule: 'mes_cost', ...money, add1: { step: 100 } },
  { rule: 'mes_unit', ...money, utilitarian: true },
  { rule: 'phragmen', budget: 1_000 },
  { rule: 'sntv', seats: 2 },
]
const count = (configuration: object, of: Profile = profile) => decide(RuleConfiguration.parse(configuration), of, lots)
const row = (outcome: ReturnType<typeof count>, id: string) => outcome.options.find(({ option }) => option === id)

describe('a threshold', () => {
  it.each(rules)('a threshold of votes is met by exactly as many ($rule)', (rule) => {
    expect(count({ ...rule, thresholds: { votes: 5 } }).winners).toEqual(['a', 'b'])
    expect(count({ ...rule, thresholds: { votes: 6 } }).winners).toEqual(['a'])
    expect(row(count({ ...rule, thresholds: { votes: 6 } }), 'b')).toMatchObject({ reason: 'below-threshold' })
    expect(row(count({ ...rule, thresholds: { votes: 6 } }), 'b')).not.toHaveProperty('step')
  })

  it.each(rules)('a threshold of points is met by exactly as many ($rule)', (rule) => {
    expect(count({ ...rule, thresholds: { score: 12 } }).winners).toEqual(['a', 'b'])
    expect(count({ ...rule, thresholds: { score: 13 } }).winners).toEqual(['b'])
  })

  it.each(rules)('a threshold of a share counts all ballots, blanks included, and is met exactly ($rule)', (rule) => {
    expect(count({ ...rule, thresholds: { sharePercent: 25 } }).winners).toEqual(['a', 'b'])
    expect(count({ ...rule, thresholds: { sharePercent: 26 } }).winners).toEqual(['a'])
    expect(count({ ...rule, thresholds: { sharePercent: 30 } }).winners).toEqual(['a'])
    expect(count({ ...rule, thresholds: { sharePercent: 31 } }).winners).toEqual([])
  })

  it.each(rules.filter(({ rule }) => !rule.startsWith('mes')))(
    'a threshold of a share rises with the ballots of the additional supporters ($rule)',
    (rule) => {
      // (1 + k) · 100 ≥ 25 · (20 + k): k = 5 1/3.
      const outcome = count({ ...rule, ...('seats' in rule && { seats: 1 }), thresholds: { sharePercent: 25 } })
      expect(row(outcome, 'c')).toMatchObject({
        reason: 'below-threshold',
        sufficed: { moreSupporters: 6, cost: null },
      })
    },
  )

  it.each(rules)('a threshold is out of reach if every ballot must name the option ($rule)', (rule) => {
    const outcome = count({ ...rule, thresholds: { sharePercent: 100 } })
    expect(outcome.winners).toEqual([])
    expect(row(outcome, 'c')).toMatchObject({ sufficed: { moreSupporters: null, cost: null } })
  })

  it.each(rules.filter(({ rule }) => rule !== 'sntv'))(
    'a threshold is not met by ballots that give no point ($rule)',
    (rule) => {
      const none: Profile = {
        ...profile,
        ballots: [...profile.ballots.slice(0, 2), { options: ['c'], points: [0], count: 4 }],
      }
      expect(row(count(rule, none), 'c')).toMatchObject({ won: false, votes: 4, score: 0, reason: 'no-support' })
    },
  )
})

describe('a choice of zero points', () => {
  const of: Profile = {
    options: [{ id: 'a', cost: 90 }],
    ballots: [
      { options: ['a'], points: [1], count: 3 },
      { options: ['a'], points: [0], count: 6 },
    ],
  }

  it('a choice of zero points does not make its voter pay', () => {
    expect(count({ rule: 'phragmen', budget: 90 }, of).options).toMatchObject([{ load: '30' }])
    expect(count({ rule: 'mes_cost', budget: 270, everythingFits: 'apply-rule' }, of).options).toMatchObject([
      { payment: '30', paidInFull: 3, paidLess: 0 },
    ])
    expect(count({ rule: 'mes_cost', budget: 269, everythingFits: 'apply-rule' }, of).winners).toEqual([])
  })
})

describe('a quorum', () => {
  const { electorate: _, ...unknown } = profile
  const quorum = { percent: 10, otherwise: 'void' }

  it.each([...rules, { rule: 'yes_no', yes: 'a', no: 'c' }])(
    'a quorum is met by exactly its percentage ($rule)',
    (rule) => {
      const met = count({ ...rule, quorum })
      expect(met.quorum).toEqual({ percent: 10, electorate: 200, ballots: 20, met: true, otherwise: 'void' })
      expect(met.winners).toContain('a')
      const missed = count({ ...rule, quorum }, { ...profile, electorate: 201 })
      expect(missed).toMatchObject({ quorum: { met: false }, winners: [], order: [], cost: 0, tiesBroken: [] })
      expect(missed.options.map(({ reason, won }) => ({ reason, won }))).toEqual(
        lots.map(() => ({ reason: 'void', won: false })),
      )
      expect(missed.options.map(({ option, votes, score }) => [option, votes, score])).toEqual([
        ['a', 6, 12],
        ['b', 5, 15],
        ['c', 1, 1],
      ])
      const advice = count({ ...rule, quorum: { ...quorum, otherwise: 'advisory' } }, { ...profile, electorate: 201 })
      expect(advice).toMatchObject({ quorum: { met: false, otherwise: 'advisory' }, winners: met.winners })
      expect(() => count({ ...rule, quorum }, unknown)).toThrow('size of the electorate')
    },
  )

  it.each(rules)('a quorum is not reported if none was set ($rule)', (rule) => {
    expect(count(rule)).not.toHaveProperty('quorum')
  })
})
