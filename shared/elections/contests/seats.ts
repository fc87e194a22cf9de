// The number of seats of a ward council, and the effect of the number of candidates (Verordening op de Wijkraden, article
// 5; Kiesreglement wijkraden, article 13).
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import type { SeatRules } from '../rules/election-rules.ts'

/**
 * The effect of the number of candidates on the seats.
 * - `poll`: more candidates than seats.
 * - `no-contest`: everybody is elected without a poll; `seats` may be fewer than the ward has.
 * - `draw`: `places` residents are asked by lottery, in addition to the candidates.
 * - `vacant`: the same, if the rules have no lottery.
 */
export type Supply =
  | { readonly kind: 'poll'; readonly seats: number }
  | { readonly kind: 'no-contest'; readonly seats: number; readonly isReduced: boolean }
  | { readonly kind: 'draw' | 'vacant'; readonly seats: number; readonly places: number }

/** The effect of this number of candidates for this number of seats. */
export const supplyOf = (seatsOfWard: number, candidates: number, rules: SeatRules): Supply => {
  if (candidates > seatsOfWard) return { kind: 'poll', seats: seatsOfWard }
  // A ward with fewer seats than the reduced minimum cannot be reduced further.
  const fewest = Math.min(rules.fewestWhenReduced, seatsOfWard)
  if (candidates >= fewest) return { kind: 'no-contest', seats: candidates, isReduced: candidates < seatsOfWard }
  const kind = rules.belowThat === 'lottery' ? 'draw' : 'vacant'
  return { kind, seats: fewest, places: fewest - candidates }
}

/** Whether a ward may have this number of seats. It is decided and stored, never computed from its population. */
export const objectionToSeats = (seats: number, rules: SeatRules): Refusal<'seats-beyond-rules'> | undefined =>
  seats >= rules.fewestSeats && seats <= rules.mostSeats
    ? undefined
    : refuse('seats-beyond-rules', { seats, fewest: rules.fewestSeats, most: rules.mostSeats })

/** Whether the municipal council may set this number within a term (article 6a): also down to the reduced minimum. */
export const objectionToAdjustedSeats = (
  seats: number,
  members: number,
  rules: SeatRules,
): Refusal<'seats-beyond-rules' | 'seats-below-members'> | undefined => {
  if (seats < rules.fewestWhenReduced || seats > rules.mostSeats)
    return refuse('seats-beyond-rules', { seats, fewest: rules.fewestWhenReduced, most: rules.mostSeats })
  // An elected member does not lose the seat by a decision about the number.
  return seats < members ? refuse('seats-below-members', { seats, members }) : undefined
}
