// What alone would have made a loser win a walk down the list.
import { excluded } from './conditions.ts'
import type { RuleConfiguration } from './configuration.ts'
import type { Counted } from './counts.ts'
import { walk } from './greedy-walk.ts'
import type { Sufficed } from './rule.ts'
import { leastThat, mostThat } from './search.ts'

/** Negative when `a` comes before `b` in the list. */
export type Order = (a: Counted, b: Counted) => number

/**
 * `others`: the list without the loser, sorted by `order`. Winning is monotone in the loser's votes and in its cost
 * (it only moves up, where no less money is left), so both are found by halving.
 */
export const sufficedGreedily = (
  loser: Counted,
  others: readonly Counted[],
  order: Order,
  ballots: number,
  knobs: Parameters<typeof walk>[1] & Pick<RuleConfiguration, 'thresholds'>,
): Sufficed => {
  const wins = (changed: Counted, added: number): boolean => {
    if (excluded(changed, knobs.thresholds, ballots + added)) return false
    const behind = others.findIndex((other) => order(changed, other) < 0)
    const place = behind < 0 ? others.length : behind
    return walk(others.toSpliced(place, 0, changed), knobs).won.has(changed)
  }
  const withMore = (added: number) => wins({ ...loser, votes: loser.votes + added, score: loser.score + added }, added)
  const withCost = (cost: number) => wins({ ...loser, option: { ...loser.option, cost } }, 0)
  return {
    moreSupporters: leastThat(withMore, 1, 2 ** 52) ?? null,
    cost: mostThat(withCost, 1, loser.option.cost - 1) ?? null,
  }
}
