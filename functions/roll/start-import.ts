// Consumer: starts a requested import at once. The sweeper would do it within minutes.
import { rollImportStarted } from '../../events/roll.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { startDue } from '../../shared/platform/deadlines.ts'
import { openWorkflows } from '../../shared/platform/workflows.ts'
import { importDeadline } from '../../shared/roll/deadlines.ts'
import { getRoll } from '../../shared/roll/store.ts'
import { openTable } from '../../shared/table/table.ts'
import { consume, on } from '../runtime/consumer.ts'

export const start = (environment: Environment) => {
  const [table, startExecution] = [openTable(environment), openWorkflows(environment)]
  return consume(
    on(rollImportStarted, async ({ data: { electionId } }, now) => {
      const roll = await getRoll(table, electionId)
      if (roll !== undefined) await startDue(startExecution, importDeadline, roll, now)
    }),
  )
}
