// How the pipelines find elections, contests and nominations, and who owns them.
import type { Contest } from '../../shared/elections/contests/contest.ts'
import { onlinePollOf } from '../../shared/elections/contests/online-poll.ts'
import type { Nomination } from '../../shared/elections/nominations/nomination.ts'
import type { Election } from '../../shared/elections/planning/election.ts'
import type { Seat } from '../../shared/elections/seating/seat.ts'
import { getSeat, keptSeats } from '../../shared/elections/seating/store.ts'
import * as store from '../../shared/elections/store.ts'
import type { ElectionId, NominationId, WardCode } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Poll } from '../../shared/voting/poll/poll.ts'
import { getPoll } from '../../shared/voting/store.ts'
import type { Keeper } from '../runtime/things.ts'

type OfElection = { readonly electionId: ElectionId }
type OfContest = OfElection & { readonly wardCode: WardCode }
type OfNomination = OfContest & { readonly nominationId: NominationId }

export type OfSeat = OfContest & { readonly seat: string }

/** An election is of the whole city: no operation compares its ward. */
const ofTheCity = (): never => {
  throw new TypeError('An election belongs to no ward: its operations must not compare one')
}

export const electionsIn = (table: Table): Keeper<OfElection, Election> => ({
  table,
  kept: store.keptElections,
  find: ({ electionId }) => store.getElection(table, electionId),
  wardOf: ofTheCity,
})

export const contestsIn = (table: Table): Keeper<OfContest, Contest> => ({
  table,
  kept: store.keptContests,
  find: ({ electionId, wardCode }) => store.getContest(table, electionId, wardCode),
  wardOf: ({ wardCode }) => wardCode,
})

export const nominationsIn = (table: Table): Keeper<OfNomination, Nomination> => ({
  table,
  kept: store.keptNominations,
  find: ({ electionId, wardCode, nominationId }) => store.getNomination(table, electionId, wardCode, nominationId),
  wardOf: ({ wardCode }) => wardCode,
  ownerOf: ({ residentId }) => residentId,
})

export const seatsIn = (table: Table): Keeper<OfSeat, Seat> => ({
  table,
  kept: keptSeats,
  find: ({ electionId, wardCode, seat }) => getSeat(table, electionId, wardCode, Number(seat)),
  wardOf: ({ wardCode }) => wardCode,
})

/** What else decides about a nomination: the dates and the contest of its ward. */
export const aroundIn =
  (table: Table) =>
  async ({ electionId, wardCode }: OfContest) => {
    const [election, contest] = await Promise.all([
      store.getElection(table, electionId),
      store.getContest(table, electionId, wardCode),
    ])
    return { election, contest }
  }

/** The online poll of a contest, open or ended; undefined if it has none. */
export const onlineIn = async (table: Table, contest: Contest): Promise<Poll | undefined> => {
  const online = onlinePollOf(contest)
  return online && getPoll(table, online.pollId)
}
