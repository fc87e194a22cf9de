// Planning an election and the contests of its wards.
import { operations as contestOperations } from '../../shared/elections/contest-operations.ts'
import * as operations from '../../shared/elections/operations.ts'
import * as plan from '../../shared/elections/planning/plan-election.ts'
import { presentContest, presentElection } from '../../shared/elections/present.ts'
import { getElection, keptContests } from '../../shared/elections/store.ts'
import { ElectionId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { type Change, changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { listWards } from '../../shared/wards/store.ts'
import { change, create, together } from '../runtime/things.ts'
import { contestsIn, electionsIn } from './subjects.ts'

export const planning = (table: Table) => ({
  planElection: create(
    operations.planElection,
    electionsIn(table),
    async ({ body, createdId, requestDigest, now }) => {
      const origin = { id: ElectionId.parse(createdId), requestDigest }
      const planned = plan.planElection(origin, { ...body, ownDates: body.dates }, now)
      if (planned.refused) return planned
      const known = new Set((await listWards(table)).map(({ code }) => code))
      const beside: Change[] = []
      for (const { wardCode, seats } of body.contests) {
        if (!known.has(wardCode)) return refuse('ward-not-known', { wardCode })
        const contest = plan.planContest(planned.after, wardCode, seats)
        if (contest.refused) return contest
        beside.push(changeOf(keptContests, contest))
      }
      return together(planned, ...beside)
    },
    (election, { now }) => presentElection(election, now),
    ({ id }) => `/elections/${id}`,
  ),

  moveElection: change(
    operations.moveElection,
    electionsIn(table),
    ({ thing, body, now }) => plan.moveElection(thing, { pollingOn: body.pollingOn, ownDates: body.dates }, now),
    (election, { now }) => presentElection(election, now),
  ),

  cancelElection: change(
    operations.cancelElection,
    electionsIn(table),
    ({ thing, body, now }) => plan.cancelElection(thing, body.reason, now),
    (election, { now }) => presentElection(election, now),
  ),

  resizeContest: change(
    contestOperations.resizeContest,
    contestsIn(table),
    async ({ thing, body }) => {
      const election = await getElection(table, thing.electionId)
      return election === undefined ? refuse('election-not-found') : plan.resizeContest(thing, body.seats, election)
    },
    presentContest,
  ),

  cancelContest: change(
    contestOperations.cancelContest,
    contestsIn(table),
    ({ thing, body }) => plan.cancelContest(thing, body.reason),
    presentContest,
  ),
})
