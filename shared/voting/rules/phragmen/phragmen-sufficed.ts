// For each loser of Phragmén's rule: which single change would have elected it at some purchase. The run up to there
// does not depend on the loser, so one look at each purchase is enough.
import { floorOf, type Rational, rational, toDouble } from '../../../kernel/rational.ts'
import type { Counted } from '../counts.ts'
import type { RoundView } from '../greedy/best-of-rounds.ts'
import type { TieBreak } from '../ties.ts'
import type { VoterLoads } from './phragmen-loads.ts'

/** One choice: the money left, the next option and its load. No rival: no other option is left. */
export type Race = { readonly left: number; readonly rival: Counted | undefined; readonly load: Rational | undefined }

type Standing = { readonly counted: Counted; readonly paid: Rational; readonly all: number }
type Rivalry = { readonly rival: Counted; readonly load: Rational; readonly ties: TieBreak }

/** Fewest more supporters with (cost + paid) / (all + more) ≤ load, or below it where the tie would be lost. */
const supportersFor = ({ counted, paid, all }: Standing, { rival, load, ties }: Rivalry): number => {
  const sum = BigInt(counted.option.cost) * paid.denominator + paid.numerator
  const wanted = rational(sum * load.denominator, paid.denominator * load.numerator)
  const enough = Number(-floorOf(rational(-wanted.numerator, wanted.denominator))) - all
  const more = Math.max(1, enough)
  const isTie = BigInt(all + more) * wanted.denominator === wanted.numerator
  const losesTie = ties.compare({ ...counted, votes: counted.votes + more }, rival) > 0
  return isTie && losesTie ? more + 1 : more
}

/** Highest cost with cost ≤ load · all − paid, or below it where the tie would be lost. */
const costFor = ({ counted, paid, all }: Standing, { rival, load, ties }: Rivalry): number => {
  const numerator = load.numerator * BigInt(all) * paid.denominator - paid.numerator * load.denominator
  const room = rational(numerator, load.denominator * paid.denominator)
  const most = Number(floorOf(room))
  const isTie = BigInt(most) * room.denominator === room.numerator
  const losesTie = ties.compare({ ...counted, option: { ...counted.option, cost: most } }, rival) > 0
  return isTie && losesTie ? most - 1 : most
}

const none = Number.POSITIVE_INFINITY

/** The questions about the options at one choice. */
export const raceView = (options: readonly Counted[], race: Race, at: VoterLoads, ties: TieBreak): RoundView => {
  const { left, rival, load } = race
  const loadAbout = load ? toDouble(load) : 0
  const boundsOf = (index: number) => {
    const counted = options[index]
    if (counted === undefined) return { supporters: none, cost: 0 }
    const { cost } = counted.option
    const fits = cost <= left
    // Its turn came, and it was too expensive: a cost equal to the remaining money would have sufficed.
    if (rival === counted) return { supporters: none, cost: left }
    // No other option is left: one that costs more than the whole budget would be next at a cost of the remaining money.
    if (rival === undefined) return { supporters: fits ? 1 : none, cost: fits ? 0 : left }
    const paid = at.paidAbout(index)
    const all = at.supportersOf(index)
    const slack = 2 * at.relativeError()
    const more = ((cost + paid) / loadAbout) * (1 - slack) - all
    const room = loadAbout * all * (1 + slack) - paid * (1 - slack)
    return { supporters: fits ? Math.max(1, more) : none, cost: Math.max(0, Math.min(room, left, cost - 1)) }
  }
  const exactlyFor = (index: number) => {
    const counted = options[index]
    const unopposed = counted === undefined || rival === undefined || load === undefined || rival === counted
    if (unopposed) return { supporters: () => boundsOf(index).supporters, cost: () => boundsOf(index).cost }
    const standing = { counted, paid: at.together(index), all: at.supportersOf(index) }
    const most = Math.min(left, counted.option.cost - 1)
    return {
      supporters: () => supportersFor(standing, { rival, load, ties }),
      cost: () => Math.min(most, costFor(standing, { rival, load, ties })),
    }
  }
  return { boundsOf, exactlyFor }
}
