// Who takes the seats of the lists (Kieswet P 15, P 17, P 19): first those with more than the preference share of the quota,
// by votes; then by the order of the list.
import type { Refusal } from '../../kernel/refusals.ts'
import type { ListRules } from '../rules/election-rules.ts'
import { allotToLists, type ListSeats } from './lists.ts'
import type { CountedCandidate, Succession } from './personal.ts'
import { cutAtEdge, type DrawnLot, type LotNeeded, objectionToUnused, orderedByLot } from './ties.ts'

/** A list with its candidates in their order. A candidate without a list is a list of one. */
export type CountedList = { readonly id: string; readonly candidates: readonly CountedCandidate[] }

export type ElectedFromList = {
  readonly id: string
  readonly seats: number
  readonly elected: readonly string[]
  readonly succession: Succession
}

export type ListResult = Omit<ListSeats, 'seats'> & { readonly lists: readonly ElectedFromList[] }

const votesOf = (list: CountedList): number => list.candidates.reduce((sum, { votes }) => sum + votes, 0)
const canTakeSeat = ({ isOut }: CountedCandidate): boolean => isOut !== true

export type Quota = { readonly total: number; readonly seats: number; readonly percent: number }

/** Strictly more than the percentage of the quota (total / seats), in whole numbers. */
export const isPreferred = (votes: number, { total, seats, percent }: Quota): boolean =>
  BigInt(votes) * 100n * BigInt(seats) > BigInt(total) * BigInt(percent)

type Seated = { readonly list: ElectedFromList; readonly rest: readonly DrawnLot[] }

const seatPersons = (list: CountedList, seats: number, quota: Quota, lots: readonly DrawnLot[]): Seated | LotNeeded => {
  const able = list.candidates.filter(canTakeSeat)
  const preferred = able.filter(({ votes }) => isPreferred(votes, quota)).toSorted((a, b) => b.votes - a.votes)
  const others = able.filter((candidate) => !preferred.includes(candidate))
  const { inside, tied, outside } = cutAtEdge(preferred, seats, (a, b) => a.votes === b.votes)
  const ids = (candidates: readonly CountedCandidate[]) => candidates.map(({ id }) => id)
  const seated = (order: readonly string[], rest: readonly DrawnLot[]): Seated => ({
    list: {
      id: list.id,
      seats,
      elected: order.slice(0, seats),
      succession: order.slice(seats).map((id) => [id]),
    },
    rest,
  })
  if (tied.length === 0) return seated(ids([...preferred, ...others]), lots)
  const drawn = orderedByLot(lots, 'preference', ids(tied), seats - inside.length)
  if (drawn.kind === 'lot-needed') return drawn
  return seated([...ids(inside), ...drawn.order, ...ids([...outside, ...others])], drawn.rest)
}

/** Seats and persons of every list. `drawn`: the lots so far, in the order in which they were needed. */
export const electFromLists = (
  lists: readonly CountedList[],
  seats: number,
  rules: ListRules,
  drawn: readonly DrawnLot[] = [],
): ListResult | LotNeeded | Refusal<'lot-does-not-fit'> => {
  const totals = lists.map((list) => ({
    id: list.id,
    votes: votesOf(list),
    candidates: list.candidates.filter(canTakeSeat).length,
  }))
  const ofLists = drawn.filter(({ stage }) => stage !== 'preference')
  const allotted = allotToLists(totals, seats, rules, ofLists)
  if ('refused' in allotted || allotted.kind === 'lot-needed') return allotted
  const quota: Quota = {
    total: totals.reduce((sum, { votes }) => sum + votes, 0),
    seats,
    percent: seats < rules.averagesFromSeats ? rules.preferencePercentBelow : rules.preferencePercentFrom,
  }
  let left: readonly DrawnLot[] = drawn.filter(({ stage }) => stage === 'preference')
  const seated: ElectedFromList[] = []
  for (const list of lists) {
    const persons = seatPersons(list, allotted.seats.get(list.id) ?? 0, quota, left)
    if ('kind' in persons) return persons
    seated.push(persons.list)
    left = persons.rest
  }
  return objectionToUnused(left) ?? { ...allotted, lists: seated, lots: drawn }
}
