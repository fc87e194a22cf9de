// Bounds, in doubles, on what would have elected a loser at one round of Equal Shares. They are proved, so exact numbers
// are needed only where they can matter.
import type { Bounds } from '../greedy/best-of-rounds.ts'
import { above, below, offBy } from '../rounding.ts'
import type { Round, SharesMachine } from './shares-run.ts'

/** A wrong guess of who is short only overestimates the supporters' money, so every sum here is an upper bound. */
const sums = ({ state, matrix }: SharesMachine, option: number, due: number) => {
  const { money, error } = state
  const begin = matrix.start[option] ?? 0
  const end = matrix.start[option + 1] ?? 0
  let given = 0
  let short = 0
  let weight = 0
  for (let entry = begin; entry < end; entry += 1) {
    const has = money[matrix.group[entry] ?? 0] ?? 0
    const times = matrix.points[entry] ?? 0
    const count = matrix.count[entry] ?? 0
    if (has < due * times) {
      given += count * has
      short += count
    } else weight += count * times
  }
  return { given: above(given + short * error, end - begin + 8), weight }
}

/**
 * The rival's price determines what a supporter would have paid: `due` per point. Without a rival (the end of the
 * run) supporters may be asked all they have. `hopeless`: a cost not above this is of no use any more.
 */
export const boundsAt = (machine: SharesMachine, option: number, round: Round, hopeless: number): Bounds => {
  const { options, voters, utility, state } = machine
  const cost = options[option]?.option.cost ?? 0
  const each = above(state.most)
  const needed = cost * voters
  const rival = round.winner === undefined ? undefined : options[round.winner]?.option.cost
  if (rival === undefined) {
    const { given } = sums(machine, option, Number.POSITIVE_INFINITY)
    return { supporters: Math.max(1, below((needed - given) / each)), cost: above(given / voters) }
  }
  const price = above(round.price + round.error)
  const rate = utility === 'cost' ? above(price / rival) : 0
  const dueAt = (amount: number): number => (utility === 'cost' ? rate * amount : price)
  const due = above(dueAt(cost))
  const now = sums(machine, option, due)
  const missing = below(needed) - above(now.given + due * now.weight)
  const supporters = Math.max(1, below(missing / Math.min(each, due), 8))
  if (utility === 'unit') return { supporters, cost: above((now.given + due * now.weight) / voters, 16) }
  // Σ min(money, rate·c·points) ≥ c·voters: Newton's method from above on a concave function.
  let amount = cost
  let { given, weight } = now
  for (;;) {
    const slope = below(voters) - above(rate * weight)
    const next = slope <= offBy(voters, 4) ? amount : Math.min(amount, above(given / slope, 16))
    if (next >= amount * (1 - 2 ** -40) || next < hopeless) return { supporters, cost: next }
    amount = next
    ;({ given, weight } = sums(machine, option, dueAt(amount)))
  }
}
