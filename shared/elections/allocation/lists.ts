// Allocation of seats to lists by Dutch law (Kieswet P 5 to P 10): full quotas, remainder seats by largest
// remainders or highest averages, the majority rule, then the seats that exhausted lists cannot fill. A single candidate is
// a list of one, so exhaustion is normal here. Exact fractions; nothing is rounded.
import { floorOf, type Rational, rational, rationalText } from '../../kernel/rational.ts'
import type { Refusal } from '../../kernel/refusals.ts'
import type { ListRules } from '../rules/election-rules.ts'
import {
  type AllocationStep,
  giveByAverages,
  giveOneEach,
  heldBy,
  type ListTotal,
  nextAverage,
  seatsOf,
  type Walk,
} from './list-walk.ts'
import { type DrawnLot, type LotNeeded, objectionToUnused, orderedByLot } from './ties.ts'

/**
 * Seats by list id, for every list of the input. `needsReview`: majority rule and exhaustion both moved a seat, where the
 * official programs differ, so two officers confirm the steps. `lots`: those that were used.
 */
export type ListSeats = {
  readonly kind: 'decided'
  readonly quota: string
  readonly seats: ReadonlyMap<string, number>
  readonly steps: readonly AllocationStep[]
  readonly unassigned: number
  readonly needsReview: boolean
  readonly lots: readonly DrawnLot[]
}

/** The constants of the allocation. */
type Contest = {
  readonly lists: readonly ListTotal[]
  readonly seats: number
  readonly rules: ListRules
  readonly total: bigint
}

type Stepped = { readonly walk: Walk; readonly left: number } | LotNeeded

const isLot = (value: object): value is LotNeeded => 'kind' in value && value.kind === 'lot-needed'

/** Votes × seats of a list, in units in which the quota is the total of all votes: comparing needs no fractions. */
const scaled = ({ votes }: ListTotal, { seats }: Contest): bigint => BigInt(votes) * BigInt(seats)

const remainderOf = (list: ListTotal, contest: Contest): Rational =>
  rational(scaled(list, contest) % contest.total, BigInt(contest.seats))

const meetsThreshold = (list: ListTotal, contest: Contest): boolean =>
  scaled(list, contest) * 100n >= contest.total * BigInt(contest.rules.remainderThresholdPercent)

const fullSeats = (contest: Contest): AllocationStep[] =>
  contest.lists.flatMap((list) => {
    const seats = Number(floorOf(rational(scaled(list, contest), contest.total)))
    return seats > 0 ? [{ why: 'full-quota' as const, listId: list.id, seats }] : []
  })

/** Gives remainder seats to lists that `mayTake` one more (P 7; P 8 for small councils). */
const giveRemainders = (
  walk: Walk,
  contest: Contest,
  places: number,
  mayTake: (walk: Walk, list: ListTotal) => boolean,
): Stepped => {
  const able = (at: Walk) => contest.lists.filter((list) => list.votes > 0 && mayTake(at, list))
  const oneEach = ({ walk: at, left }: { walk: Walk; left: number }, given: Walk | LotNeeded): Stepped =>
    isLot(given) ? given : { walk: given, left: left - (given.steps.length - at.steps.length) }
  let now: Stepped = { walk, left: places }
  if (contest.seats < contest.rules.averagesFromSeats) {
    const byRemainder = able(walk)
      .filter((list) => meetsThreshold(list, contest) && heldBy(walk, 'largest-remainder', list.id) === 0)
      .map((list) => ({ list, measure: remainderOf(list, contest) }))
    now = oneEach(now, giveOneEach(walk, 'largest-remainder', byRemainder, now.left))
    if (isLot(now)) return now
    const { walk: after, left } = now
    const byAverage = able(after)
      .filter((list) => heldBy(after, 'highest-average-once', list.id) === 0)
      .map((list) => ({ list, measure: nextAverage(after, list) }))
    now = oneEach(now, giveOneEach(after, 'highest-average-once', byAverage, left))
    if (isLot(now)) return now
  }
  return giveByAverages(now.walk, able, now.left)
}

/** Lists that got a remainder seat with the same smallest measure as the last one: one of them may have to give it up. */
const lastWinners = (steps: readonly AllocationStep[]): readonly AllocationStep[] => {
  const last = steps.at(-1)
  return last === undefined || last.why === 'full-quota'
    ? []
    : steps.filter(({ why, measure }) => why === last.why && measure === last.measure)
}

/**
 * A list with more than half of the votes but not more than half of the seats gets the last remainder seat (P 9). Between
 * equals the lot decides who gives it up: the first drawn.
 */
const applyMajority = (walk: Walk, { lists, seats, total, rules }: Contest): Walk | LotNeeded => {
  const majority = lists.find(({ votes }) => BigInt(votes) * 2n > total)
  if (!rules.absoluteMajority || majority === undefined || seatsOf(walk, majority.id) * 2 > seats) return walk
  const losers = lastWinners(walk.steps).filter(({ listId }) => listId !== majority.id)
  const [only] = losers
  if (only === undefined) return walk
  const move = (from: string, rest: readonly DrawnLot[], byLot: object): Walk => ({
    lots: rest,
    steps: [
      ...walk.steps,
      { why: 'absolute-majority', listId: from, seats: -1, ...byLot },
      { why: 'absolute-majority', listId: majority.id, seats: 1 },
    ],
  })
  if (losers.length === 1) return move(only.listId, walk.lots, {})
  const among = losers.map(({ listId }) => listId)
  const drawn = orderedByLot(walk.lots, 'absolute-majority', among, 1)
  if (drawn.kind === 'lot-needed') return drawn
  return move(drawn.order[0] ?? only.listId, drawn.rest, { byLot: true })
}

/** Takes from each list the seats that it cannot fill, and gives them to lists with candidates left (P 10). */
const passOnSurplus = (walk: Walk, contest: Contest): Stepped => {
  const surplus = contest.lists.flatMap(({ id, candidates }): AllocationStep[] => {
    const over = seatsOf(walk, id) - candidates
    return over > 0 ? [{ why: 'list-exhausted', listId: id, seats: -over }] : []
  })
  if (surplus.length === 0) return { walk, left: 0 }
  const taken = { ...walk, steps: [...walk.steps, ...surplus] }
  const places = -surplus.reduce((sum, { seats }) => sum + seats, 0)
  return giveRemainders(taken, contest, places, (at, { id, candidates }) => seatsOf(at, id) < candidates)
}

/** The seats of each list. `drawn`: the lots so far, in the order in which they were needed. */
export const allotToLists = (
  lists: readonly ListTotal[],
  seats: number,
  rules: ListRules,
  drawn: readonly DrawnLot[] = [],
): ListSeats | LotNeeded | Refusal<'lot-does-not-fit'> => {
  const total = lists.reduce((sum, { votes }) => sum + BigInt(votes), 0n)
  const contest = { lists, seats, rules, total }
  const begun: Walk = { steps: total === 0n ? [] : fullSeats(contest), lots: drawn }
  const given = begun.steps.reduce((sum, step) => sum + step.seats, 0)
  const remainders = giveRemainders(begun, contest, seats - given, () => true)
  if (isLot(remainders)) return remainders
  const majority = applyMajority(remainders.walk, contest)
  if (isLot(majority)) return majority
  const passed = passOnSurplus(majority, contest)
  if (isLot(passed)) return passed
  const { walk } = passed
  const has = (why: AllocationStep['why']) => walk.steps.some((step) => step.why === why)
  return (
    objectionToUnused(walk.lots) ?? {
      kind: 'decided',
      quota: rationalText(rational(total, BigInt(seats))),
      seats: new Map(lists.map(({ id }) => [id, seatsOf(walk, id)])),
      steps: walk.steps,
      unassigned: remainders.left + passed.left,
      needsReview: has('absolute-majority') && has('list-exhausted'),
      lots: drawn.slice(0, drawn.length - walk.lots.length),
    }
  )
}
