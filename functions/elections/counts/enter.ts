// Entering counts: sessions, stations, and two entries for each station.
import * as entry from '../../../shared/elections/count/double-entry.ts'
import { operations } from '../../../shared/elections/count/operations.ts'
import { presentCountSession, presentStation } from '../../../shared/elections/count/present.ts'
import * as session from '../../../shared/elections/count/session.ts'
import { operations as sessionOperations } from '../../../shared/elections/count/session-operations.ts'
import type { StationCount } from '../../../shared/elections/count/station-count.ts'
import * as store from '../../../shared/elections/count/store.ts'
import * as establish from '../../../shared/elections/results/establish.ts'
import type { ElectionId, WardCode } from '../../../shared/kernel/ids.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { changeOf } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { reply } from '../../runtime/http.ts'
import { about, change, create, type Keeper, read, together } from '../../runtime/things.ts'
import { aroundIn, contestsIn } from '../subjects.ts'

type OfContest = { readonly electionId: ElectionId; readonly wardCode: WardCode }
type OfStation = OfContest & { readonly station: string }
type OfSession = OfContest & { readonly countSession: string }

/** How the pipelines find the newest count of a station. */
export const countsIn = (table: Table): Keeper<OfStation, StationCount> => ({
  table,
  kept: store.keptCounts,
  find: ({ electionId, wardCode, station }) => store.getCount(table, electionId, wardCode, station),
  wardOf: ({ wardCode }) => wardCode,
})

const sessionsIn = (table: Table): Keeper<OfSession, session.CountSession> => ({
  table,
  kept: store.keptCountSessions,
  find: ({ electionId, wardCode, countSession }) =>
    store.getCountSession(table, electionId, wardCode, Number(countSession)),
  wardOf: ({ wardCode }) => wardCode,
})

const pathOf = ({ electionId, wardCode }: OfContest) => `/elections/${electionId}/contests/${wardCode}`

/** Whether the counts of a station can be written now. */
export const objectionToWriting = async (table: Table, { electionId, wardCode, session: number }: StationCount) =>
  session.objectionToWriting(await store.getCountSession(table, electionId, wardCode, number), number)

const sessions = (table: Table) => {
  const own = sessionsIn(table)
  return {
    openCountSession: create(
      sessionOperations.openCountSession,
      own,
      async ({ params: { electionId, wardCode }, body, requestDigest, now }) => {
        const { contest } = await aroundIn(table)({ electionId, wardCode })
        if (contest === undefined) return refuse('contest-not-found')
        const [before, counts] = await Promise.all([
          store.newestCountSession(table, electionId, wardCode),
          store.getCounts(table, electionId, wardCode),
        ])
        // A repeated request: the session that it opened is the newest and goes on. A later one may give the same reason.
        const isRepeated = before?.requestDigest === requestDigest && before.status !== 'closed'
        const earlier =
          isRepeated && before.number > 1
            ? await store.getCountSession(table, electionId, wardCode, before.number - 1)
            : before
        const opened = session.correctingSession(earlier, counts, body, requestDigest, now)
        if (opened.refused) return opened
        const anew = counts
          .filter(({ station }) => body.stations.includes(station))
          .map(({ station, name }) =>
            entry.expectStation({
              ...{ electionId, wardCode, station, name, requestDigest },
              session: opened.after.number,
            }),
          )
        return together(
          opened,
          store.stillCounting(electionId, wardCode),
          ...anew.map((count) => changeOf(store.keptCounts, count)),
        )
      },
      presentCountSession,
      (it) => `${pathOf(it)}/count-sessions/${it.number}`,
    ),

    listCountSessions: about(sessionOperations.listCountSessions, contestsIn(table), async ({ thing }) =>
      reply(200, {
        items: (await store.listCountSessions(table, thing.electionId, thing.wardCode)).map(presentCountSession),
      }),
    ),

    getCountSession: read(sessionOperations.getCountSession, own, presentCountSession),

    pauseCountSession: change(
      sessionOperations.pauseCountSession,
      own,
      ({ thing }) => session.pauseSession(thing),
      presentCountSession,
    ),

    resumeCountSession: change(
      sessionOperations.resumeCountSession,
      own,
      ({ thing }) => session.resumeSession(thing),
      presentCountSession,
    ),

    closeCountSession: change(
      sessionOperations.closeCountSession,
      own,
      async ({ thing, now }) =>
        session.closeCountSession(thing, await store.getCounts(table, thing.electionId, thing.wardCode), now),
      presentCountSession,
    ),
  }
}

/** Everyone who may enter counts sees the state of each station. */
const stations = (table: Table) => {
  const counts = countsIn(table)
  const around = aroundIn(table)
  return {
    addStation: create(
      operations.addStation,
      counts,
      async ({ params, body, requestDigest, now }) => {
        const { contest } = await around(params)
        if (contest === undefined) return refuse('contest-not-found')
        const { electionId, wardCode } = params
        const [newest, there] = await Promise.all([
          store.newestCountSession(table, electionId, wardCode),
          store.getCount(table, electionId, wardCode, body.station),
        ])
        const added = entry.addStation({ ...params, ...body, requestDigest, session: newest?.number ?? 1 }, there)
        if (added.refused) return added
        return together(
          added,
          store.stillCounting(electionId, wardCode),
          store.sessionWith(newest, () => session.firstSession(params, body.station, requestDigest, now), body.station),
        )
      },
      presentStation,
      (it) => `${pathOf(it)}/stations/${it.station}`,
    ),

    listStations: about(operations.listStations, contestsIn(table), async ({ thing }) =>
      reply(200, { items: (await store.listCounts(table, thing.electionId, thing.wardCode)).map(presentStation) }),
    ),

    claimEntry: change(
      operations.claimEntry,
      counts,
      async ({ thing, caller, now }) => {
        const { election } = await around(thing)
        if (election === undefined) return refuse('election-not-found')
        const objection = await objectionToWriting(table, thing)
        if (objection) return objection
        const claimed = entry.claimEntry(thing, caller.id, election.calendar.pollingClosesAt, now)
        return claimed.refused ? claimed : together(claimed, store.sessionGoesOn(thing))
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
        const objection = await objectionToWriting(table, thing)
        if (objection) return objection
        const basis = { form: establish.formOf(contest), rules: election.rules.count }
        const finished = entry.finishEntry(thing, { by: caller.id, ...body }, basis)
        return finished.refused ? finished : together(finished, store.sessionGoesOn(thing))
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
      async ({ thing, body }) => {
        const objection = await objectionToWriting(table, thing)
        if (objection) return objection
        const settled = entry.settleEntries(thing, body)
        return settled.refused ? settled : together(settled, store.sessionGoesOn(thing))
      },
      presentStation,
    ),
  }
}

export const entering = (table: Table) => ({ ...sessions(table), ...stations(table) })
