// Every five minutes: starts the workflow of each election with a moment of a window that has come and has not been published. After a
// quarter of an hour it says so in a line that is an alarm.
import { windowDeadline } from '../../../shared/elections/deadlines.ts'
import { nextMoment } from '../../../shared/elections/planning/windows.ts'
import { listWindowsDue } from '../../../shared/elections/store.ts'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { startDue } from '../../../shared/platform/deadlines.ts'
import { openWorkflows } from '../../../shared/platform/workflows.ts'
import { openTable } from '../../../shared/table/table.ts'
import { log } from '../../runtime/log.ts'
import { sweep } from '../../runtime/sweeper.ts'

const patienceMilliseconds = 15 * 60_000

export const start = (environment: Environment) => {
  const [table, startExecution] = [openTable(environment), openWorkflows(environment)]
  return sweep({
    name: 'sweep-windows',
    listDue: (now) => listWindowsDue(table, now),
    act: async (election, now) => {
      const since = plusMilliseconds(now, -patienceMilliseconds)
      const due = nextMoment(election)
      // An election may be planned after its nominations have opened.
      if (due !== undefined && due.at < since && election.createdAt < since)
        log.error('window-event-late', { electionId: election.id })
      return startDue(startExecution, windowDeadline, election, now)
    },
    facts: ({ id }) => ({ electionId: id }),
  })
}
