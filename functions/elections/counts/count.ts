// The result that follows from the counts in a ward.
import type { EstablishedContest } from '../../../shared/elections/contests/contest.ts'
import { onlineVotesOf } from '../../../shared/elections/count/online-station.ts'
import { operations } from '../../../shared/elections/count/operations.ts'
import { closeCountSession } from '../../../shared/elections/count/session.ts'
import { getCounts, keptCountSessions, newestCountSession } from '../../../shared/elections/count/store.ts'
import type { Nomination } from '../../../shared/elections/nominations/nomination.ts'
import type { Election } from '../../../shared/elections/planning/election.ts'
import { presentContest } from '../../../shared/elections/present.ts'
import * as establish from '../../../shared/elections/results/establish.ts'
import { keptResultOf } from '../../../shared/elections/results/kept-result.ts'
import { presentResults } from '../../../shared/elections/results/present.ts'
import { newestResult, resultKept } from '../../../shared/elections/results/store.ts'
import { seatsOfResult } from '../../../shared/elections/seating/fill.ts'
import { keptSeats, seated } from '../../../shared/elections/seating/store.ts'
import { getNominations } from '../../../shared/elections/store.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { electorateIn } from '../../../shared/roll/roll.ts'
import { getRoll } from '../../../shared/roll/store.ts'
import { changeOf } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { getResult } from '../../../shared/voting/result-store.ts'
import { reply } from '../../runtime/http.ts'
import { about, change, together } from '../../runtime/things.ts'
import { wardReportDrawnUp } from '../official-reports/ward.ts'
import { aroundIn, contestsIn, onlineIn } from '../subjects.ts'
import { previousTermEnds } from './previous-term.ts'
import { objectionToEarlier, reseated } from './recount.ts'

type Basis = { readonly nominations: readonly Nomination[]; readonly rules: Election['rules'] }

/** The seats that begin with the first result of a ward. */
const firstSeats = (contest: EstablishedContest, { nominations, rules }: Basis) => {
  const { filled, empty } = seatsOfResult(contest, nominations, rules)
  return [
    ...filled.flatMap((seat) => [changeOf(keptSeats, seat), seated(seat.after)]),
    ...empty.map((seat) => changeOf(keptSeats, seat)),
  ]
}

export const counting = (table: Table) => {
  const contests = contestsIn(table)
  const around = aroundIn(table)
  return {
    proposeResult: change(
      operations.proposeResult,
      contests,
      async ({ thing, body, caller, now }) => {
        const { electionId, wardCode } = thing
        const [{ election }, nominations, counts, roll, poll] = await Promise.all([
          around(thing),
          getNominations(table, electionId, wardCode),
          getCounts(table, electionId, wardCode),
          getRoll(table, electionId),
          onlineIn(table, thing),
        ])
        if (election === undefined) return refuse('election-not-found')
        const objection = establish.objectionToElectorate(electorateIn(roll, wardCode), body.electorate)
        if (objection) return objection
        const online =
          poll && onlineVotesOf(poll, (await getResult(table, poll.frozen.pollId))?.result, establish.formOf(thing))
        const counted = { counts, electorate: body.electorate, online }
        const session = await newestCountSession(table, electionId, wardCode)
        const basis = { ...counted, session: session?.number }
        const proposed = establish.proposeResult(thing, { election, nominations }, basis, caller.id, now)
        const isCounted = 'list' in thing && thing.list.supply.kind === 'poll'
        if (proposed.refused || !isCounted || session === undefined || session.status === 'closed') return proposed
        // The counts that the result rests on can no longer be changed.
        const closed = closeCountSession(session, counts, now)
        return closed.refused ? closed : together(proposed, changeOf(keptCountSessions, closed))
      },
      presentContest,
    ),

    drawTie: change(
      operations.drawTie,
      contests,
      ({ thing, body, now }) => establish.drawTie(thing, { source: 'public-session', ...body }, now),
      presentContest,
    ),

    reviewResult: change(
      operations.reviewResult,
      contests,
      ({ thing, caller }) => establish.reviewResult(thing, caller.id),
      presentContest,
    ),

    returnResult: change(
      operations.returnResult,
      contests,
      ({ thing }) => establish.returnResult(thing),
      presentContest,
    ),

    establishResult: change(
      operations.establishResult,
      contests,
      async ({ thing, caller, now }) => {
        const { election } = await around(thing)
        if (election === undefined) return refuse('election-not-found')
        const isRecount = 'recount' in thing && thing.recount !== undefined
        const objection = await objectionToEarlier(table, thing, election)
        if (objection) return objection
        const before = isRecount ? await newestResult(table, thing.electionId, thing.wardCode) : undefined
        const established = establish.establishResult(thing, election, caller.id, now, before)
        if (established.refused) return established
        const { after } = established
        const nominations = await getNominations(table, thing.electionId, thing.wardCode)
        const basis = { nominations, rules: election.rules }
        return together(
          established,
          resultKept(keptResultOf(after)),
          ...(before === undefined
            ? [...(await previousTermEnds(table, after, election, now)), ...firstSeats(after, basis)]
            : await reseated(table, after, before, basis, now)),
          ...(await wardReportDrawnUp(table, after, election, before)),
        )
      },
      presentContest,
    ),

    getElectionResult: about(operations.getElectionResult, contests, async ({ thing }) => {
      const kept = await newestResult(table, thing.electionId, thing.wardCode)
      const [result] = kept === undefined ? [] : presentResults(thing, [kept])
      return result === undefined ? refuse('result-not-established', { status: thing.status }) : reply(200, result)
    }),
  }
}
