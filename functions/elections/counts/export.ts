// An election as files. All content is stored permanently, so the same request returns the same bytes.
import type { Contest, EstablishedContest } from '../../../shared/elections/contests/contest.ts'
import type { KeptList } from '../../../shared/elections/contests/kept-list.ts'
import { getCounts } from '../../../shared/elections/count/store.ts'
import { candidateLists230b } from '../../../shared/elections/eml/candidate-lists.ts'
import { contestNumber, emlElectionId } from '../../../shared/elections/eml/contest.ts'
import { cityCount510b, count510a, count510b } from '../../../shared/elections/eml/count.ts'
import { type EmlObjection, objectionsToCount, objectionsToLists } from '../../../shared/elections/eml/own-checks.ts'
import { result520 } from '../../../shared/elections/eml/result.ts'
import { type XmlElement, xmlDocument } from '../../../shared/elections/eml/xml.ts'
import { operations } from '../../../shared/elections/exports/operations.ts'
import { tableOf } from '../../../shared/elections/exports/tables.ts'
import {
  countedContestOf,
  countedStations,
  electedOf,
  emlContestOf,
  type WardExport,
} from '../../../shared/elections/exports/ward.ts'
import type { Election } from '../../../shared/elections/planning/election.ts'
import { standingContest } from '../../../shared/elections/results/kept-result.ts'
import { electedIn } from '../../../shared/elections/results/result.ts'
import { newestResult } from '../../../shared/elections/results/store.ts'
import { getSeats } from '../../../shared/elections/seating/store.ts'
import * as store from '../../../shared/elections/store.ts'
import { dateInCity } from '../../../shared/kernel/clock.ts'
import type { WardCode } from '../../../shared/kernel/ids.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import type { Table } from '../../../shared/table/table.ts'
import { listWards } from '../../../shared/wards/store.ts'
import { reply } from '../../runtime/http.ts'
import { about } from '../../runtime/things.ts'
import { contestsIn, electionsIn } from '../subjects.ts'

const isEstablished = (contest: Contest): contest is EstablishedContest => contest.status === 'established'

/** A contest by its result that stands: while it is counted again, the files follow the result before. */
const standing = async (table: Table, contest: Contest): Promise<Contest> =>
  'recount' in contest && contest.recount !== undefined && contest.status !== 'established'
    ? (standingContest(contest, await newestResult(table, contest.electionId, contest.wardCode)) ?? contest)
    : contest

/** The counts that the result of a ward rests on, whatever is counted again since. */
const countsOf = (table: Table, contest: Contest) =>
  getCounts(
    table,
    contest.electionId,
    contest.wardCode,
    contest.status === 'established' ? contest.countSession : undefined,
  )

/** A message that also passes our own checks. A failure is a fault of ours, and the message is not sent. */
const checked = (message: XmlElement, objections: readonly EmlObjection[]): string => {
  const [first] = objections
  if (first !== undefined) throw new Error(`The message is not valid at ${first.at}: ${first.says.en}`)
  return xmlDocument(message)
}

/** The list of this session, or of the newest session with a drawn list; undefined before the first draw. */
const drawnList = async (table: Table, contest: Contest, session?: number): Promise<KeptList | undefined> => {
  const newest = 'session' in contest ? contest.session.number : 0
  for (let number = session ?? newest; number >= 1; number -= 1) {
    const list = await store.getList(table, contest.electionId, contest.wardCode, number)
    if (list?.lot !== undefined) return list
    if (session !== undefined) return undefined
  }
  return undefined
}

/** Contests whose list order is drawn, with the names and numbers of their wards. */
const wardsOf = async (
  table: Table,
  election: Election,
  contests: readonly Contest[],
): Promise<readonly WardExport[]> => {
  const [wards, all] = await Promise.all([listWards(table), store.getContests(table, election.id)])
  const names = new Map(wards.map(({ code, name }) => [code, name]))
  const codes: readonly WardCode[] = all.map(({ wardCode }) => wardCode)
  const exported = await Promise.all(
    contests.map(async (contest) => {
      const list = await drawnList(table, contest)
      const { wardCode } = contest
      return (
        list && {
          election,
          contest,
          list,
          wardName: names.get(wardCode) ?? wardCode,
          number: contestNumber(wardCode, codes),
        }
      )
    }),
  )
  return exported.filter((each) => each !== undefined)
}

const xml = (text: string, id: string, message: string) => reply(200, text, { fileName: `${message}_${id}.eml.xml` })

export const exporting = (table: Table) => ({
  exportContestEml: about(operations.exportContestEml, contestsIn(table), async ({ thing, params, query }) => {
    const election = await store.getElection(table, thing.electionId)
    if (election === undefined) return refuse('election-not-found')
    const [ward] = await wardsOf(table, election, [thing])
    const list = await drawnList(table, thing, query.session)
    if (ward === undefined || list === undefined) return refuse('list-not-found', { status: thing.status })
    const id = emlElectionId({ wardName: ward.wardName, pollingOn: election.calendar.pollingOn })
    if (params.message === 'candidate-lists') {
      if (list.candidates.length === 0) return refuse('nobody-on-the-list')
      const message = candidateLists230b(emlContestOf({ ...ward, list }, list.fixedAt), dateInCity(list.fixedAt))
      return xml(checked(message, objectionsToLists(message)), id, 'Kandidatenlijsten')
    }
    const stands = await standing(table, thing)
    if (!isEstablished(stands)) return refuse('result-not-established', { status: thing.status })
    if (params.message === 'result') {
      if (electedIn(stands.result).length === 0) return refuse('nobody-elected')
      const message = result520(emlContestOf(ward, stands.establishedAt), electedOf(stands, election))
      return xml(xmlDocument(message), id, 'Resultaat')
    }
    const counted = countedContestOf({ ...ward, contest: stands }, await countsOf(table, stands))
    if (counted === undefined) return refuse('nothing-was-counted')
    if (query.station !== undefined) {
      const station = counted.stations.find((each) => each.station === query.station)
      if (station === undefined) return refuse('station-not-found')
      const ofStation = count510a(counted.contest, station)
      return xml(checked(ofStation, objectionsToCount(ofStation)), id, `Telling_${station.station}`)
    }
    const message = count510b(counted.contest, counted.total, counted.stations)
    return xml(checked(message, objectionsToCount(message)), id, 'Telling')
  }),

  exportElectionEml: about(operations.exportElectionEml, electionsIn(table), async ({ thing }) => {
    const all = (await store.getContests(table, thing.id)).filter(({ status }) => status !== 'cancelled')
    const contests = await Promise.all(all.map((contest) => standing(table, contest)))
    const missing = contests.filter((contest) => !isEstablished(contest)).map(({ wardCode }) => wardCode)
    if (missing.length > 0) return refuse('results-not-complete', { wards: missing.slice(0, 45).join(', ') })
    const counted = await Promise.all(
      (await wardsOf(table, thing, contests)).map(async (ward) => {
        const { contest } = ward
        if (!isEstablished(contest)) return undefined
        return countedContestOf({ ...ward, contest }, await countsOf(table, contest))
      }),
    )
    const wards = counted.filter((each) => each !== undefined)
    const [newest] = wards
      .map(({ contest }) => contest.createdAt)
      .toSorted()
      .reverse()
    if (newest === undefined) return refuse('nothing-was-counted')
    const { pollingOn } = thing.calendar
    const message = cityCount510b({ pollingOn, createdAt: newest }, wards)
    const id = emlElectionId({ wardName: 'Rotterdam', pollingOn })
    return xml(checked(message, objectionsToCount(message)), id, 'Telling')
  }),

  exportElectionTable: about(operations.exportElectionTable, electionsIn(table), async ({ thing, params, query }) => {
    const all = await store.getContests(table, thing.id)
    const asked = query.wardCode === undefined ? all : all.filter(({ wardCode }) => wardCode === query.wardCode)
    if (query.wardCode !== undefined && asked.length === 0) return refuse('contest-not-found')
    const contests = await Promise.all(asked.map((contest) => standing(table, contest)))
    const wards = await Promise.all(
      (await wardsOf(table, thing, contests)).map(async (ward) => {
        const { wardCode } = ward.contest
        return {
          ...ward,
          stations: params.table === 'counts' ? countedStations(ward.contest, await countsOf(table, ward.contest)) : [],
          seats: params.table === 'seats' ? await getSeats(table, thing.id, wardCode) : [],
        }
      }),
    )
    const scope = query.wardCode === undefined ? '' : `-${query.wardCode}`
    return reply(200, tableOf(params.table, wards), {
      fileName: `${thing.calendar.pollingOn}${scope}-${params.table}.csv`,
    })
  }),
})
