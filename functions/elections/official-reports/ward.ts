// The official report of a ward, in the transaction that establishes its result.
import { documentDrawnUp } from '../../../shared/documents/store.ts'
import type { EstablishedContest } from '../../../shared/elections/contests/contest.ts'
import { getCounts, listCountSessions } from '../../../shared/elections/count/store.ts'
import type { Reported } from '../../../shared/elections/official-reports/basis.ts'
import { wardReport } from '../../../shared/elections/official-reports/ward-report.ts'
import type { Election } from '../../../shared/elections/planning/election.ts'
import type { KeptResult } from '../../../shared/elections/results/kept-result.ts'
import { getList } from '../../../shared/elections/store.ts'
import type { Table } from '../../../shared/table/table.ts'
import { listWards } from '../../../shared/wards/store.ts'

/** The present names of the wards. */
export const wardNames = async (table: Table): Promise<(wardCode: string) => string> => {
  const names = new Map((await listWards(table)).map(({ code, name }) => [String(code), name]))
  return (wardCode) => names.get(wardCode) ?? wardCode
}

/** A contest with the names that stood on its ballot. */
export const reported = async (
  table: Table,
  contest: EstablishedContest,
  nameOf: (wardCode: string) => string,
): Promise<Reported> => {
  const { electionId, wardCode, list } = contest
  const kept = await getList(table, electionId, wardCode, list.session)
  return { contest, wardName: nameOf(wardCode), candidates: kept?.candidates ?? [], lists: kept?.lists ?? [] }
}

/** The report with the result that it is about. Usually 2 items of a transaction. */
export const wardReportDrawnUp = async (
  table: Table,
  contest: EstablishedContest,
  election: Election,
  superseded: KeptResult | undefined,
) => {
  const { electionId, wardCode } = contest
  const [nameOf, counts, sessions] = await Promise.all([
    wardNames(table),
    getCounts(table, electionId, wardCode),
    listCountSessions(table, electionId, wardCode),
  ])
  const of = { ...(await reported(table, contest, nameOf)), election, counts, sessions, superseded }
  const about = `elections/${electionId}/contests/${wardCode}`
  return documentDrawnUp(table, { about, kind: 'official-report' }, wardReport(of))
}
