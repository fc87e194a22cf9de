// Every five minutes: starts each requested import that has not ended.
import type { Environment } from '../../shared/kernel/environment.ts'
import { startDue } from '../../shared/platform/deadlines.ts'
import { openWorkflows } from '../../shared/platform/workflows.ts'
import { importDeadline } from '../../shared/roll/deadlines.ts'
import { listImportsDue } from '../../shared/roll/store.ts'
import { openTable } from '../../shared/table/table.ts'
import { sweep } from '../runtime/sweeper.ts'

export const start = (environment: Environment) => {
  const [table, startExecution] = [openTable(environment), openWorkflows(environment)]
  return sweep({
    name: 'sweep-imports',
    listDue: (now) => listImportsDue(table, now),
    act: (roll, now) => startDue(startExecution, importDeadline, roll, now),
    facts: ({ electionId }) => ({ electionId }),
  })
}
