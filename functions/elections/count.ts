// The result that follows from the counts in a ward.

import { onlineVotesOf } from '../../shared/elections/count/online-station.ts'
import { presentResult } from '../../shared/elections/count/present.ts'
import { closeCountSession } from '../../shared/elections/count/session.ts'
import { operations } from '../../shared/elections/count-operations.ts'
import { getCounts, keptCountSessions, newestCountSession } from '../../shared/elections/count-store.ts'
import { presentContest } from '../../shared/elections/present.ts'
import * as establish from '../../shared/elections/results/establish.ts'
import { keptSeats, seated } from '../../shared/elections/seat-store.ts'
import { seatsOfResult } from '../../shared/elections/seating/fill.ts'
import { getNominations } from '../../shared/elections/store.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { electorateIn } from '../../shared/roll/roll.ts'
import { getRoll } from '../../shared/roll/store.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { getResult } from '../../shared/voting/result-store.ts'
import { reply } from '../runtime/http.ts'
import { about, change, together } from '../runtime/things.ts'
import { wardReportDrawnUp } from './official-reports/ward.ts'
import { previousTermEnds } from './previous-term.ts'
import { aroundIn, contestsIn, onlineIn } from './subjects.ts'

const establishing = (table: Table) => {
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
        const onRoll = electorateIn(roll, wardCode)
        if (onRoll !== undefined && onRoll !== body.electorate)
          return refuse('electorate-not-as-roll', { roll: onRoll, electorate: body.electorate })
        const online =
          poll && onlineVotesOf(poll, (await getResult(table, poll.frozen.pollId))?.result, establish.formOf(thing))
        const counted = { counts, electorate: body.electorate, online }
        const proposed = establish.proposeResult(thing, { election, nominations }, counted, caller.id, now)
        const session = await newestCountSession(table, electionId, wardCode)
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
        const established = establish.establishResult(thing, election, caller.id, now)
        if (established.refused) return established
        const nominations = await getNominations(table, thing.electionId, thing.wardCode)
        const { filled, empty } = seatsOfResult(established.after, nominations, election.rules)
        return together(
          established,
          ...(await previousTermEnds(table, established.after, now)),
          ...filled.flatMap((seat) => [changeOf(keptSeats, seat), seated(seat.after)]),
          ...empty.map((seat) => changeOf(keptSeats, seat)),
          ...(await wardReportDrawnUp(table, established.after, election)),
        )
      },
      presentContest,
    ),

    getElectionResult: about(operations.getElectionResult, contests, ({ thing }) => {
      const result = presentResult(thing)
      return result === undefined ? refuse('result-not-established', { status: thing.status }) : reply(200, result)
    }),
  }
}

export const counting = establishing
