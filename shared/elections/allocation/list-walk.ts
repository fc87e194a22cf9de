// Turns votes for lists into seats, in steps: each seat given or taken is recorded, so that the allocation can be followed.
import { compareRationals, type Rational, rational, rationalText } from '../../kernel/rational.ts'
import { cutAtEdge, type DrawnLot, type LotNeeded, type LotStage, orderedByLot } from './ties.ts'

/** A list, in the order of the ballot. `candidates`: how many can still take a seat. */
export type ListTotal = { readonly id: string; readonly votes: number; readonly candidates: number }

/** One seat, or the full seats of a list, given (or taken: negative). `measure`: the remainder or average that won it. */
export type AllocationStep = {
  readonly why: 'full-quota' | Exclude<LotStage, 'seats' | 'preference'> | 'list-exhausted'
  readonly listId: string
  readonly seats: number
  readonly measure?: string
  readonly byLot?: true
}

/** The state of the allocation. `lots`: those not yet used by a tie. */
export type Walk = {
  readonly steps: readonly AllocationStep[]
  readonly lots: readonly DrawnLot[]
}

/** The seats of a list after these steps. */
export const seatsOf = ({ steps }: Walk, listId: string): number =>
  steps.reduce((sum, step) => (step.listId === listId ? sum + step.seats : sum), 0)

/** The number of seats of this kind that a list has won, less the one that the majority rule took from it. */
export const heldBy = ({ steps }: Walk, why: AllocationStep['why'], listId: string): number => {
  const own = steps.filter((step) => step.listId === listId)
  const taken = own.findIndex((step) => step.why === 'absolute-majority' && step.seats < 0)
  return own.filter((step, index) => step.why === why && index !== taken - 1).length
}

/** The average per seat that a list would have with one more seat. */
export const nextAverage = (walk: Walk, { id, votes }: ListTotal): Rational =>
  rational(BigInt(votes), BigInt(seatsOf(walk, id) + 1))

type Measured = { readonly list: ListTotal; readonly measure: Rational }

/**
 * Gives one seat each to the lists with the greatest measure, up to this number of places; a lot decides between equals
 * at the last place.
 */
export const giveOneEach = (
  walk: Walk,
  why: Exclude<AllocationStep['why'], 'full-quota' | 'list-exhausted'>,
  eligible: readonly Measured[],
  places: number,
): Walk | LotNeeded => {
  const ranked = eligible.toSorted((a, b) => compareRationals(b.measure, a.measure))
  const { inside, tied } = cutAtEdge(ranked, places, (a, b) => compareRationals(a.measure, b.measure) === 0)
  const given = (listId: string, measure: Rational): AllocationStep => ({
    why,
    listId,
    seats: 1,
    measure: rationalText(measure),
  })
  const before = inside.map(({ list, measure }) => given(list.id, measure))
  const [first] = tied
  if (first === undefined) return { ...walk, steps: [...walk.steps, ...before] }
  const left = places - inside.length
  const drawn = orderedByLot(
    walk.lots,
    why,
    tied.map(({ list }) => list.id),
    left,
  )
  if (drawn.kind === 'lot-needed') return drawn
  const byLot = drawn.order.slice(0, left).map((id) => ({ ...given(id, first.measure), byLot: true as const }))
  return { steps: [...walk.steps, ...before, ...byLot], lots: drawn.rest }
}

/** Gives this number of places by highest averages, one by one, while a list may take one. */
export const giveByAverages = (
  walk: Walk,
  mayTake: (walk: Walk) => readonly ListTotal[],
  places: number,
): { readonly walk: Walk; readonly left: number } | LotNeeded => {
  let [current, left] = [walk, places]
  while (left > 0) {
    const measured = mayTake(current).map((list) => ({ list, measure: nextAverage(current, list) }))
    const greatest = measured.reduce<Rational | undefined>(
      (most, { measure }) => (most && compareRationals(most, measure) >= 0 ? most : measure),
      undefined,
    )
    if (greatest === undefined) break
    const top = measured.filter(({ measure }) => compareRationals(measure, greatest) === 0)
    const given = giveOneEach(current, 'highest-average', top, left)
    if ('kind' in given) return given
    left -= given.steps.length - current.steps.length
    current = given
  }
  return { walk: current, left }
}
