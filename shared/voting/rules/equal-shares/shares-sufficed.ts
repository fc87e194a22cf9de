// For each loser of Equal Shares: which single change would have made it win, with the same money per voter.
//
// At every round of the final run, the loser could have replaced the winner if its price had been no higher for its
// supporters. The run up to there does not depend on the loser, so one look at each round is enough: bounds
// first, exact numbers where the best bound is.
import { floorOf, rational } from '../../../kernel/rational.ts'
import type { Counted } from '../counts.ts'
import { bestOfRounds } from '../greedy/best-of-rounds.ts'
import type { Sufficed } from '../rule.ts'
import { greatestThat } from '../search.ts'
import { boundsAt } from './shares-bounds.ts'
import type { ExactPrice } from './shares-ledger.ts'
import type { Round, SharesMachine } from './shares-run.ts'

const none = Number.POSITIVE_INFINITY
const everybodyShort = (): boolean => true

const ceilOf = (numerator: bigint, denominator: bigint): number => -Number(floorOf(rational(-numerator, denominator)))

/** The exact answers for one option at one round of a run in progress. */
const exactly = (machine: SharesMachine, option: number, round: Round) => {
  const { ledger, options, state, utility, ties } = machine
  ledger.catchUp()
  const voters = BigInt(machine.voters)
  const counted = options[option]
  if (counted === undefined) throw new RangeError(`There is no option ${option}`)
  const rival = round.winner === undefined ? undefined : options[round.winner]
  const price = round.winner === undefined ? undefined : ledger.exactPrice(round.winner, round.price)
  const scale = ledger.scale()
  const beats = (changed: Counted): boolean => rival === undefined || ties.compare(changed, rival) < 0

  /** The maximum that supporters pay per point if the option cost this much, before the rival would be chosen. */
  const dueAt = (cost: bigint): ExactPrice | undefined => {
    if (price === undefined || rival === undefined) return undefined
    const [times, by] = utility === 'cost' ? [cost, BigInt(rival.option.cost)] : [1n, 1n]
    const numerator = price.numerator * times
    const weight = price.weight * by
    return { numerator, weight, value: rational(numerator, weight * scale) }
  }
  /** The money they pay at that price, in integer multiples of 1 / (scale · unit), and the addition of a new supporter. */
  const raised = (cost: bigint) => {
    const due = dueAt(cost)
    if (due === undefined) {
      const { given } = ledger.split(option, everybodyShort)
      return { total: given, each: state.endowment * scale, unit: 1n, flat: true, due, given, weight: 0n }
    }
    const { given, weight } = ledger.split(option, ledger.isShortAt(due))
    const whole = state.endowment * scale * due.weight
    const isAllTheyHave = whole < due.numerator
    const each = isAllTheyHave ? whole : due.numerator
    return {
      total: given * due.weight + weight * due.numerator,
      each,
      unit: due.weight,
      flat: isAllTheyHave,
      due,
      given,
      weight,
    }
  }

  const supporters = (): number => {
    const { total, each, unit, flat } = raised(BigInt(counted.option.cost))
    // Stryker disable next-line ConditionalExpression: where there is no money bounds are infinite, and nobody asks
    if (each === 0n) return none
    const missing = BigInt(counted.option.cost) * voters * scale * unit - total
    const least = Math.max(1, ceilOf(missing, each))
    const isTie = !flat && BigInt(least) * each === missing
    const changed = { ...counted, votes: counted.votes + least }
    return isTie && !beats(changed) ? least + 1 : least
  }

  /** Money beyond the cost at this cost: positive wins, zero is a tie (or wins if nobody is asked that much). */
  const surplus = (cost: number): { readonly sign: bigint; readonly next: number } => {
    const amount = BigInt(cost)
    const { total, unit, due, given, weight } = raised(amount)
    const sign = total - amount * voters * scale * unit
    // Stryker disable next-line all: where to look next saves looks, and no more
    if (due === undefined || utility === 'unit') return { sign, next: Number(total / (voters * scale * unit)) }
    // The total is linear in the cost while the same supporters are short: its zero is the next candidate.
    // Stryker disable next-line all: as above
    const slope = amount * voters * scale * unit - weight * due.numerator
    // Stryker disable next-line all: as above
    return { sign, next: slope <= 0n ? cost : Number((given * unit * amount) / slope) }
  }

  const cost = (atMost: number): number => {
    let amount = Math.min(atMost, counted.option.cost - 1)
    for (;;) {
      if (amount < 1) return 0
      const { sign, next } = surplus(amount)
      const changed = (value: number): Counted => ({ ...counted, option: { ...counted.option, cost: value } })
      if (sign > 0n || (sign === 0n && beats(changed(amount)))) return amount
      if (sign === 0n) {
        // Nobody is asked that much, so its price is below the rival's.
        if (raised(BigInt(amount)).weight === 0n) return amount
        if (amount > 1 && surplus(amount - 1).sign > 0n) return amount - 1
        return greatestThat((value) => beats(changed(value)), 1, amount - 1) ?? 0
      }
      amount = Math.min(next, amount - 1)
    }
  }
  return { supporters, cost }
}

/** By option: the fewest more ballots naming only it, and the highest cost, with which it would have won. */
export const sufficedInShares = (
  machine: SharesMachine,
  endowment: bigint,
  limit: number,
  losers: readonly number[],
): Map<number, Sufficed> =>
  bestOfRounds(losers, (visit) => {
    machine.run(endowment, limit, (round) =>
      visit({
        boundsOf: (option, hopeless) => boundsAt(machine, option, round, hopeless),
        exactlyFor: (option) => exactly(machine, option, round),
      }),
    )
  })
