// The sessions of the electoral committee, ward by ward.
import { callOffOnline } from '../../shared/elections/contests/online-poll.ts'
import { operations } from '../../shared/elections/contests/operations.ts'
import * as session from '../../shared/elections/contests/session.ts'
import { isOnList } from '../../shared/elections/nominations/nomination.ts'
import { operations as nominationOperations } from '../../shared/elections/nominations/operations.ts'
import { keptLists, presentCandidate, presentContest, presentNomination } from '../../shared/elections/present.ts'
import * as store from '../../shared/elections/store.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { cancelPoll } from '../../shared/voting/poll/announce.ts'
import { keptPolls } from '../../shared/voting/store.ts'
import { change, together } from '../runtime/things.ts'
import { contestsIn, nominationsIn, onlineIn } from './subjects.ts'

export const sessions = (table: Table) => {
  const contests = contestsIn(table)
  const nominations = nominationsIn(table)
  return {
    openSession: change(
      operations.openSession,
      contests,
      async ({ thing, body, now }) => {
        const election = await store.getElection(table, thing.electionId)
        if (election === undefined) return refuse('election-not-found')
        const opened = session.openSession(thing, election, body.reason, now)
        const poll = await onlineIn(table, thing)
        if (opened.refused || poll === undefined) return opened
        // The list that the poll asks about is being corrected; people will vote on the next list.
        const cancelled = cancelPoll(poll, now)
        return cancelled.refused
          ? refuse('polling-opened', { pollingOpensAt: election.calendar.pollingOpensAt })
          : together(opened, changeOf(keptPolls, cancelled))
      },
      presentContest,
    ),

    judgeNomination: change(
      nominationOperations.judgeNomination,
      nominations,
      async ({ thing, body, now }) => {
        const contest = await store.getContest(table, thing.electionId, thing.wardCode)
        if (contest === undefined) return refuse('contest-not-found')
        const judged = session.judgeNomination(thing, contest, body, now)
        return judged.refused ? judged : together(judged.taken, changeOf(store.keptContests, judged.session))
      },
      presentNomination,
    ),

    correctBallotName: change(
      nominationOperations.correctBallotName,
      nominations,
      async ({ thing, body, now }) => {
        const contest = await store.getContest(table, thing.electionId, thing.wardCode)
        if (contest === undefined) return refuse('contest-not-found')
        const corrected = session.correctBallotName(thing, contest, body, now)
        return corrected.refused
          ? corrected
          : together(corrected.taken, changeOf(store.keptContests, corrected.session))
      },
      presentNomination,
    ),

    moveNomination: change(
      nominationOperations.moveNomination,
      nominations,
      async ({ thing, body, now }) => {
        const [from, to, there] = await Promise.all([
          store.getContest(table, thing.electionId, thing.wardCode),
          store.getContest(table, thing.electionId, body.wardCode),
          store.getNomination(table, thing.electionId, body.wardCode, thing.id),
        ])
        if (from === undefined || to === undefined) return refuse('contest-not-found')
        const moved = session.moveNomination(thing, from, to, there, now)
        if (moved.refused) return moved
        return together(
          moved.moved,
          changeOf(store.keptNominations, moved.arrived),
          changeOf(store.keptContests, moved.left),
          changeOf(store.keptContests, moved.joined),
          store.standsElsewhere(moved.arrived.after),
        )
      },
      presentNomination,
    ),

    closeSession: change(
      operations.closeSession,
      contests,
      async ({ thing, now }) => {
        const [election, all, lists] = await Promise.all([
          store.getElection(table, thing.electionId),
          store.getNominations(table, thing.electionId, thing.wardCode),
          store.getCollectiveLists(table, thing.electionId, thing.wardCode),
        ])
        if (election === undefined) return refuse('election-not-found')
        const closed = session.closeSession(thing, { nominations: all, lists }, election, now)
        if (closed.refused) return closed
        const candidates = all.filter(isOnList).map(presentCandidate)
        const { session: number, fixedAt, lists: standing } = closed.after.list
        const kept = standing && { lists: keptLists(standing, lists) }
        return together(closed, store.listFixed(thing, { session: number, fixedAt, candidates, ...kept }))
      },
      presentContest,
    ),

    drawBallotOrder: change(
      operations.drawBallotOrder,
      contests,
      async ({ thing, body, now }) => {
        const election = await store.getElection(table, thing.electionId)
        if (election === undefined) return refuse('election-not-found')
        const drawn = session.drawBallotOrder(thing, election, { source: 'public-session', ...body }, now)
        if (drawn.refused) return drawn
        return together(drawn, store.lotOfList(thing, drawn.after.list.session, drawn.after.lot))
      },
      presentContest,
    ),

    callOffOnlinePoll: change(
      operations.callOffOnlinePoll,
      contests,
      async ({ thing, now }) => {
        const decided = callOffOnline(thing, await onlineIn(table, thing), now)
        return decided.refused ? decided : together(decided.called, changeOf(keptPolls, decided.cancelled))
      },
      presentContest,
    ),

    dropCandidate: change(
      nominationOperations.dropCandidate,
      nominations,
      ({ thing, body, now }) => session.dropCandidate(thing, body, dateInCity(now)),
      presentNomination,
    ),
  }
}
