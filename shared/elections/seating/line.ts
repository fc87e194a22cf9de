// Who comes next for the seats of a ward, by its newest result.
import type { Succession } from '../allocation/personal.ts'
import type { Nomination } from '../nominations/nomination.ts'
import type { Result } from '../results/result.ts'
import { afterLot, nextInLine, type Passed } from '../results/succession.ts'
import { holderOf, type Seat, type SeatIn } from './seat.ts'

export type Around = {
  readonly result: Result
  /** Elected by this result and not by the one before it: asked before the succession. */
  readonly added: readonly string[]
  readonly nominations: readonly Nomination[]
  /** All seats of the ward. */
  readonly seats: readonly Seat[]
}

/** The elected of a list, or of the ward, and the succession after them. */
export const standingsOf = ({ outcome }: Result, listId: string | undefined) =>
  outcome.method === 'personal' ? outcome : outcome.lists.find(({ id }) => id === listId)

/** The order in which a seat is offered: who was added by a recount, then the succession with every lot between equals. */
export const lineOf = (seat: Seat, { result, added, seats: all }: Around): Succession => {
  const of = standingsOf(result, seat.listId)
  const lots = all.flatMap((each) => each.lots).toSorted((a, b) => (a.postedAt < b.postedAt ? -1 : 1))
  const succession = lots.reduce<Succession>((line, { order }) => {
    const parted = afterLot(
      line,
      order.map(({ id }) => id),
    )
    // A lot of another list.
    return parted.refused ? line : parted.succession
  }, of?.succession ?? [])
  return [...(of?.elected ?? []).filter((id) => added.includes(id)).map((id) => [id]), ...succession]
}

/** Who is asked for no seat, whatever the vacancy: out of the succession, for the term or for good. */
export const gone = ({
  nominations,
  seats: all,
}: Pick<Around, 'nominations' | 'seats'>): ReadonlyMap<string, Passed> => {
  const passed = new Map<string, Passed>()
  for (const { id, status, refusesTermSince } of nominations) {
    if (refusesTermSince !== undefined) passed.set(id, 'declined-for-term')
    if (status === 'dropped') passed.set(id, 'unavailable')
  }
  for (const { mandates } of all)
    for (const { nominationId, left } of mandates)
      if (left?.because === 'died' || left?.because === 'moved-away') passed.set(nominationId, 'unavailable')
  return passed
}

/** Who holds a seat or is asked for one. */
export const seatedIn = (all: readonly Seat[]): ReadonlyMap<string, Passed> =>
  new Map(
    all.flatMap((each) => {
      const holder = holderOf(each)
      return holder === undefined ? [] : [[String(holder), each.status === 'offered' ? 'asked' : 'seated'] as const]
    }),
  )

/** Who is not asked for this seat, and why. */
export const passedFor = (passedOver: SeatIn<'vacant'>['passedOver'], around: Around): Map<string, Passed> =>
  new Map([...passedOver.map((id) => [String(id), 'declined'] as const), ...gone(around), ...seatedIn(around.seats)])

/** Vacancies that are filled together: equals are asked together if there is a place for each. */
export const vacanciesBeside = (seat: Seat, { seats: all }: Around): number =>
  all.filter(({ status, listId }) => status === 'vacant' && listId === seat.listId).length

/**
 * The seat in review whose holder would be asked for this vacancy if they did not hold that one. Its review comes first: whoever is
 * passed over now is not asked afterwards.
 */
export const reviewBefore = (seat: SeatIn<'vacant'>, around: Around): Seat | undefined => {
  const inReview = around.seats.filter(({ status }) => status === 'in-review')
  if (inReview.length === 0) return undefined
  const others = around.seats.filter((each) => !inReview.includes(each))
  const passed = passedFor(seat.passedOver, { ...around, seats: others })
  const next = nextInLine(lineOf(seat, around), passed, vacanciesBeside(seat, around))
  const first = next.kind === 'ask' ? next.candidates.slice(0, 1) : next.among
  return inReview.find((each) => first.some((id) => id === holderOf(each)))
}
