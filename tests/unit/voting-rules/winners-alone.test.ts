import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../../shared/voting/rules/catalogue.ts'
import { bestOfRounds } from '../../../shared/voting/rules/greedy/best-of-rounds.ts'
import { configurationOfKey, ruleKeys } from '../../../shared/voting/rules/keys.ts'
import { randomPoll } from '../../support/builders/voting/random-polls.ts'
import { runs } from '../../support/sizes.ts'

describe('a count of the winners alone', () => {
  it('a count of the winners alone finds the same winners, order, cost and ties as the count with its reasoning, by any rule', () => {
    fc.assert(
      fc.property(randomPoll(3), fc.constantFrom(...ruleKeys), ({ profile, budget, lots }, key) => {
        const configuration = configurationOfKey(key, budget, 60)
        if (configuration === undefined) throw new Error(key)
        const [alone, reasoned] = [
          decide(configuration, profile, lots, 'winners'),
          decide(configuration, profile, lots),
        ]
        const { options, ...whole } = reasoned
        expect(alone).toMatchObject(whole)
        const reasons = options.map(({ option, reason, won }) => ({ option, reason, won }))
        expect(alone.options.map(({ option, reason, won }) => ({ option, reason, won }))).toEqual(reasons)
      }),
      { numRuns: runs(2_000) },
    )
  })

  it('a count of the winners alone by Phragmén runs once, and gives neither loads nor what losers lacked', () => {
    const plain = configurationOfKey('phragmen', 1_000, 60)
    if (plain?.rule !== 'phragmen') throw new Error('There is no such rule')
    let runs = 0
    const configuration = {
      ...plain,
      get overspend() {
        runs += 1
        return 'discard' as const
      },
    }
    const profile = {
      options: ['a', 'b'].map((id) => ({ id, cost: 600 })),
      ballots: [
        { options: ['a'], count: 2 },
        { options: ['b'], count: 1 },
      ],
    }
    expect(decide(configuration, profile, ['a', 'b']).options).toMatchObject([{ load: '300' }, { sufficed: {} }])
    expect(runs).toBeGreaterThan(1)
    runs = 0
    const { options } = decide(configuration, profile, ['a', 'b'], 'winners')
    expect(options.map(({ option, reason }) => [option, reason])).toEqual([
      ['a', 'chosen'],
      ['b', 'too-expensive'],
    ])
    for (const option of options) for (const left of ['load', 'sufficed']) expect(option).not.toHaveProperty(left)
    expect(runs).toBe(1)
  })

  it('a count of the winners alone counts no second time, neither for payments nor for what losers lacked', () => {
    const configuration = configurationOfKey('mes_cost_add1', 1_000, 60)
    if (configuration === undefined) throw new Error('There is no such rule')
    const options = ['a', 'b'].map((id) => ({ id, cost: 600 }))
    const profile = {
      options,
      ballots: [
        { options: ['a'], count: 2 },
        { options: ['b'], count: 1 },
      ],
    }
    const { options: decided } = decide(configuration, profile, ['a', 'b'], 'winners')
    for (const option of decided) expect(option).not.toHaveProperty('payment')
    for (const option of decided) expect(option).not.toHaveProperty('sufficed')
    let replays = 0
    const replay = () => {
      replays += 1
    }
    expect(bestOfRounds([], replay)).toEqual(new Map())
    expect(replays).toBe(0)
  })
})
