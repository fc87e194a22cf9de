// How far the money of all voters can rise before a run of Equal Shares could end otherwise.
//
// While every purchase has the same supporters short of money, all money and all prices are linear in the endowment: a
// price falls as fast as the money of its short supporters rises, and those who pay it keep more. So each comparison in a
// run holds up to an endowment that follows from its values and slopes. What the supporters of another option would pay is
// concave in the endowment, and its present line is an upper bound. In doubles with their error bounds: never too far.
import { above, below, offBy } from '../rounding.ts'
import type { Round, SharesMachine } from './shares-run.ts'
import { marginOf, root, spent } from './shares-state.ts'

/** What the supporters of an option pay if they are asked for a price, and how fast that rises with the endowment. */
type Payment = {
  /** The money of those who have less than the price, how many they are, and how fast their money rises. */
  readonly given: number
  readonly short: number
  readonly rising: number
  /** The points of the others, and the least that one of them keeps. */
  readonly weight: number
  readonly kept: number
}

/**
 * `watch` observes a run; then `least()` is the raise of the endowment up to which the run surely buys the same from the same
 * supporters. 0 if that is not known, or less than `worth`.
 */
export const sharesStability = (machine: SharesMachine, worth: number) => {
  const { state, matrix, options, contending, voters, utility } = machine
  const { start, group, count, points } = matrix
  const { balance, parent, paidPoints } = state
  const isBought = options.map(() => false)
  /** By node: how fast its money rises with the endowment. At least 1, because prices only fall. */
  const slope = new Float64Array(balance.length)
  /** How many roundings are in a slope at the most. Slopes are sums of positive numbers, so this bounds their relative error. */
  let roundings = 0
  let nodes = 0
  let least = 0
  /** How fast the price of the last purchase falls as the endowment rises. */
  let lastFall = 0

  const begin = (): void => {
    slope[root] = 1
    roundings = 0
    nodes = root + 1
    least = Number.POSITIVE_INFINITY
    isBought.fill(false)
  }

  /** The voters who paid in full for the last purchase keep what its price fell by. */
  const catchUp = (fall: number): void => {
    for (; nodes < state.nodeCount; nodes += 1)
      slope[nodes] = (slope[parent[nodes] ?? root] ?? 0) + fall * (paidPoints[nodes] ?? 0)
  }

  /** Anything that is not a number, such as a price for each cent of an option that costs nothing, is not known. */
  const limit = (distance: number, speed: number): void => {
    if (!(distance > 0 && distance >= worth * speed)) least = 0
    else if (speed > 0) least = Math.min(least, distance / speed)
  }

  const paymentAt = (option: number, price: number): Payment => {
    const end = start[option + 1] ?? 0
    let [given, short, rising, weight, kept] = [0, 0, 0, 0, Number.POSITIVE_INFINITY]
    for (let entry = start[option] ?? 0; entry < end; entry += 1) {
      const at = state.node[group[entry] ?? 0] ?? spent
      if (at === spent) continue
      const copies = count[entry] ?? 0
      const times = points[entry] ?? 0
      const left = (balance[at] ?? 0) - price * times
      if (left < 0) {
        given += copies * (balance[at] ?? 0)
        short += copies
        rising += copies * (slope[at] ?? 0)
      } else {
        weight += copies * times
        if (left < kept) kept = left
      }
    }
    return { given, short, rising, weight, kept }
  }

  /** Nobody who is asked for this price gives more points than the last supporter. */
  const greatestMargin = (option: number, price: number, error: number): number => {
    const most = points[(start[option + 1] ?? 0) - 1] ?? 0
    return marginOf(state, price * most, error * most)
  }

  /** The short supporters of a purchase stay short. The others stay able to pay: they have more, and the price falls. */
  const keepShort = (option: number, { price, error }: Round, fall: number): void => {
    const end = start[option + 1] ?? 0
    for (let entry = start[option] ?? 0; entry < end; entry += 1) {
      const at = state.node[group[entry] ?? 0] ?? spent
      if (at === spent) continue
      const times = points[entry] ?? 0
      const due = price * times
      const missing = due - (balance[at] ?? 0)
      if (missing > 0)
        limit(missing - marginOf(state, due, error * times), above((slope[at] ?? 0) + fall * times, roundings + 4))
    }
  }

  /**
   * The supporters of another option raise less than its cost if they are asked for a price that falls this fast. Or they raise
   * the same at any endowment: then the option also loses a tie as it does now.
   */
  const keepLosing = (option: number, { price, error }: Omit<Round, 'winner'>, fall: number): void => {
    const needed = below((options[option]?.option.cost ?? 0) * voters)
    // Most options are too dear even if all their supporters pay the price, which only falls.
    if (needed > above((price + error) * (matrix.weight[option] ?? 0))) return
    const { given, short, rising, weight, kept } = paymentAt(option, price)
    if (short === 0 && fall === 0 && kept > greatestMargin(option, price, error)) return
    const terms = (start[option + 1] ?? 0) - (start[option] ?? 0) + 8
    const paid = weight === 0 ? 0 : (price + error) * weight
    const falling = weight === 0 ? 0 : below(fall * weight, roundings + terms)
    limit(needed - above(given + short * state.error + paid, terms), above(rising, roundings + terms) - falling)
  }

  const others = (keep: (option: number) => void): void => {
    for (let option = 0; option < contending && least > 0; option += 1) if (isBought[option] === false) keep(option)
  }

  const watch = (round: Round): void => {
    if (state.purchases.length === 0) begin()
    if (least === 0) return
    catchUp(lastFall)
    const { winner, price, error } = round
    if (winner === undefined) {
      // Nobody has the money for another option: they are asked for all they have.
      others((option) => keepLosing(option, { price: Number.POSITIVE_INFINITY, error: 0 }, 0))
      return
    }
    isBought[winner] = true
    const { short, rising, weight, kept } = paymentAt(winner, price)
    const fall = rising / weight
    lastFall = fall
    roundings += (start[winner + 1] ?? 0) - (start[winner] ?? 0) + 8
    if (!(kept > greatestMargin(winner, price, error))) least = 0
    if (short > 0) keepShort(winner, round, fall)
    // Options are compared by price, or by price for each cent of their cost.
    const cost = options[winner]?.option.cost ?? 0
    others((option) => {
      const by = utility === 'cost' ? (options[option]?.option.cost ?? 0) / cost : 1
      keepLosing(option, { price: price * by, error: above(error * by + offBy(price * by, 4)) }, fall * by)
    })
  }

  return { watch, least: (): number => least }
}
