// Planning an election and the contests of its wards.
import { operations as contestOperations } from '../../shared/elections/contests/operations.ts'
import * as operations from '../../shared/elections/operations.ts'
import * as plan from '../../shared/elections/planning/plan-election.ts'
import { presentContest, presentElection } from '../../shared/elections/present.ts'
import { getContests, getElection, keptContests } from '../../shared/elections/store.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import { ElectionId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { type Change, changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { stopPoll } from '../../shared/voting/poll/announce.ts'
import type { Poll } from '../../shared/voting/poll/poll.ts'
import { keptPolls } from '../../shared/voting/store.ts'
import { listWards } from '../../shared/wards/store.ts'
import { change, create, together } from '../runtime/things.ts'
import { contestsIn, electionsIn, onlineIn } from './subjects.ts'

/** The changes that end the online polls of cancelled contests, for the same transaction. */
const endOf = (polls: readonly (Poll | undefined)[], now: Instant) =>
  polls.flatMap((poll) => {
    const ended = stopPoll(poll, now)
    return ended === undefined ? [] : [changeOf(keptPolls, ended)]
  })

export const planning = (table: Table) => ({
  planElection: create(
    operations.planElection,
    electionsIn(table),
    async ({ body, createdId, requestDigest, now }) => {
      const origin = { id: ElectionId.parse(createdId), requestDigest }
      const planned = plan.planElection(origin, { ...body, ownDates: body.dates }, now)
      if (planned.refused) return planned
      const known = new Set((await listWards(table)).map(({ code }) => code))
      const unknown = body.contests.flatMap(({ wardCode }, index) =>
        known.has(wardCode) ? [] : [{ pointer: `/contests/${index}/wardCode` }],
      )
      if (unknown.length > 0) return refuse('ward-not-found', {}, unknown)
      const beside: Change[] = []
      for (const { wardCode, seats } of body.contests) {
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
    async ({ thing, body, now }) => {
      const cancelled = plan.cancelElection(thing, body.reason, now)
      if (cancelled.refused) return cancelled
      const contests = await getContests(table, thing.id)
      const polls = await Promise.all(contests.map((contest) => onlineIn(table, contest)))
      return together(cancelled, ...endOf(polls, now))
    },
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
    async ({ thing, body, now }) => {
      const election = await getElection(table, thing.electionId)
      if (election === undefined) return refuse('election-not-found')
      const cancelled = plan.cancelContest(thing, election, body.reason, now)
      return cancelled.refused ? cancelled : together(cancelled, ...endOf([await onlineIn(table, thing)], now))
    },
    presentContest,
  ),
})
