// Announces the online poll of a contest. A unit of its own, because it wraps keys.
import type { Contest } from '../../shared/elections/contests/contest.ts'
import { announceOnline, pollOfContest } from '../../shared/elections/contests/online-poll.ts'
import { announceOnlinePoll } from '../../shared/elections/contests/operations.ts'
import { presentContest } from '../../shared/elections/present.ts'
import { getElection, getList } from '../../shared/elections/store.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { electorateIn } from '../../shared/roll/roll.ts'
import { getRoll } from '../../shared/roll/store.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { type Announcing, openAnnouncing } from '../../shared/voting/announcing-store.ts'
import { serve } from '../runtime/http.ts'
import { change, together } from '../runtime/things.ts'
import { contestsIn } from './subjects.ts'

/** The election of a contest, its roll, and the candidates on its list by their ids. */
const basisOf = async (table: Table, contest: Contest) => {
  const { electionId, wardCode } = contest
  const session = 'list' in contest ? contest.list.session : 0
  const [election, roll, list] = await Promise.all([
    getElection(table, electionId),
    getRoll(table, electionId),
    getList(table, electionId, wardCode, session),
  ])
  const voters = electorateIn(roll, wardCode)
  return {
    election,
    roll: roll?.status === 'frozen' && voters !== undefined ? { root: roll.root, voters } : undefined,
    candidates: new Map((list?.candidates ?? []).map((candidate) => [String(candidate.id), candidate])),
  }
}

const announce = (table: Table, announcePoll: Announcing) =>
  change(
    announceOnlinePoll,
    contestsIn(table),
    async ({ thing, now }) => {
      const { election, roll, candidates } = await basisOf(table, thing)
      if (election === undefined) return refuse('election-not-found')
      const poll = pollOfContest(thing, election, candidates, roll, now)
      if (poll.refused) return poll
      const announced = await announcePoll(poll.configuration, now)
      if (announced.refused) return refuse('online-poll-cannot-be-held', announced.facts, announced.objections)
      const taken = announceOnline(thing, announced.poll)
      return taken.refused ? taken : together(taken, ...announced.changes)
    },
    presentContest,
  )

export const start = (environment: Environment) =>
  serve({ announceOnlinePoll }, { announceOnlinePoll: announce(openTable(environment), openAnnouncing(environment)) })
