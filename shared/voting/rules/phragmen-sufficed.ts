// For each loser of Phragmén's rule: what alone would have let it in at one purchase or another. The run up to there
// does not depend on the loser, so it is enough to look at each purchase once.
import { floorOf, type Rational, rational } from '../../kernel/rational.ts'
import type { Counted } from './counts.ts'
import type { VoterLoads } from './phragmen-loads.ts'
import type { TieBreak } from './ties.ts'

/** One choice to be made: the money left, who is next and at what load. No rival: nobody else is there. */
export type Race = { readonly left: number; readonly rival: Counted | undefined; readonly load: Rational | undefined }

/** `least`: the votes a threshold asks for. `supporters`, `cost`: the best answers so far, 0 for none. */
export type Lacked = {
  readonly counted: Counted
  readonly least: number | undefined
  supporters: number
  cost: number
}

type Supporters = ReturnType<VoterLoads['together']>

/** Fewest more supporters with (cost + held) / (all + more) ≤ load, or below it where the tie would be lost. */
const supportersFor = (
  { counted }: Lacked,
  { held, all }: Supporters,
  rival: Counted,
  load: Rational,
  ties: TieBreak,
): number => {
  const paid = BigInt(counted.option.cost) * held.denominator + held.numerator
  const wanted = rational(paid * load.denominator, held.denominator * load.numerator)
  const enough = Number(-floorOf(rational(-wanted.numerator, wanted.denominator))) - all
  const more = Math.max(1, enough)
  const isTie = BigInt(all + more) * wanted.denominator === wanted.numerator
  const losesTie = ties.compare({ ...counted, votes: counted.votes + more }, rival) > 0
  return isTie && losesTie ? more + 1 : more
}

/** Highest cost with cost ≤ load · all − held, or below it where the tie would be lost. */
const costFor = (
  { counted }: Lacked,
  { held, all }: Supporters,
  rival: Counted,
  load: Rational,
  ties: TieBreak,
): number => {
  const numerator = load.numerator * BigInt(all) * held.denominator - held.numerator * load.denominator
  const room = rational(numerator, load.denominator * held.denominator)
  const most = Number(floorOf(room))
  const isTie = BigInt(most) * room.denominator === room.numerator
  const losesTie = ties.compare({ ...counted, option: { ...counted.option, cost: most } }, rival) > 0
  return isTie && losesTie ? most - 1 : most
}

/** Takes one race into account, exactly. `mayWin`: it reached the thresholds, so that a lower cost can help. */
export const lackedAt = (
  entry: Lacked,
  mayWin: boolean,
  index: number,
  race: Race,
  at: VoterLoads,
  ties: TieBreak,
): void => {
  const { counted, least } = entry
  const { left, rival, load } = race
  const fits = counted.option.cost <= left
  const offerCost = (cost: number): void => {
    entry.cost = Math.max(entry.cost, Math.min(cost, left, counted.option.cost - 1))
  }
  const offerSupporters = (more: number): void => {
    if (!fits || least === undefined) return
    const needed = Math.max(more, least)
    entry.supporters = entry.supporters === 0 ? needed : Math.min(entry.supporters, needed)
  }
  if (rival === counted) offerCost(left)
  else if (rival === undefined || load === undefined) offerSupporters(1)
  else {
    const supporters = at.together(index)
    offerSupporters(supportersFor(entry, supporters, rival, load, ties))
    if (mayWin) offerCost(costFor(entry, supporters, rival, load, ties))
  }
}
