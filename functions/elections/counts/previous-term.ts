// All members leave, and the new ones enter, on one day (Kiesreglement wijkraden, article 4): the new term decides when the
// previous one ends (ADR 0029).
import type { EstablishedContest } from '../../../shared/elections/contests/contest.ts'
import type { Election } from '../../../shared/elections/planning/election.ts'
import type { Seat } from '../../../shared/elections/seating/seat.ts'
import { getSeats, keptSeats, noteForCouncil } from '../../../shared/elections/seating/store.ts'
import { endTermOn } from '../../../shared/elections/seating/term.ts'
import { newestElections } from '../../../shared/elections/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { WardCode } from '../../../shared/kernel/ids.ts'
import { type Change, changeOf } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'

/** The seats of the previous council: from the latest earlier election in which the ward got a result. */
const seatsBefore = async (
  table: Table,
  { id: own, calendar }: Election,
  wardCode: WardCode,
): Promise<readonly Seat[]> => {
  const earlier = (await newestElections(table, 100)).filter(
    (each) => each.id !== own && each.calendar.pollingOn < calendar.pollingOn,
  )
  for (const { id } of earlier) {
    const seats = await getSeats(table, id, wardCode)
    if (seats.length > 0) return seats
  }
  return []
}

/** The changes that fix the end of the previous term, in the transaction of a result. 3 items for each seat. */
export const previousTermEnds = async (
  table: Table,
  { wardCode, termStartsOn }: EstablishedContest,
  election: Election,
  now: Instant,
): Promise<readonly Change<'changed-meanwhile'>[]> =>
  (await seatsBefore(table, election, wardCode)).flatMap((seat) => {
    const moved = endTermOn(seat, termStartsOn, now)
    return moved === undefined ? [] : [changeOf(keptSeats, moved), noteForCouncil(moved.after, now)]
  })
