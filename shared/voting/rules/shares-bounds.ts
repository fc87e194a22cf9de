// Bounds, in doubles, on what would have let a loser in at one round of Equal Shares: proved, so that exact numbers need
// only be asked where they can matter.
import type { Bounds } from './best-of-rounds.ts'
import type { Round, SharesMachine } from './shares-run.ts'

const tiny = 2 ** -50

/** Any guess of who is short makes the supporters look richer than they are: so every sum here is an upper bound. */
const sums = ({ state, matrix }: SharesMachine, option: number, due: number) => {
  const { money, error } = state
  const begin = matrix.start[option] ?? 0
  const end = matrix.start[option + 1] ?? 0
  let given = 0
  let givenError = 0
  let weight = 0
  for (let entry = begin; entry < end; entry += 1) {
    const group = matrix.group[entry] ?? 0
    const has = money[group] ?? 0
    const times = matrix.points[entry] ?? 0
    const count = matrix.count[entry] ?? 0
    if (has < due * times) {
      given += count * has
      givenError += count * (error[group] ?? 0)
    } else weight += count * times
  }
  return { given: (given + givenError) * (1 + (end - begin + 8) * 2 ** -52), weight }
}

/**
 * The rival's price says what a supporter would have been asked: `due` per point. With no rival left (the end of the
 * run) supporters may be asked all they have. `hopeless`: a cost not above this is of no use any more.
 */
export const boundsAt = (machine: SharesMachine, option: number, round: Round, hopeless: number): Bounds => {
  const { options, voters, utility, state } = machine
  const cost = options[option]?.option.cost ?? 0
  const each = Number(state.endowment) * (1 + tiny)
  const needed = cost * voters
  const rival = round.winner === undefined ? undefined : options[round.winner]?.option.cost
  if (rival === undefined) {
    const { given } = sums(machine, option, Number.POSITIVE_INFINITY)
    return { supporters: Math.max(1, ((needed - given) / each) * (1 - tiny)), cost: (given / voters) * (1 + tiny) }
  }
  const price = (round.price + round.error) * (1 + tiny)
  const rate = utility === 'cost' ? (price / rival) * (1 + tiny) : 0
  const dueAt = (amount: number): number => (utility === 'cost' ? rate * amount : price)
  const due = dueAt(cost) * (1 + tiny)
  const now = sums(machine, option, due)
  const missing = needed * (1 - tiny) - (now.given + due * now.weight) * (1 + tiny)
  const supporters = Math.max(1, (missing / Math.min(each, due)) * (1 - 2 * tiny))
  if (utility === 'unit') return { supporters, cost: ((now.given + due * now.weight) / voters) * (1 + 4 * tiny) }
  // Σ min(money, rate·c·points) ≥ c·voters: Newton's method from above on a concave function.
  let amount = cost
  let { given, weight } = now
  for (;;) {
    const slope = voters * (1 - tiny) - rate * weight * (1 + tiny)
    const next = slope <= voters * tiny ? amount : Math.min(amount, (given / slope) * (1 + 4 * tiny))
    if (next >= amount * (1 - 2 ** -40) || next < hopeless) return { supporters, cost: next }
    amount = next
    ;({ given, weight } = sums(machine, option, dueAt(amount)))
  }
}
