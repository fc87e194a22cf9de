// Which single change would have made a loser win a walk down the list.
import { excluded } from '../conditions.ts'
import type { RuleConfiguration } from '../configuration.ts'
import type { Counted } from '../counts.ts'
import type { Sufficed } from '../rule.ts'
import { greatestThat, leastThat } from '../search.ts'
import { walk } from './greedy-walk.ts'

/** Negative when `a` comes before `b` in the list. */
export type Order = (a: Counted, b: Counted) => number

/** The first index in a sorted list before which an option would be placed. */
const placeIn = (list: readonly Counted[], changed: Counted, order: Order): number => {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const other = list[middle]
    if (other !== undefined && order(changed, other) > 0) low = middle + 1
    else high = middle
  }
  return low
}

type Knobs = Parameters<typeof walk>[1]

/** The money available to an option at each place of the list; none once the walk has stopped. Without caps only. */
const moneyAt = (list: readonly Counted[], { budget, misfit }: Knobs): number[] => {
  let left = budget
  return [
    left,
    ...list.map(({ option }) => {
      if (option.cost <= left) left -= option.cost
      else if (misfit === 'stop') left = 0
      return left
    }),
  ]
}

/**
 * `list` is sorted by `order`. Winning is monotone in the loser's votes and in its cost (it only moves up, where no less
 * money is left), so both are found by binary search; the original loser may stay in the list, behind its changed copy.
 */
export const sufficedGreedily = (
  loser: Counted,
  list: readonly Counted[],
  order: Order,
  ballots: number,
  knobs: Knobs & Pick<RuleConfiguration, 'thresholds'>,
): Sufficed => {
  // Stryker disable next-line ConditionalExpression: without the shortcut every question is another walk
  const money = knobs.caps.length === 0 ? moneyAt(list, knobs) : undefined
  const wins = (changed: Counted, added: number): boolean => {
    if (excluded(changed, knobs.thresholds, ballots + added)) return false
    const place = placeIn(list, changed, order)
    if (money) return changed.option.cost <= (money[place] ?? 0)
    return walk(list.toSpliced(place, 0, changed), knobs).won.has(changed)
  }
  const withMore = (added: number) => wins({ ...loser, votes: loser.votes + added, score: loser.score + added }, added)
  const withCost = (cost: number) => wins({ ...loser, option: { ...loser.option, cost } }, 0)
  return {
    moreSupporters: leastThat(withMore, 1, 2 ** 52) ?? null,
    cost: greatestThat(withCost, 1, loser.option.cost - 1) ?? null,
  }
}
