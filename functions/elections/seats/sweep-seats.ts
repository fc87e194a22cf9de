// Every fifteen minutes: ends offers of seats that were not answered in time, and seats whose term is over; moves terms on whose next
// council is not elected. Operations do not depend on it: they refuse a late answer, and show a seat as ended, by its own dates.
import { getLotteries, keptLotteries } from '../../../shared/elections/lottery/store.ts'
import { lapseDraw, lotteryAsking } from '../../../shared/elections/seating/by-lottery.ts'
import { lapseOffer } from '../../../shared/elections/seating/fill.ts'
import type { Seat } from '../../../shared/elections/seating/seat.ts'
import { keptSeats, listSeatsDue, noteForCouncil, seatedNoMore } from '../../../shared/elections/seating/store.ts'
import { endSeat, isTermOver, isToRunOn, runOn } from '../../../shared/elections/seating/term.ts'
import { getElection } from '../../../shared/elections/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { sweep } from '../../runtime/sweeper.ts'

const end = async (table: Table, seat: Seat, now: Instant): Promise<boolean> => {
  const ended = endSeat(seat, now)
  if (ended.refused) return false
  const free = 'nominationId' in seat ? [seatedNoMore(seat)] : []
  return !(await save(table, now, changeOf(keptSeats, ended), ...free, noteForCouncil(ended.after, now))).refused
}

/** Moves the end of a term on, and the mandate of the member with it. */
const goOn = async (table: Table, seat: Seat, now: Instant): Promise<boolean> => {
  const election = await getElection(table, seat.electionId)
  if (election === undefined) return false
  const moved = runOn(seat, election.rules.calendar, now)
  if (moved.refused) return false
  return !(await save(table, now, changeOf(keptSeats, moved), noteForCouncil(moved.after, now))).refused
}

const lapse = async (table: Table, seat: Seat, now: Instant): Promise<boolean> => {
  const election = await getElection(table, seat.electionId)
  if (election === undefined || seat.status !== 'offered') return false
  const lapsed = lapseOffer(seat, election.rules.succession, now)
  if (lapsed.refused) return false
  return !(await save(table, now, changeOf(keptSeats, lapsed), seatedNoMore(seat))).refused
}

/** Ends an offer by lottery. Somebody who asks another at the same moment may be quicker: the next run ends it then. */
const lapseOfDrawn = async (table: Table, seat: Seat, now: Instant): Promise<boolean> => {
  const found = lotteryAsking(seat, await getLotteries(table, seat.electionId, seat.wardCode))
  if (found.refused) return false
  const lapsed = lapseDraw(seat, found.lottery, now)
  if (lapsed.refused) return false
  return !(await save(table, now, changeOf(keptSeats, lapsed.seat), changeOf(keptLotteries, lapsed.lottery))).refused
}

const actOf = (seat: Seat, now: Instant) => {
  if (isTermOver(seat, now)) return end
  if (isToRunOn(seat, now)) return goOn
  return seat.status === 'asked' ? lapseOfDrawn : lapse
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return sweep({
    name: 'sweep-seats',
    listDue: (now) => listSeatsDue(table, now),
    act: (seat, now) => actOf(seat, now)(table, seat, now),
    facts: ({ electionId, wardCode }) => ({ electionId, wardCode }),
  })
}
