// The entry of counts, and the result that follows from them.

import * as entry from '../../shared/elections/count/double-entry.ts'
import { stationCounts } from '../../shared/elections/count/machine.ts'
import { presentResult, presentStation } from '../../shared/elections/count/present.ts'
import type { StationCount } from '../../shared/elections/count/station-count.ts'
import { operations } from '../../shared/elections/count-operations.ts'
import { getCount, getCounts, keptCounts, listCounts, stillCounting } from '../../shared/elections/count-store.ts'
import { presentContest } from '../../shared/elections/present.ts'
import * as establish from '../../shared/elections/results/establish.ts'
import { keptSeats, seated } from '../../shared/elections/seat-store.ts'
import { seatsOfResult } from '../../shared/elections/seating/fill.ts'
import { getNominations } from '../../shared/elections/store.ts'
import type { ElectionId, WardCode } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { electorateIn } from '../../shared/roll/roll.ts'
import { getRoll } from '../../shared/roll/store.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { reply } from '../runtime/http.ts'
import { about, change, create, type Keeper, together } from '../runtime/things.ts'
import { previousTermEnds } from './previous-term.ts'
import { aroundIn, contestsIn } from './subjects.ts'

type OfStation = { readonly electionId: ElectionId; readonly wardCode: WardCode; readonly station: string }

const countsIn = (table: Table): Keeper<OfStation, StationCount> => ({
  table,
  kept: keptCounts,
  find: ({ electionId, wardCode, station }) => getCount(table, electionId, wardCode, station),
  wardOf: ({ wardCode }) => wardCode,
})

/** Where a station stands is shown to everyone who may enter. */
const entering = (table: Table) => {
  const counts = countsIn(table)
  const around = aroundIn(table)
  return {
    addStation: create(
      operations.addStation,
      counts,
      async ({ params, body, requestDigest }) => {
        const { contest } = await around(params)
        if (contest === undefined) return refuse('contest-not-found')
        return together(
          stationCounts.begin('expect', { ...params, ...body, requestDigest }),
          stillCounting(params.electionId, params.wardCode),
        )
      },
      presentStation,
      ({ electionId, wardCode, station }) => `/elections/${electionId}/contests/${wardCode}/stations/${station}`,
    ),

    listStations: about(operations.listStations, contestsIn(table), async ({ thing }) =>
      reply(200, { items: (await listCounts(table, thing.electionId, thing.wardCode)).map(presentStation) }),
    ),

    claimEntry: change(
      operations.claimEntry,
      counts,
      async ({ thing, caller, now }) => {
        const { election } = await around(thing)
        if (election === undefined) return refuse('election-not-found')
        const { pollingClosesAt } = election.calendar
        if (now < pollingClosesAt) return refuse('polling-not-closed', { pollingClosesAt })
        return thing.status === 'first-final' ? entry.claimSecond(thing, caller.id) : entry.claimFirst(thing, caller.id)
      },
      presentStation,
    ),

    finishEntry: change(
      operations.finishEntry,
      counts,
      async ({ thing, body, caller }) => {
        const { election, contest } = await around(thing)
        if (election === undefined) return refuse('election-not-found')
        if (contest === undefined) return refuse('contest-not-found')
        const basis = { form: establish.formOf(contest), rules: election.rules.count }
        const { cells, handled } = body
        if (thing.status === 'returned') return entry.correctEntry(thing, caller.id, cells, handled, basis)
        const made = { by: caller.id, cells, handled }
        return thing.status === 'second-open'
          ? entry.finaliseSecond(thing, made, basis)
          : entry.finaliseFirst(thing, made, basis)
      },
      presentStation,
    ),

    leaveEntry: change(
      operations.leaveEntry,
      counts,
      ({ thing, caller }) => entry.discardOwn(thing, caller.id),
      presentStation,
    ),

    settleEntries: change(
      operations.settleEntries,
      counts,
      ({ thing, body }) => {
        switch (body.action) {
          case 'keep':
            return entry.keepEntry(thing, body.which)
          case 'return':
            return entry.returnEntry(thing, body.which)
          case 'resume':
            return entry.resumeFirst(thing)
          case 'discard':
            return entry.resetCount(thing)
          default:
            return body satisfies never
        }
      },
      presentStation,
    ),
  }
}

const establishing = (table: Table) => {
  const contests = contestsIn(table)
  const around = aroundIn(table)
  return {
    proposeResult: change(
      operations.proposeResult,
      contests,
      async ({ thing, body, caller, now }) => {
        const { electionId, wardCode } = thing
        const [{ election }, nominations, counts, roll] = await Promise.all([
          around(thing),
          getNominations(table, electionId, wardCode),
          getCounts(table, electionId, wardCode),
          getRoll(table, electionId),
        ])
        if (election === undefined) return refuse('election-not-found')
        const onRoll = electorateIn(roll, wardCode)
        if (onRoll !== undefined && onRoll !== body.electorate)
          return refuse('electorate-not-as-roll', { roll: onRoll, electorate: body.electorate })
        const counted = { counts, electorate: body.electorate }
        return establish.proposeResult(thing, { election, nominations }, counted, caller.id, now)
      },
      presentContest,
    ),

    drawTie: change(
      operations.drawTie,
      contests,
      ({ thing, body, now }) => establish.drawTie(thing, { source: 'public-session', ...body }, now),
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

export const counting = (table: Table) => ({ ...entering(table), ...establishing(table) })
