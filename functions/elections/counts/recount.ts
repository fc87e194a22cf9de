// Recounts, and what a new result does to the seats and the lots of the one that it supersedes.
import type { Contest, EstablishedContest } from '../../../shared/elections/contests/contest.ts'
import type { Nomination } from '../../../shared/elections/nominations/nomination.ts'
import type { Election } from '../../../shared/elections/planning/election.ts'
import { annulContest } from '../../../shared/elections/planning/plan-election.ts'
import { presentContest } from '../../../shared/elections/present.ts'
import { orderRecount } from '../../../shared/elections/results/establish.ts'
import type { KeptResult } from '../../../shared/elections/results/kept-result.ts'
import { operations } from '../../../shared/elections/results/operations.ts'
import { presentResults } from '../../../shared/elections/results/present.ts'
import { getResults } from '../../../shared/elections/results/store.ts'
import { reseat } from '../../../shared/elections/seating/reseat.ts'
import type { Seat } from '../../../shared/elections/seating/seat.ts'
import { getSeats, keptSeats, seated, seatedNoMore } from '../../../shared/elections/seating/store.ts'
import { getContest, getElection, newestElections } from '../../../shared/elections/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Taken } from '../../../shared/kernel/machine.ts'
import { type Refusal, refuse } from '../../../shared/kernel/refusals.ts'
import { type Change, changeOf } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { reply } from '../../runtime/http.ts'
import { about, change } from '../../runtime/things.ts'
import { contestsIn } from '../subjects.ts'

/** Refuses where a later election has a result in this ward: its council follows from that one. */
export const objectionToEarlier = async (
  table: Table,
  { electionId, wardCode }: Contest,
  { calendar: { pollingOn } }: Election,
): Promise<Refusal<'later-result-established'> | undefined> => {
  const later = (await newestElections(table, 100)).filter(
    ({ id, calendar }) => id !== electionId && calendar.pollingOn > pollingOn,
  )
  const contests = await Promise.all(later.map(({ id }) => getContest(table, id, wardCode)))
  const established = contests.find((each) => each?.status === 'established')
  return established && refuse('later-result-established', { electionId: established.electionId })
}

/** An offer that a seat's step begins or ends: nobody is asked for two seats. */
const offersOf = ({ before, after }: Taken<Seat>): readonly Change<'changed-meanwhile'>[] => [
  ...(before?.status === 'offered' ? [seatedNoMore(before)] : []),
  ...(after.status === 'offered' ? [seated(after)] : []),
]

/** The changes that bring the seats of a ward in line with its new result. At most 4 items for each of its seats. */
export const reseated = async (
  table: Table,
  contest: EstablishedContest,
  before: KeptResult,
  { nominations, rules }: { readonly nominations: readonly Nomination[]; readonly rules: Election['rules'] },
  now: Instant,
): Promise<readonly Change<'changed-meanwhile'>[]> => {
  const seats = await getSeats(table, contest.electionId, contest.wardCode)
  const steps = reseat(contest, before.result, { nominations, seats }, rules, now)
  return steps.flatMap((step) => [changeOf(keptSeats, step), ...offersOf(step)])
}

export const recounting = (table: Table) => {
  const contests = contestsIn(table)
  return {
    orderRecount: change(
      operations.orderRecount,
      contests,
      async ({ thing, body, now }) => {
        const election = await getElection(table, thing.electionId)
        if (election === undefined) return refuse('election-not-found')
        return (await objectionToEarlier(table, thing, election)) ?? orderRecount(thing, election, body, now)
      },
      presentContest,
    ),

    annulContest: change(
      operations.annulContest,
      contests,
      async ({ thing, body, now }) => {
        const election = await getElection(table, thing.electionId)
        return election === undefined ? refuse('election-not-found') : annulContest(thing, election, body, now)
      },
      presentContest,
    ),

    listElectionResults: about(operations.listElectionResults, contests, async ({ thing }) => {
      const kept = await getResults(table, thing.electionId, thing.wardCode)
      return reply(200, { items: presentResults(thing, kept) })
    }),
  }
}
