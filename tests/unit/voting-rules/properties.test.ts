import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../shared/kernel/digest.ts'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import { configurationOfKey, ruleKeys } from '../../../shared/voting/rules/keys.ts'
import type { Profile } from '../../../shared/voting/rules/rule.ts'
import { naiveEqualShares } from '../../support/builders/voting/naive-count.ts'
import { type RandomPoll, randomPoll } from '../../support/builders/voting/random-polls.ts'
import { runs } from '../../support/sizes.ts'

const anyKey = fc.constantFrom(...ruleKeys)
const outcomeOf = (key: string, { profile, budget, lots }: RandomPoll, of: Profile = profile) => {
  const configuration = configurationOfKey(key, budget, 60)
  if (configuration === undefined) throw new Error(key)
  return decide(configuration, of, lots)
}
const costOf = ({ projects }: RandomPoll, ids: readonly string[]) =>
  projects.reduce((sum, { id, cost }) => sum + (ids.includes(id) ? cost : 0), 0)

/** Rules that spend as long as anything fits. */
const exhaustive = ['greedy_score', 'greedy_score_per_cost', 'mes_cost_u', 'mes_unit_add1_u', 'mes_cost_add1full_u']

describe('for any ballots', () => {
  it('for any ballots no rule spends more than the budget, or funds an option that nobody chose', () => {
    fc.assert(
      fc.property(randomPoll(3), anyKey, (poll, key) => {
        const outcome = outcomeOf(key, poll)
        expect(outcome.cost).toBe(costOf(poll, outcome.winners))
        expect(outcome.cost).toBeLessThanOrEqual(poll.budget)
        for (const { won, votes } of outcome.options) expect(won && votes === 0).toBe(false)
      }),
      { numRuns: runs(3_000) },
    )
  })

  it('for any ballots greedy and the utilitarian completion leave out no option that would still fit', () => {
    fc.assert(
      fc.property(randomPoll(3), fc.constantFrom(...exhaustive), (poll, key) => {
        const outcome = outcomeOf(key, poll)
        const left = poll.budget - outcome.cost
        for (const { won, votes, cost } of outcome.options) expect(!won && votes > 0 && cost <= left).toBe(false)
      }),
      { numRuns: runs(2_000) },
    )
  })

  it('for any ballots the order of ballots and options and the grouping of ballots do not change a byte (anonymity)', () => {
    const shuffled = randomPoll(3).chain((poll) =>
      fc.record({
        poll: fc.constant(poll),
        ballots: fc.shuffledSubarray([...poll.profile.ballots], { minLength: poll.ballots.length }),
        options: fc.shuffledSubarray([...poll.profile.options], { minLength: poll.projects.length }),
        key: anyKey,
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ poll, ballots, options, key }) => {
        const groups = new Map<string, { options: readonly string[]; points: readonly number[]; count: number }>()
        for (const ballot of ballots) {
          const pairs = ballot.options.map((id, at) => [id, ballot.points?.[at] ?? 1] as const).toSorted()
          const text = JSON.stringify(pairs)
          const count = (groups.get(text)?.count ?? 0) + 1
          groups.set(text, { options: pairs.map(([id]) => id), points: pairs.map(([, points]) => points), count })
        }
        const expected = canonicalJson(outcomeOf(key, poll))
        expect(canonicalJson(outcomeOf(key, poll, { options, ballots }))).toBe(expected)
        expect(canonicalJson(outcomeOf(key, poll, { options, ballots: [...groups.values()] }))).toBe(expected)
      }),
      { numRuns: runs(2_000) },
    )
  })

  it('for any ballots renaming an option changes nothing else (neutrality; the tie order is renamed too)', () => {
    const name = (id: string) => `option ${'fedcba'.indexOf(id)}`
    fc.assert(
      fc.property(randomPoll(), anyKey, (poll, key) => {
        const renamed: RandomPoll = {
          ...poll,
          lots: poll.lots.map(name),
          profile: {
            options: poll.profile.options.map((option) => ({ ...option, id: name(option.id) })),
            ballots: poll.profile.ballots.map((ballot) => ({ ...ballot, options: ballot.options.map(name) })),
          },
        }
        expect(outcomeOf(key, renamed).order).toEqual(outcomeOf(key, poll).order.map(name))
      }),
      { numRuns: runs(2_000) },
    )
  })

  it('for any ballots a winner by votes or per cost remains a winner with one more vote, and at a lower cost', () => {
    const rule = fc.constantFrom('greedy_score', 'greedy_score_per_cost')
    fc.assert(
      fc.property(randomPoll(), rule, fc.integer({ min: 1, max: 500 }), (poll, key, less) => {
        for (const winner of outcomeOf(key, poll).winners) {
          const { options, ballots } = poll.profile
          const supported: Profile = { options, ballots: [...ballots, { options: [winner], count: 1 }] }
          expect(outcomeOf(key, poll, supported).winners).toContain(winner)
          const cheaper = options.map((it) => (it.id === winner ? { ...it, cost: Math.max(1, it.cost - less) } : it))
          expect(outcomeOf(key, poll, { options: cheaper, ballots }).winners).toContain(winner)
        }
      }),
      { numRuns: runs(1_500) },
    )
  })

  it('for any ballots a winner of equal shares remains a winner at a lower cost, with the same money', () => {
    fc.assert(
      fc.property(
        randomPoll(),
        fc.constantFrom('mes_cost', 'mes_unit'),
        fc.integer({ min: 1, max: 500 }),
        (poll, key, less) => {
          const { options, ballots } = poll.profile
          for (const winner of outcomeOf(key, poll).winners) {
            const cheaper = options.map((it) => (it.id === winner ? { ...it, cost: Math.max(1, it.cost - less) } : it))
            expect(outcomeOf(key, poll, { options: cheaper, ballots }).winners).toContain(winner)
          }
        },
      ),
      { numRuns: runs(1_500) },
    )
  })
})

/** Every subset that is not empty. */
const subsets = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: 2 ** items.length - 1 }, (_, mask) => items.filter((_item, at) => ((mask + 1) >> at) % 2 === 1))

describe('equal shares is proportional', () => {
  /**
   * EJR up to one project (Peters, Pierczyński, Skowron 2021). If a group's share of the budget pays for a set T that all of them
   * chose, then the winners are worth at least as much as T to some member, or more than T if one project of T is added. So the
   * voters for whom neither is true must be too few to pay for T. Worth is the cost (`mes_cost`) or one per project (`mes_unit`).
   */
  const holds = ({ ballots, projects, budget }: RandomPoll, winners: readonly string[], unit: boolean): boolean => {
    const sum = (ids: readonly string[], each: (cost: number) => number) =>
      projects.reduce((total, { id, cost }) => total + (ids.includes(id) ? each(cost) : 0), 0)
    const worth = (ids: readonly string[]) => sum(ids, (cost) => (unit ? 1 : cost))
    return subsets(projects.map(({ id }) => id)).every((target) => {
      const unserved = ballots.filter((ballot) => {
        if (!target.every((id) => ballot[id] !== undefined)) return false
        const has = worth(winners.filter((id) => ballot[id] !== undefined))
        const missed = target.filter((id) => !winners.includes(id))
        return has < worth(target) && missed.every((id) => has + worth([id]) <= worth(target))
      })
      return unserved.length * budget < sum(target, (cost) => cost) * ballots.length
    })
  }

  it('equal shares is proportional every group that could pay for projects that all of it chose is represented, up to one project', () => {
    fc.assert(
      fc.property(randomPoll(), fc.boolean(), (poll, unit) => {
        expect(holds(poll, outcomeOf(unit ? 'mes_unit' : 'mes_cost', poll).winners, unit)).toBe(true)
      }),
      { numRuns: runs(4_000) },
    )
  })

  it('equal shares is proportional but greedy is not, so the property can fail', () => {
    const projects = ['a', 'b', 'c', 'd'].map((id) => ({ id, cost: 100 }))
    const ballots = [...Array(6).fill({ a: 1, b: 1 }), ...Array(4).fill({ c: 1, d: 1 })]
    const profile: Profile = {
      options: projects,
      ballots: [
        { options: ['a', 'b'], count: 6 },
        { options: ['c', 'd'], count: 4 },
      ],
    }
    const poll: RandomPoll = { projects, ballots, budget: 250, lots: ['a', 'b', 'c', 'd'], profile }
    expect(outcomeOf('greedy_score', poll).winners).toEqual(['a', 'b'])
    expect(holds({ ...poll, budget: 500 }, ['a', 'b'], true)).toBe(false)
    expect(holds({ ...poll, budget: 500 }, outcomeOf('mes_unit', { ...poll, budget: 500 }).winners, true)).toBe(true)
  })
})

/** Many voters, many options and costs that almost tie, for which doubles alone would give wrong results. */
const crowd = fc
  .record({ voters: fc.integer({ min: 20, max: 60 }), size: fc.integer({ min: 8, max: 14 }), seed: fc.integer() })
  .chain(({ voters, size }) => {
    const ids = Array.from({ length: size }, (_, at) => `p${String(at).padStart(2, '0')}`)
    return fc.record({
      projects: fc.tuple(
        ...ids.map((id) => fc.constantFrom(99_999, 100_000, 100_001, 49_999, 50_000).map((cost) => ({ id, cost }))),
      ),
      chosen: fc.array(fc.subarray(ids), { minLength: voters, maxLength: voters }),
      budget: fc.integer({ min: 300_000, max: 900_000 }),
      lots: fc.shuffledSubarray(ids, { minLength: size, maxLength: size }),
    })
  })

describe('close calls', () => {
  it('close calls are decided as with exact numbers', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(crowd, fc.boolean(), ({ projects, chosen, budget, lots }, unit) => {
        const ballots = chosen.map((ids) => Object.fromEntries(ids.map((id) => [id, 1])))
        const profile: Profile = { options: projects, ballots: chosen.map((options) => ({ options, count: 1 })) }
        const rule = unit ? 'mes_unit' : 'mes_cost'
        const configuration = RuleConfiguration.parse({ rule, budget, everythingFits: 'apply-rule' })
        expect(decide(configuration, profile, lots).order).toEqual(
          naiveEqualShares({ projects, ballots, budget, lots }, unit, undefined, false),
        )
      }),
      { numRuns: runs(300) },
    )
  })
})
