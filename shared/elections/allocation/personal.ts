// Winners by their own votes: most votes first, up to the number of seats (2022).
import type { Refusal } from '../../kernel/refusals.ts'
import type { PersonalRules } from '../rules/election-rules.ts'
import { cutAtEdge, type DrawnLot, type LotNeeded, objectionToUnused, orderedByLot } from './ties.ts'

/**
 * A candidate, in the order of the ballot. `isOut`: died or withdrew after the list was fixed. The votes stay in the total;
 * the person is skipped.
 */
export type CountedCandidate = { readonly id: string; readonly votes: number; readonly isOut?: boolean }

/** The order of succession. Candidates in one group are equal: a lot decides between them when a vacancy needs it. */
export type Succession = readonly (readonly string[])[]

/** `no-contest`: no more candidates than seats, so votes are not needed. `no-votes`: nobody got one. */
export type PersonalResult = {
  readonly kind: 'decided'
  readonly reason: 'votes' | 'no-contest' | 'no-votes'
  readonly elected: readonly string[]
  readonly succession: Succession
  readonly vacantSeats: number
  readonly lots: readonly DrawnLot[]
}

const byVotes = (candidates: readonly CountedCandidate[]) => candidates.toSorted((a, b) => b.votes - a.votes)
const ids = (candidates: readonly CountedCandidate[]) => candidates.map(({ id }) => id)
const isEqual = (a: CountedCandidate, b: CountedCandidate) => a.votes === b.votes

const groupsOf = (ranked: readonly CountedCandidate[]): Succession =>
  [...Map.groupBy(ranked, ({ votes }) => votes).values()].map(ids)

const reasonFor = (candidates: readonly CountedCandidate[], isContested: boolean): PersonalResult['reason'] => {
  if (!isContested) return 'no-contest'
  return candidates.every(({ votes }) => votes === 0) ? 'no-votes' : 'votes'
}

/**
 * The winners. A tie at the last seat needs a lot over the whole tied group; its losers lead the succession in the order
 * drawn. Above the last seat, equals are in the order of the ballot: both are elected, so the order has no effect.
 */
export const electPersons = (
  candidates: readonly CountedCandidate[],
  seats: number,
  rules: PersonalRules,
  lots: readonly DrawnLot[] = [],
): PersonalResult | LotNeeded | Refusal<'lot-does-not-fit'> => {
  const standing = byVotes(candidates.filter(({ isOut }) => isOut !== true))
  const reason = reasonFor(candidates, standing.length > seats)
  const staysVacant = reason === 'no-votes' && rules.allAtZero === 'vacant'
  const { inside, tied, outside } = cutAtEdge(standing, staysVacant ? 0 : seats, isEqual)
  const decided = (
    elected: readonly string[],
    losers: readonly string[],
    used: readonly DrawnLot[],
  ): PersonalResult => ({
    kind: 'decided',
    reason,
    elected,
    succession: [...losers.map((id) => [id]), ...groupsOf(outside)],
    vacantSeats: seats - elected.length,
    lots: used,
  })
  if (tied.length === 0) return objectionToUnused(lots) ?? decided(ids(inside), [], [])
  const places = seats - inside.length
  const drawn = orderedByLot(lots, 'seats', ids(tied), places)
  if (drawn.kind === 'lot-needed') return drawn
  const elected = [...ids(inside), ...drawn.order.slice(0, places)]
  return objectionToUnused(drawn.rest) ?? decided(elected, drawn.order.slice(places), lots.slice(0, 1))
}
