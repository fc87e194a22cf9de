// All members leave, and the new ones enter, on one day (Kiesreglement wijkraden, article 4): the new term decides when the
// previous one ends.
import type { Contest } from '../../shared/elections/contests/contest.ts'
import { getSeats, keptSeats, unheard } from '../../shared/elections/seat-store.ts'
import type { Seat } from '../../shared/elections/seating/seat.ts'
import { moveTerm } from '../../shared/elections/seating/term.ts'
import { listElections } from '../../shared/elections/store.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import { type Change, changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'

type Established = Extract<Contest, { readonly status: 'established' }>

/** The seats of the previous council: from the latest earlier election in which the ward got a result. */
const seatsBefore = async (
  table: Table,
  { electionId, wardCode, termStartsOn }: Established,
): Promise<readonly Seat[]> => {
  const listing = await listElections(table, { limit: 100 })
  if (listing === 'invalid-cursor') throw new Error('The first page of elections has no cursor')
  const earlier = listing.items.filter(({ id, calendar }) => id !== electionId && calendar.pollingOn < termStartsOn)
  for (const { id } of earlier) {
    const seats = await getSeats(table, id, wardCode)
    if (seats.length > 0) return seats
  }
  return []
}

/** The changes that move the end of the previous term, in the transaction of a result. 3 items for each seat that moves. */
export const previousTermEnds = async (
  table: Table,
  contest: Established,
  now: Instant,
): Promise<readonly Change<'changed-meanwhile'>[]> =>
  (await seatsBefore(table, contest)).flatMap((seat) => {
    const moved = moveTerm(seat, contest.termStartsOn, now)
    return moved === undefined ? [] : [changeOf(keptSeats, moved), unheard(moved.after, now)]
  })
