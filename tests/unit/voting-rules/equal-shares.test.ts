import { describe, expect, it } from 'vitest'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'
import { codePointOrder } from '../../../shared/voting/rules/ties.ts'

const count = (configuration: object, of: Profile) =>
  decide(
    RuleConfiguration.parse({ rule: 'mes_cost', everythingFits: 'apply-rule', ...configuration }),
    of,
    codePointOrder(of.options.map(({ id }) => id)),
  )

/** Zabrze 2020, Osiedle Młodego Górnika: one project that costs exactly the budget, and sixty-one voters. */
const zabrze: Profile = { options: [{ id: 'P', cost: 15_000_000 }], ballots: [{ options: ['P'], count: 61 }] }

/** Neighbourhoods of 6 and 4 voters with separate options. A greedy count gives everything to the larger one. */
const twoSides: Profile = {
  options: ['n1', 'n2', 's1', 's2'].map((id) => ({ id, cost: 500 })),
  ballots: [
    { options: ['n1', 'n2'], count: 6 },
    { options: ['s1', 's2'], count: 4 },
  ],
}

describe('the method of equal shares', () => {
  it('the method of equal shares funds a project that costs exactly what its supporters have, even if doubles are not exact', () => {
    expect(61 * (15_000_000 / 61) < 15_000_000 || [...Array(61)].reduce((sum) => sum + 150_000 / 61, 0) < 150_000).toBe(
      true,
    )
    expect(count({ budget: 15_000_000 }, zabrze)).toMatchObject({ winners: ['P'], cost: 15_000_000 })
    expect(count({ budget: 14_999_999 }, zabrze).winners).toEqual([])
  })

  it('the method of equal shares gives a minority what its share of the money can buy', () => {
    expect(count({ budget: 1300 }, twoSides).winners).toEqual(['n1', 's1'])
    expect(
      decide(RuleConfiguration.parse({ rule: 'greedy_score', budget: 1300 }), twoSides, ['n1', 'n2', 's1', 's2'])
        .winners,
    ).toEqual(['n1', 'n2'])
  })

  it('the method of equal shares reports what each supporter paid, and the effective number of votes', () => {
    const outcome = count({ budget: 1300 }, twoSides)
    expect(outcome.equalShares).toEqual({ endowment: '130', runs: 1, replacedByGreedy: false })
    expect(outcome.options).toMatchObject([
      { option: 'n1', won: true, step: 0, payment: '250/3', effectiveVotes: '6', paidInFull: 6, paidLess: 0 },
      { option: 'n2', won: false, reason: 'supporters-short' },
      { option: 's1', won: true, step: 1, payment: '125', effectiveVotes: '4', paidInFull: 4, paidLess: 0 },
      { option: 's2', won: false },
    ])
    expect(outcome.tiesBroken).toEqual([
      ['n1', 'n2'],
      ['s1', 's2'],
    ])
  })

  it('the method of equal shares spends the rest by votes if that completion is chosen', () => {
    const options = [...twoSides.options, { id: 'x', cost: 300 }]
    const ballots = [...twoSides.ballots, { options: ['x'], count: 1 }]
    expect(count({ budget: 1300 }, { options, ballots }).order).toEqual(['n1'])
    const completed = count({ budget: 1300, utilitarian: true }, { options, ballots })
    expect(completed.order).toEqual(['n1', 'n2', 'x'])
    expect(completed.options.find(({ option }) => option === 'x')).toMatchObject({ reason: 'completion' })
  })

  it('the method of equal shares raises the money of every voter until the outcome would cost too much', () => {
    // With 166 2/3 each the six voters of the north can also pay for n2. With 250 each the south would get s2, for a total of 2000.
    const outcome = count({ budget: 1500, add1: { step: 10 } }, twoSides)
    expect(outcome).toMatchObject({ winners: ['n1', 'n2', 's1'], equalShares: { endowment: '240', runs: 11 } })
  })

  it('the method of equal shares stops raising when nothing more fits, if configured', () => {
    expect(count({ budget: 1500, add1: { step: 10, earlyStop: true } }, twoSides).equalShares).toMatchObject({
      endowment: '170',
      runs: 3,
    })
  })

  it('the method of equal shares can start from whole euros', () => {
    const outcome = count({ budget: 1500, add1: { step: 10, start: 'whole-euros', earlyStop: true } }, twoSides)
    expect(outcome.equalShares).toMatchObject({ endowment: '170', runs: 8 })
  })

  it('the method of equal shares funds everything if everything fits, unless the rule must always be applied', () => {
    const fits = { budget: 2000, everythingFits: 'fund-all' }
    expect(count(fits, twoSides)).toMatchObject({ winners: ['n1', 'n2', 's1', 's2'], equalShares: { runs: 0 } })
    expect(count({ ...fits, everythingFits: 'apply-rule', budget: 2000 }, twoSides).winners).toEqual(['n1', 'n2', 's1'])
  })

  it('the method of equal shares is replaced by greedy if more voters get more from that and the comparison was announced', () => {
    const outcome = count({ budget: 1300, comparison: true }, twoSides)
    expect(outcome).toMatchObject({ winners: ['n1', 'n2'], equalShares: { replacedByGreedy: true } })
  })

  it('the method of equal shares weighs points: a voter who gives more points pays more', () => {
    const profile: Profile = {
      options: [{ id: 'a', cost: 300 }],
      ballots: [
        { options: ['a'], points: [2], count: 1 },
        { options: ['a'], points: [1], count: 1 },
      ],
    }
    expect(count({ budget: 400 }, profile).options).toMatchObject([
      { payment: '100', effectiveVotes: '3', paidInFull: 2 },
    ])
    expect(count({ budget: 300 }, profile).options).toMatchObject([
      { payment: '150', effectiveVotes: '2', paidLess: 1 },
    ])
  })

  it('the method of equal shares counts an empty ballot box', () => {
    expect(count({ budget: 100 }, { options: twoSides.options, ballots: [] })).toMatchObject({
      winners: [],
      ballots: 0,
    })
    expect(count({ budget: 100 }, { options: twoSides.options, ballots: [{ options: [], count: 3 }] })).toMatchObject({
      winners: [],
      blanks: 3,
    })
  })
})
