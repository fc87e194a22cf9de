import { describe, expect, it } from 'vitest'
import { configurationProblems, decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'
import { codePointOrder } from '../../../shared/voting/rules/ties.ts'

const count = (
  configuration: object,
  of: Profile,
  lots: readonly string[] = codePointOrder(of.options.map(({ id }) => id)),
) => decide(RuleConfiguration.parse(configuration), of, lots)
const reasoning = (outcome: ReturnType<typeof count>, id: string) => outcome.options.find(({ option }) => option === id)

/** This many ballots with a single vote for each candidate. */
const contest = (votes: { readonly [candidate: string]: number }): Profile => ({
  options: Object.keys(votes).map((id) => ({ id, cost: 0 })),
  ballots: Object.entries(votes).map(([id, times]) => ({ options: [id], count: times })),
})

describe('an election of persons', () => {
  it('an election of persons gives the seats to those with the most votes', () => {
    const outcome = count({ rule: 'sntv', seats: 2 }, contest({ a: 3, b: 9, c: 5, d: 4 }))
    expect(outcome).toMatchObject({ order: ['b', 'c'], winners: ['b', 'c'], cost: 0, tiesBroken: [] })
    expect(reasoning(outcome, 'd')).toMatchObject({
      reason: 'not-enough-votes',
      sufficed: { moreSupporters: 2, cost: null },
    })
  })

  it('an election of persons draws lots only among those with exactly the votes of the last seat', () => {
    const outcome = count({ rule: 'sntv', seats: 3 }, contest({ a: 9, b: 4, c: 4, d: 4, e: 1 }), [
      'e',
      'd',
      'b',
      'c',
      'a',
    ])
    expect(outcome).toMatchObject({ winners: ['a', 'b', 'd'], order: ['a', 'd', 'b'], tiesBroken: [['b', 'c', 'd']] })
    expect(reasoning(outcome, 'c')).toMatchObject({ reason: 'lot-lost', sufficed: { moreSupporters: 1 } })
    expect(reasoning(outcome, 'e')).toMatchObject({ reason: 'not-enough-votes', sufficed: { moreSupporters: 3 } })
  })

  it('an election of persons draws no lot while seats suffice', () => {
    expect(count({ rule: 'sntv', seats: 2 }, contest({ a: 4, b: 4, c: 1 })).tiesBroken).toEqual([])
  })

  it('an election of persons elects all if there are no more candidates than seats, with or without votes', () => {
    const outcome = count({ rule: 'sntv', seats: 3 }, contest({ a: 0, b: 2, c: 0 }))
    expect(outcome).toMatchObject({ winners: ['a', 'b', 'c'], order: ['b', 'a', 'c'] })
    expect(reasoning(outcome, 'a')).toMatchObject({ reason: 'enough-seats' })
  })

  it('an election of persons draws lots for the remaining seats if nobody else has a vote, even for all of them', () => {
    const outcome = count({ rule: 'sntv', seats: 2 }, contest({ a: 5, b: 0, c: 0 }), ['c', 'b', 'a'])
    expect(outcome).toMatchObject({ order: ['a', 'c'], tiesBroken: [['b', 'c']] })
    expect(reasoning(outcome, 'b')).toMatchObject({ reason: 'lot-lost', sufficed: { moreSupporters: 1 } })
    const silent = count({ rule: 'sntv', seats: 1 }, contest({ a: 0, b: 0, c: 0 }), ['b', 'a', 'c'])
    expect(silent).toMatchObject({ order: ['b'], tiesBroken: [['a', 'b', 'c']] })
  })

  it('an election of persons leaves a seat empty instead of giving it to somebody below the threshold', () => {
    const votes = contest({ a: 5, b: 0, c: 0 })
    const outcome = count({ rule: 'sntv', seats: 2, thresholds: { votes: 1 } }, votes)
    expect(outcome).toMatchObject({ winners: ['a'], tiesBroken: [] })
    expect(reasoning(outcome, 'b')).toMatchObject({ reason: 'below-threshold', sufficed: { moreSupporters: 1 } })
  })

  it('an election of persons counts blank ballots for turnout only', () => {
    const profile = contest({ a: 2, b: 1 })
    const withBlanks = { ...profile, ballots: [...profile.ballots, { options: [], count: 3 }], electorate: 12 }
    const quorum = { percent: 50, otherwise: 'void' }
    expect(count({ rule: 'sntv', seats: 1, quorum }, withBlanks)).toMatchObject({
      winners: ['a'],
      ballots: 6,
      blanks: 3,
    })
    expect(count({ rule: 'sntv', seats: 1, quorum }, { ...profile, electorate: 12 })).toMatchObject({ winners: [] })
    expect(() => count({ rule: 'sntv', seats: 1, quorum }, profile)).toThrow('electorate')
  })

  it('an election of persons cannot be announced without seats or candidates', () => {
    const problems = (seats: number, options: Profile['options']) =>
      configurationProblems(RuleConfiguration.parse({ rule: 'sntv', seats }), options).map(({ code }) => code)
    expect(problems(0, [{ id: 'a', cost: 0 }])).toEqual(['no-seats'])
    expect(problems(1, [])).toEqual(['no-options'])
    expect(problems(1, [{ id: 'a', cost: 0 }])).toEqual([])
  })
})

describe('a question', () => {
  const answers = (yes: number, no: number, abstain = 0): Profile => contest({ yes, no, abstain })

  it('a question is adopted by more than half of yes and no together', () => {
    expect(count({ rule: 'yes_no' }, answers(6, 5, 9)).winners).toEqual(['yes'])
    expect(count({ rule: 'yes_no' }, answers(5, 5, 9)).winners).toEqual([])
    expect(reasoning(count({ rule: 'yes_no' }, answers(3, 5)), 'yes')).toMatchObject({
      sufficed: { moreSupporters: 3 },
    })
  })

  it('a question can require more than two thirds of the votes', () => {
    expect(count({ rule: 'yes_no', moreThanPercent: 66 }, answers(2, 1)).winners).toEqual(['yes'])
    expect(count({ rule: 'yes_no', moreThanPercent: 66 }, answers(66, 34)).winners).toEqual([])
  })

  it('a question can require a minimum number of votes, and a quorum', () => {
    expect(count({ rule: 'yes_no', thresholds: { votes: 3 } }, answers(2, 0)).winners).toEqual([])
    const quorum = { percent: 10, otherwise: 'void' }
    expect(count({ rule: 'yes_no', quorum }, { ...answers(5, 4), electorate: 100 }).winners).toEqual([])
    expect(count({ rule: 'yes_no', quorum }, { ...answers(5, 4, 1), electorate: 100 }).winners).toEqual(['yes'])
  })

  it('a question cannot be announced without its answers', () => {
    const problems = (configuration: object) =>
      configurationProblems(RuleConfiguration.parse({ rule: 'yes_no', ...configuration }), answers(0, 0).options).map(
        ({ code }) => code,
      )
    expect(problems({})).toEqual([])
    expect(problems({ yes: 'ja' })).toEqual(['answer-missing'])
    expect(problems({ yes: 'no' })).toEqual(['answers-equal'])
  })
})

describe('sequential Phragmén', () => {
  const profile: Profile = {
    options: [
      { id: 'a', cost: 600 },
      { id: 'b', cost: 400 },
      { id: 'c', cost: 300 },
    ],
    ballots: [
      { options: ['a', 'b'], count: 4 },
      { options: ['c'], count: 2 },
    ],
  }

  it('sequential Phragmén buys first what its supporters can pay first, and reports what each has paid by then', () => {
    // b is bought at 400/4 = 100, c at 300/2 = 150, and a only at (600 + 4·100)/4 = 250.
    const outcome = count({ rule: 'phragmen', budget: 1300 }, profile)
    expect(outcome.order).toEqual(['b', 'c', 'a'])
    expect(outcome.options).toMatchObject([{ load: '250' }, { load: '100' }, { load: '150' }])
  })

  it('sequential Phragmén stops at the first purchase beyond the budget, or continues without it', () => {
    const dear: Profile = {
      options: [...profile.options, { id: 'd', cost: 10 }],
      ballots: [...profile.ballots, { options: ['d'], count: 0 }],
    }
    expect(count({ rule: 'phragmen', budget: 699 }, dear).order).toEqual(['b'])
    expect(reasoning(count({ rule: 'phragmen', budget: 699 }, dear), 'a')).toMatchObject({ reason: 'after-stop' })
    const cheap: Profile = {
      options: [...profile.options, { id: 'd', cost: 250 }],
      ballots: [...profile.ballots, { options: ['d'], count: 1 }],
    }
    expect(count({ rule: 'phragmen', budget: 699 }, cheap).order).toEqual(['b'])
    expect(count({ rule: 'phragmen', budget: 699, overspend: 'discard' }, cheap).order).toEqual(['b', 'd'])
  })

  it('sequential Phragmén never buys an option that nobody chose', () => {
    expect(
      count({ rule: 'phragmen', budget: 5_000 }, { ...profile, ballots: [{ options: ['a'], count: 1 }] }).winners,
    ).toEqual(['a'])
  })
})
