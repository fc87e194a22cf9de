// The official report of the city, once no ward of an election is open any more. It is made from established results, so that
// every run makes the same report once. A corrected result leads to a next version.
import { documentDrawnUpOnce } from '../../../shared/documents/store.ts'
import type { Contest } from '../../../shared/elections/contests/contest.ts'
import { cityReport, isComplete } from '../../../shared/elections/official-reports/city-report.ts'
import { getContests, getElection } from '../../../shared/elections/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { ElectionId } from '../../../shared/kernel/ids.ts'
import { save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { reported, wardNames } from './ward.ts'

const inState = <const Status extends Contest['status']>(contests: readonly Contest[], status: Status) =>
  contests.filter((contest): contest is Extract<Contest, { status: Status }> => contest.status === status)

/** Creates the report if it is due; false if wards are open or the latest version is up to date. */
export const reportCity = async (table: Table, electionId: ElectionId, now: Instant): Promise<boolean> => {
  const [election, contests] = await Promise.all([getElection(table, electionId), getContests(table, electionId)])
  if (election === undefined || !isComplete(contests)) return false
  const nameOf = await wardNames(table)
  const wards = []
  for (const contest of inState(contests, 'established')) wards.push(await reported(table, contest, nameOf))
  const cancelled = inState(contests, 'cancelled').map(({ wardCode, reason }) => ({
    wardName: nameOf(wardCode),
    reason,
  }))
  const report = cityReport({ election, wards, cancelled })
  if (report === undefined) return false
  const drawn = await documentDrawnUpOnce(table, { about: `elections/${electionId}`, kind: 'official-report' }, report)
  // Refused: another writer was quicker, with the same report.
  return drawn.length > 0 && !(await save(table, now, ...drawn)).refused
}
