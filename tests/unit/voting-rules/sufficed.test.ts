import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import type { Counted } from '../../../shared/voting/rules/counts.ts'
import { countProfile } from '../../../shared/voting/rules/counts.ts'
import { sharesMachine } from '../../../shared/voting/rules/equal-shares/shares-run.ts'
import { sufficedInShares } from '../../../shared/voting/rules/equal-shares/shares-sufficed.ts'
import { marksOf } from '../../../shared/voting/rules/marks.ts'
import { matrixOf } from '../../../shared/voting/rules/matrix.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'
import { type TieCriteria, tieBreak } from '../../../shared/voting/rules/ties.ts'
import { type RandomPoll, randomCrowd, randomPoll } from '../../support/builders/voting/random-polls.ts'
import { runs } from '../../support/sizes.ts'

/** Its money is in cents times voters, so that `run(budget)` gives every voter an equal share of the budget. */
const machineOf = (
  profile: Profile,
  voters: number,
  utility: 'cost' | 'unit',
  lots: readonly string[],
  first: TieCriteria,
) => {
  const options = countProfile(profile).options.filter(({ votes }) => votes > 0)
  const ties = tieBreak(first, lots, profile.options)
  return {
    options,
    machine: sharesMachine(options, options.length, matrixOf(marksOf(profile), options), voters, utility, ties),
  }
}

/** Whether an option is bought at this cost with this many more supporters, if every voter has the same money as before. */
const isBought = (
  poll: RandomPoll,
  utility: 'cost' | 'unit',
  first: TieCriteria,
  id: string,
  cost: number,
  more: number,
): boolean => {
  const profile: Profile = {
    options: poll.profile.options.map((option) => (option.id === id ? { ...option, cost } : option)),
    ballots: more > 0 ? [...poll.profile.ballots, { options: [id], count: more }] : poll.profile.ballots,
  }
  const { options, machine } = machineOf(profile, poll.ballots.length, utility, poll.lots, first)
  const bought = machine.run(BigInt(poll.budget), Number.MAX_SAFE_INTEGER)?.bought ?? []
  return bought.some((index) => options[index]?.option.id === id)
}

/** Whether a new count elects an option at this cost with this many more supporters. */
const newCount =
  (configuration: RuleConfiguration, profile: Profile, lots: readonly string[]) =>
  (id: string, cost: number, more: number): boolean =>
    decide(
      configuration,
      {
        options: profile.options.map((option) => (option.id === id ? { ...option, cost } : option)),
        ballots: [...profile.ballots, { options: [id], count: more }].filter(({ count }) => count > 0),
      },
      lots,
    ).winners.includes(id)

const missing = (index: number): Counted => {
  throw new Error(`no option ${index}`)
}

describe('what would have sufficed', () => {
  it('what would have sufficed is, under equal shares, exactly the smallest number of supporters and the highest cost that a new count finds', () => {
    const criteria = fc.constantFrom<TieCriteria[]>([], ['lowest-cost', 'most-votes'], ['most-votes'])
    fc.assert(
      fc.property(
        fc.oneof(
          { weight: 2, arbitrary: randomPoll() },
          { weight: 2, arbitrary: randomPoll(3) },
          randomCrowd(),
          randomCrowd(3),
        ),
        fc.constantFrom('cost' as const, 'unit' as const),
        criteria,
        (poll, utility, first) => {
          const { options, machine } = machineOf(poll.profile, poll.ballots.length, utility, poll.lots, first)
          const bought = machine.run(BigInt(poll.budget), Number.MAX_SAFE_INTEGER)?.bought ?? []
          const losers = options.flatMap((_, index) => (bought.includes(index) ? [] : [index]))
          const found = sufficedInShares(machine, BigInt(poll.budget), Number.MAX_SAFE_INTEGER, losers)
          for (const [index, { moreSupporters, cost }] of found) {
            const { option } = options[index] ?? missing(index)
            const wins = (amount: number, more: number) => isBought(poll, utility, first, option.id, amount, more)
            expect(moreSupporters).not.toBeNull()
            if (moreSupporters !== null) {
              expect(wins(option.cost, moreSupporters)).toBe(true)
              expect(moreSupporters === 1 || !wins(option.cost, moreSupporters - 1)).toBe(true)
            }
            if (cost !== null) expect(wins(cost, 0)).toBe(true)
            const above = (cost ?? 0) + 1
            if (above < option.cost) expect(wins(above, 0)).toBe(false)
          }
          expect(found.size).toBe(losers.length)
        },
      ),
      { numRuns: runs(4_000) },
    )
  })

  const down = fc.record({
    rule: fc.constantFrom('greedy_score', 'greedy_score_per_cost'),
    misfit: fc.constantFrom('skip', 'stop'),
    // A cap that never applies makes the counter take the general path.
    caps: fc.constantFrom([], [{ by: 'area', name: 'nowhere', money: 1 }]),
  })
  const loads = fc.record({ rule: fc.constant('phragmen'), overspend: fc.constantFrom('stop', 'discard') })

  it.each([
    { where: 'down the list', rules: down, polls: randomPoll(), times: 3_000 },
    { where: 'under Phragmén', rules: loads, polls: randomPoll(), times: 3_000 },
    { where: 'under Phragmén, in crowds', rules: loads, polls: randomCrowd(), times: 1_000 },
  ])('what would have sufficed is, $where, exactly what a new count finds', ({ rules, polls, times }) => {
    const thresholds = fc.record({ votes: fc.integer({ min: 0, max: 3 }) })
    const criteria = fc.constantFrom([], ['lowest-cost'], ['most-votes', 'lowest-cost'])
    fc.assert(
      fc.property(polls, rules, thresholds, criteria, ({ profile, budget, lots }, knobs, least, first) => {
        const configuration = RuleConfiguration.parse({ ...knobs, thresholds: least, ties: { first }, budget })
        const outcome = decide(configuration, profile, lots)
        const wins = newCount(configuration, profile, lots)
        for (const { option, cost, won, sufficed } of outcome.options) {
          expect(won).toBe(sufficed === undefined)
          if (sufficed === undefined) continue
          const { moreSupporters, cost: lower } = sufficed
          if (moreSupporters !== null) expect(wins(option, cost, moreSupporters)).toBe(true)
          if (moreSupporters !== null && moreSupporters > 1) expect(wins(option, cost, moreSupporters - 1)).toBe(false)
          if (lower !== null) expect(wins(option, lower, 0)).toBe(true)
          if ((lower ?? 0) + 1 < cost) expect(wins(option, (lower ?? 0) + 1, 0)).toBe(false)
        }
      }),
      { numRuns: runs(times) },
    )
  })

  it('what would have sufficed is published, with raises, completion or comparison, only if a new count confirms it', () => {
    const knobs = fc.record({
      rule: fc.constantFrom('mes_cost', 'mes_unit'),
      add1: fc.option(fc.record({ step: fc.integer({ min: 20, max: 200 }), earlyStop: fc.boolean() }), {
        nil: undefined,
      }),
      utilitarian: fc.boolean(),
      comparison: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.oneof(randomPoll(), randomPoll(3)), knobs, ({ profile, budget, lots }, chosen) => {
        fc.pre(chosen.add1 !== undefined || chosen.utilitarian || chosen.comparison)
        const configuration = RuleConfiguration.parse(JSON.parse(JSON.stringify({ ...chosen, budget })))
        const wins = newCount(configuration, profile, lots)
        for (const { option, cost, sufficed } of decide(configuration, profile, lots).options) {
          if (sufficed === undefined) continue
          if (sufficed.moreSupporters !== null) expect(wins(option, cost, sufficed.moreSupporters)).toBe(true)
          if (sufficed.cost === null) continue
          expect(sufficed.cost).toBeLessThanOrEqual(budget)
          expect(wins(option, sufficed.cost, 0)).toBe(true)
        }
      }),
      { numRuns: runs(1_500) },
    )
  })
})
