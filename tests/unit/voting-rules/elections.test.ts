import { describe, expect, it } from 'vitest'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'

const contest = (votes: { readonly [candidate: string]: number }, costs: Record<string, number> = {}): Profile => ({
  options: Object.keys(votes).map((id) => ({ id, cost: costs[id] ?? 0 })),
  ballots: Object.entries(votes).map(([id, times]) => ({ options: [id], count: times })),
})
const count = (configuration: object, of: Profile, lots: readonly string[] = of.options.map(({ id }) => id)) =>
  decide(RuleConfiguration.parse(configuration), of, lots)
const lacked = (outcome: ReturnType<typeof count>, id: string) =>
  outcome.options.find(({ option }) => option === id)?.sufficed

describe('the seats of a ward council', () => {
  const votes = { a: 9, b: 4, c: 4, d: 4, e: 1 }

  it('the seats of a ward council are lost by lot only if there are fewer seats than equals', () => {
    expect(count({ rule: 'sntv', seats: 4 }, contest(votes))).toMatchObject({
      winners: ['a', 'b', 'c', 'd'],
      tiesBroken: [],
    })
    expect(count({ rule: 'sntv', seats: 2 }, contest(votes), ['d', 'c', 'b', 'a', 'e'])).toMatchObject({
      order: ['a', 'd'],
      tiesBroken: [['b', 'c', 'd']],
    })
    expect(count({ rule: 'sntv', seats: 1 }, contest(votes)).tiesBroken).toEqual([])
  })

  it('the seats of a ward council need one vote more than the last elected candidate, or as many with a better lot', () => {
    const outcome = count({ rule: 'sntv', seats: 2 }, contest({ a: 9, b: 6, c: 4, d: 4 }), ['a', 'c', 'b', 'd'])
    expect(lacked(outcome, 'c')).toEqual({ moreSupporters: 2, cost: null })
    expect(lacked(outcome, 'd')).toEqual({ moreSupporters: 3, cost: null })
  })

  it('the seats of a ward council may need hundreds of additional votes', () => {
    expect(lacked(count({ rule: 'sntv', seats: 1 }, contest({ a: 400, b: 150 })), 'b')).toEqual({
      moreSupporters: 251,
      cost: null,
    })
  })

  it('the seats of a ward council go to all in the order of their votes, then of the lots, if there are enough seats', () => {
    const outcome = count({ rule: 'sntv', seats: 4 }, contest({ a: 0, b: 2, c: 0, d: 3 }), ['c', 'b', 'a', 'd'])
    expect(outcome.order).toEqual(['d', 'b', 'c', 'a'])
    expect(outcome.options.map(({ step, reason, sufficed }) => ({ step, reason, sufficed }))).toEqual(
      [3, 1, 2, 0].map((step) => ({ step, reason: 'enough-seats', sufficed: undefined })),
    )
  })

  it('the seats of a ward council are decided by a criterion before the lot', () => {
    const profile = contest({ a: 3, b: 3, c: 3 }, { a: 3, b: 2, c: 2 })
    expect(count({ rule: 'sntv', seats: 1, ties: { first: ['lowest-cost'] } }, profile, ['a', 'c', 'b']).order).toEqual(
      ['c'],
    )
  })
})

describe('a question to the ward', () => {
  const question = (yes: number, no: number, blank = 0): Profile => ({
    options: ['yes', 'no', 'abstain'].map((id) => ({ id, cost: 0 })),
    ballots: [
      { options: ['yes'], count: yes },
      { options: ['no'], count: no },
      { options: [], count: blank },
    ],
  })

  it('a question to the ward is answered with its reasoning', () => {
    expect(count({ rule: 'yes_no' }, question(6, 5, 2))).toEqual({
      rule: 'yes_no',
      winners: ['yes'],
      order: ['yes'],
      cost: 0,
      ballots: 13,
      blanks: 2,
      tiesBroken: [],
      options: [
        { option: 'abstain', cost: 0, votes: 0, score: 0, won: false, reason: 'not-enough-votes' },
        { option: 'no', cost: 0, votes: 5, score: 5, won: false, reason: 'not-enough-votes' },
        { option: 'yes', cost: 0, votes: 6, score: 6, won: true, step: 0, reason: 'chosen' },
      ],
    })
  })

  it.each([
    [50, 5, 5, 1],
    [50, 5, 4, undefined],
    [66, 66, 34, 1],
    [66, 67, 34, undefined],
    [0, 1, 99, undefined],
    [0, 0, 99, 1],
    [99, 99, 1, 1],
    [50, 10, 400, 391],
  ])(
    'a question to the ward needs more than %d percent: %d yes and %d no lack %s',
    (moreThanPercent, yes, no, more) => {
      const outcome = count({ rule: 'yes_no', moreThanPercent }, question(yes, no))
      expect(outcome.winners).toEqual(more === undefined ? ['yes'] : [])
      expect(lacked(outcome, 'yes')).toEqual(more === undefined ? undefined : { moreSupporters: more, cost: null })
    },
  )

  it('a question to the ward may also need a share of all ballots, blanks included', () => {
    const half = { rule: 'yes_no', thresholds: { sharePercent: 50 } }
    expect(count(half, question(6, 1, 5)).winners).toEqual(['yes'])
    const missed = count(half, question(6, 1, 7))
    expect(missed.winners).toEqual([])
    // (6 + 2) · 100 ≥ 50 · (14 + 2)
    expect(missed.options).toContainEqual({
      option: 'yes',
      cost: 0,
      votes: 6,
      score: 6,
      won: false,
      reason: 'below-threshold',
      sufficed: { moreSupporters: 2, cost: null },
    })
    const all = count({ rule: 'yes_no', thresholds: { sharePercent: 100 } }, question(6, 1))
    expect(lacked(all, 'yes')).toEqual({ moreSupporters: null, cost: null })
  })

  it('a question to the ward cannot be counted without answers for yes and no', () => {
    expect(() => count({ rule: 'yes_no' }, contest({ yes: 1, nay: 2 }))).toThrow('lacks the option for yes or for no')
    expect(() => count({ rule: 'yes_no' }, contest({ yea: 1, no: 2 }))).toThrow('lacks the option for yes or for no')
  })
})
