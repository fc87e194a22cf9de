import { describe, expect, it } from 'vitest'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import { Outcome, Reason } from '../../../shared/voting/rules/rule.ts'

const shares = decide(
  RuleConfiguration.parse({ rule: 'mes_cost', budget: 900, quorum: { percent: 10, otherwise: 'void' } }),
  {
    options: [
      { id: 'a', cost: 700 },
      { id: 'b', cost: 500 },
    ],
    ballots: [
      { options: ['a'], count: 6 },
      { options: ['b'], count: 1 },
      { options: [], count: 0 },
    ],
    electorate: 10,
  },
  ['a', 'b'],
)
const phragmen = decide(
  RuleConfiguration.parse({ rule: 'phragmen', budget: 700 }),
  { options: [{ id: 'a', cost: 700 }], ballots: [{ options: ['a'], count: 3 }] },
  ['a'],
)
const withOption = (change: object) => ({ ...shares, options: shares.options.map((row) => ({ ...row, ...change })) })

describe('the schema of an outcome', () => {
  it('the schema of an outcome accepts the outcomes of the rules without losing anything', () => {
    expect(shares).toMatchObject({ winners: ['a'], quorum: { met: true }, equalShares: { endowment: '900/7' } })
    expect(Outcome.parse(shares)).toEqual(shares)
    expect(phragmen.options).toMatchObject([{ load: '700/3' }])
    expect(Outcome.parse(phragmen)).toEqual(phragmen)
  })

  it('the schema of an outcome has every reason', () => {
    const first = 'chosen completion everything-fits enough-seats void no-support below-threshold cap-reached'
    const more = 'too-expensive supporters-short after-stop not-enough-votes lot-lost withdrawn counted-elsewhere'
    expect(Reason.options).toEqual([...first.split(' '), ...more.split(' ')])
  })

  it('the schema of an outcome has both kinds of quorum, and no others', () => {
    const otherwise = (kind: string) =>
      Outcome.safeParse({ ...shares, quorum: { ...shares.quorum, otherwise: kind } }).success
    expect(['void', 'advisory', 'maybe', ''].map(otherwise)).toEqual([true, true, false, false])
  })

  it('the schema of an outcome has exact numbers as texts of whole numbers or fractions', () => {
    const isLoad = (load: string) => Outcome.safeParse(withOption({ load })).success
    for (const load of ['0', '12', '1/2', '100/37', '5/1000']) expect(isLoad(load), load).toBe(true)
    for (const load of ['', '-1', '1.5', '1/', '/2', '1/0', '1/02', '1/2x', 'x1', '1/-2', 'x'])
      expect(isLoad(load), load).toBe(false)
  })

  it('the schema of an outcome refuses negative and fractional counts', () => {
    const isCount = (votes: number) => Outcome.safeParse(withOption({ votes })).success
    expect([0, 1, -1, 0.5].map(isCount)).toEqual([true, true, false, false])
    const sufficed = (moreSupporters: number | null) =>
      Outcome.safeParse(withOption({ sufficed: { moreSupporters, cost: null } })).success
    expect([null, 3, -1].map(sufficed)).toEqual([true, true, false])
  })

  it('the schema of an outcome refuses unknown fields', () => {
    const { winners: _, ...without } = shares
    expect(Outcome.safeParse(without).success).toBe(false)
    for (const more of [
      { turnout: 1 },
      { quorum: { ...shares.quorum, turnout: 1 } },
      { equalShares: { ...shares.equalShares, left: 1 } },
    ])
      expect(Outcome.safeParse({ ...shares, ...more }).success).toBe(false)
    expect(Outcome.safeParse(withOption({ share: 1 })).success).toBe(false)
  })
})
