// What anyone may read about elections, and what the election office reads about nominations.
import type { Contest } from '../../shared/elections/contests/contest.ts'
import { operations as contestOperations } from '../../shared/elections/contests/operations.ts'
import { operations as nominationOperations } from '../../shared/elections/nominations/operations.ts'
import * as operations from '../../shared/elections/operations.ts'
import {
  presentContest,
  presentDraw,
  presentElection,
  presentList,
  presentNomination,
} from '../../shared/elections/present.ts'
import * as store from '../../shared/elections/store.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'
import { reply } from '../runtime/http.ts'
import { about, list, listOf, read } from '../runtime/things.ts'
import { contestsIn, electionsIn } from './subjects.ts'

/** The newest session that has fixed a list. While a correction is under way, that is the session before it. */
const lastFixed = (contest: Contest): number => {
  if (!('session' in contest)) return 0
  return 'list' in contest ? contest.list.session : contest.session.number - 1
}

export const reading = (table: Table) => ({
  getElection: read(operations.getElection, electionsIn(table), (election, { now }) => presentElection(election, now)),

  listElections: list(
    operations.listElections,
    ({ query }) => store.listElections(table, query),
    (election, { now }) => presentElection(election, now),
  ),

  listContests: about(contestOperations.listContests, electionsIn(table), async ({ thing }) =>
    reply(200, { items: (await store.listContests(table, thing.id)).map(presentContest) }),
  ),

  getContest: read(contestOperations.getContest, contestsIn(table), presentContest),

  getCandidateList: about(contestOperations.getCandidateList, contestsIn(table), async ({ thing, query }) => {
    const session = query.session ?? lastFixed(thing)
    const fixed = await store.getList(table, thing.electionId, thing.wardCode, session)
    return fixed === undefined
      ? refuse('list-not-found', { status: thing.status })
      : reply(200, presentList(thing, fixed))
  }),

  getBallotOrderDraw: about(contestOperations.getBallotOrderDraw, contestsIn(table), ({ thing }) => {
    const draw = presentDraw(thing)
    return draw === undefined ? refuse('lot-not-found', { status: thing.status }) : reply(200, draw)
  }),

  listNominations: listOf(
    nominationOperations.listNominations,
    contestsIn(table),
    ({ params, query }) => store.listNominations(table, params.electionId, params.wardCode, query),
    presentNomination,
  ),
})
