import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Recounted } from '../../../cli/verify/recount/votes.ts'
import { recountWithout } from '../../../cli/verify/recount/withdrawals.ts'
import { profileOf } from '../../../shared/voting/pabulib/election.ts'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import { passOver } from '../../../shared/voting/rules/pass-over.ts'
import type { Option, Outcome, Profile } from '../../../shared/voting/rules/rule.ts'
import { codePointOrder } from '../../../shared/voting/rules/ties.ts'
import { electionsTried, readElection } from '../../support/builders/voting/pb-files.ts'
import { runs } from '../../support/sizes.ts'

const cases = runs(5_000)

const withoutSufficed = ({ options, ...rest }: Outcome): Recounted => ({
  ...rest,
  options: options.map(({ sufficed: _, ...reasoning }) => reasoning),
})

const again = (
  rule: RuleConfiguration,
  { options, ballots, electorate }: Profile,
  lots: readonly string[],
  withdrawn: readonly string[] = [],
): Recounted =>
  recountWithout(
    {
      rule,
      candidates: options,
      groups: ballots.map(({ options: named, points, count }) => ({
        points: new Map(named.map((id, at) => [id, points?.[at] ?? 1])),
        voters: count,
      })),
      electorate: electorate ?? 0,
      lots,
    },
    withdrawn,
  )

const ids = ['a', 'b', 'c', 'd', 'e', '\u{1F333}', '\uFF21']
const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const money = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 5 }).map((n) => n * 100),
)

const everyRule = {
  thresholds: fc.record({
    votes: perhaps(fc.nat(3)),
    score: perhaps(fc.nat(4)),
    sharePercent: perhaps(fc.constantFrom(0, 20, 50)),
  }),
  quorum: perhaps(
    fc.record({
      percent: fc.constantFrom(0, 30, 60),
      otherwise: fc.constantFrom('void' as const, 'advisory' as const),
    }),
  ),
  ties: fc.record({
    first: fc.constantFrom(
      [],
      ['lowest-cost'],
      ['most-votes'],
      ['lowest-cost', 'most-votes'],
      ['most-votes', 'lowest-cost'],
    ),
  }),
  budget: fc.integer({ min: 1, max: 900 }),
}
const { budget: _, ...withoutBudget } = everyRule
const cap = fc.record({
  by: fc.constantFrom('category' as const, 'area' as const),
  name: fc.constantFrom('green', 'north'),
  money,
})
const configuration = fc.oneof(
  fc.record({
    rule: fc.constantFrom('greedy_score', 'greedy_score_per_cost'),
    misfit: fc.constantFrom('skip', 'stop'),
    caps: fc.array(cap, { maxLength: 2 }),
    leftovers: fc.constantFrom('none', 'without-caps'),
    ...everyRule,
  }),
  fc.record({
    rule: fc.constantFrom('mes_cost', 'mes_unit'),
    add1: perhaps(
      fc.record({
        step: fc.integer({ min: 20, max: 200 }),
        leastPerMille: perhaps(fc.integer({ min: 1, max: 1_000 })),
        earlyStop: fc.boolean(),
        start: fc.constantFrom('exact', 'whole-euros'),
      }),
    ),
    utilitarian: fc.boolean(),
    comparison: fc.boolean(),
    everythingFits: fc.constantFrom('fund-all', 'apply-rule'),
    ...everyRule,
  }),
  fc.record({ rule: fc.constant('phragmen'), overspend: fc.constantFrom('stop', 'discard'), ...everyRule }),
  fc.record({ rule: fc.constant('sntv'), seats: fc.integer({ min: 1, max: 5 }), ...withoutBudget }),
  fc.record({ rule: fc.constant('votes_only'), ...withoutBudget }),
  fc.record({
    rule: fc.constant('yes_no'),
    yes: fc.constant('a'),
    no: fc.constant('b'),
    moreThanPercent: fc.constantFrom(0, 50, 66),
    ...withoutBudget,
  }),
)

const profile = (maximumPoints: number): fc.Arbitrary<Profile> =>
  fc.integer({ min: 2, max: ids.length }).chain((size) => {
    const mine = ids.slice(0, size)
    const option = (id: string): fc.Arbitrary<Option> =>
      fc
        .record({ cost: money, category: perhaps(fc.constant('green')), area: perhaps(fc.constant('north')) })
        .map(({ cost, category, area }) => ({ id, cost, ...(category && { category }), ...(area && { area }) }))
    const ballot = fc
      .subarray(mine)
      .chain((named) =>
        fc
          .array(fc.integer({ min: 1, max: maximumPoints }), { minLength: named.length, maxLength: named.length })
          .chain((points) =>
            fc
              .integer({ min: 1, max: 3 })
              .map((count) => ({ options: named, count, ...(maximumPoints > 1 && { points }) })),
          ),
      )
    return fc.record({
      options: fc.tuple(...mine.map(option)),
      ballots: fc.array(ballot, { maxLength: 8 }),
      electorate: fc.constant(20),
    })
  })

describe('the counter of the verifier and the counter of the system', () => {
  it(`the counter of the verifier and the counter of the system agree to the byte on ${cases} generated polls, whatever the knobs`, {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(
        fc.oneof(profile(1), profile(3)),
        configuration,
        fc.shuffledSubarray(ids, { minLength: ids.length }),
        (poll, knobs, lots) => {
          const rule = RuleConfiguration.parse(JSON.parse(JSON.stringify(knobs)))
          expect(again(rule, poll, lots)).toEqual(withoutSufficed(decide(rule, poll, lots)))
        },
      ),
      { numRuns: cases },
    )
  })

  it('the counter of the verifier and the counter of the system agree if any or all of the options are withdrawn', {
    timeout: 600_000,
  }, () => {
    fc.assert(
      fc.property(
        fc.oneof(profile(1), profile(3)),
        configuration,
        fc.shuffledSubarray(ids, { minLength: ids.length }),
        fc.subarray(ids, { minLength: 1 }),
        (poll, knobs, lots, some) => {
          const rule = RuleConfiguration.parse(JSON.parse(JSON.stringify(knobs)))
          // The answers to a yes/no question cannot be withdrawn.
          fc.pre(rule.rule !== 'yes_no')
          const withdrawn = some.filter((id) => poll.options.some((option) => option.id === id))
          const outcome = passOver((left, ties) => decide(rule, left, ties), poll, lots, withdrawn)
          expect(again(rule, poll, lots, withdrawn)).toEqual(withoutSufficed(outcome))
          expect(outcome.winners.filter((id) => withdrawn.includes(id))).toEqual([])
        },
      ),
      { numRuns: runs(2_000) },
    )
  })

  it.each(electionsTried())(
    'the counter of the verifier and the counter of the system agree on $name',
    { timeout: 600_000 },
    async ({ name, directory }) => {
      const election = await readElection(name, directory)
      const { budget } = election
      const poll = { ...profileOf(election), electorate: 100_000 }
      const lots = codePointOrder(poll.options.map(({ id }) => id)).toReversed()
      const rules = [
        { rule: 'greedy_score', budget },
        { rule: 'greedy_score_per_cost', budget, misfit: 'stop' },
        { rule: 'phragmen', budget },
        { rule: 'mes_cost', budget, add1: { step: 1, leastPerMille: 250 }, utilitarian: true, comparison: true },
        { rule: 'mes_unit', budget, everythingFits: 'apply-rule' },
        { rule: 'sntv', seats: 3 },
      ]
      for (const rule of rules.map((each) => RuleConfiguration.parse(each)))
        expect(again(rule, poll, lots)).toEqual(withoutSufficed(decide(rule, poll, lots)))
    },
  )
})
