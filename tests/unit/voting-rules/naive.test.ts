import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profileOf } from '../../../shared/voting/pabulib/election.ts'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import { codePointOrder } from '../../../shared/voting/rules/ties.ts'
import { naiveEqualShares, naiveGreedy, naivePhragmen } from '../../support/builders/voting/naive-count.ts'
import { pbFiles, readElection } from '../../support/builders/voting/pb-files.ts'
import { type RandomPoll, randomCrowd, randomPoll } from '../../support/builders/voting/random-polls.ts'
import { runs } from '../../support/sizes.ts'

/** Each case is counted by one rule with one configuration. */
const cases = runs(100_000)

const mes = fc.record({
  rule: fc.constantFrom('mes_cost' as const, 'mes_unit' as const),
  add1: fc.option(fc.record({ step: fc.integer({ min: 20, max: 200 }), earlyStop: fc.boolean() }), { nil: undefined }),
  utilitarian: fc.boolean(),
  everythingFits: fc.constant('apply-rule' as const),
})
const greedy = fc.record({ rule: fc.constantFrom('greedy_score' as const, 'greedy_score_per_cost' as const) })
const phragmen = fc.record({
  rule: fc.constant('phragmen' as const),
  overspend: fc.constantFrom('stop' as const, 'discard' as const),
})
type Setting =
  | (typeof mes extends fc.Arbitrary<infer T> ? T : never)
  | { rule: 'greedy_score' | 'greedy_score_per_cost' }
  | { rule: 'phragmen'; overspend: 'stop' | 'discard' }

const naive = (setting: Setting, poll: RandomPoll): string[] => {
  switch (setting.rule) {
    case 'greedy_score':
    case 'greedy_score_per_cost':
      return naiveGreedy(poll, setting.rule === 'greedy_score_per_cost')
    case 'mes_cost':
    case 'mes_unit':
      return naiveEqualShares(poll, setting.rule === 'mes_unit', setting.add1, setting.utilitarian)
    case 'phragmen':
      return naivePhragmen(poll, setting.overspend === 'discard')
    default:
      return setting satisfies never
  }
}
const ours = ({ ...setting }: Setting, { profile, budget, lots }: RandomPoll): string[] =>
  decide(RuleConfiguration.parse(JSON.parse(JSON.stringify({ ...setting, budget }))), profile, lots).order

const setting: fc.Arbitrary<Setting> = fc.oneof({ weight: 4, arbitrary: mes }, greedy, phragmen)

describe('the fast counter and the naive one agree', () => {
  it(`the fast counter and the naive one agree on ${cases} generated polls`, { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(fc.oneof(randomPoll(), randomPoll(3)), setting, (poll, chosen) => {
        expect(ours(chosen, poll)).toEqual(naive(chosen, poll))
      }),
      { numRuns: cases },
    )
  })

  it('the fast counter and the naive one agree on crowds', { timeout: 600_000 }, () => {
    const once = setting.map((chosen) => ('add1' in chosen ? { ...chosen, add1: undefined } : chosen))
    fc.assert(
      fc.property(fc.oneof(randomCrowd(), randomCrowd(3)), once, (poll, chosen) => {
        expect(ours(chosen, poll)).toEqual(naive(chosen, poll))
      }),
      { numRuns: runs(1_000) },
    )
  })

  it.each(pbFiles().filter(({ name }) => /Assen|Zurich_S5D10|Turk_k_approval|Chicago|Plac_Wojska|Adler/.test(name)))(
    'the fast counter and the naive one agree on $name',
    async ({ name, directory }) => {
      const election = await readElection(name, directory)
      const profile = profileOf(election)
      const lots = codePointOrder(profile.options.map(({ id }) => id)).toReversed()
      const ballots = profile.ballots.flatMap(({ options, points, count }) =>
        Array.from({ length: count }, () => Object.fromEntries(options.map((id, at) => [id, points?.[at] ?? 1]))),
      )
      const poll = { projects: profile.options, ballots, budget: election.budget, lots, profile }
      const settings: Setting[] = [
        { rule: 'greedy_score' },
        { rule: 'greedy_score_per_cost' },
        { rule: 'phragmen', overspend: 'discard' },
        { rule: 'mes_cost', add1: { step: 20_000, earlyStop: false }, utilitarian: true, everythingFits: 'apply-rule' },
        { rule: 'mes_unit', add1: undefined, utilitarian: false, everythingFits: 'apply-rule' },
      ]
      for (const setting of settings) expect(ours(setting, poll), JSON.stringify(setting)).toEqual(naive(setting, poll))
    },
  )
})
