// Every five minutes: starts the close of each poll that is over and has no result.
import type { Environment } from '../../../shared/kernel/environment.ts'
import { startDue } from '../../../shared/platform/deadlines.ts'
import { openWorkflows } from '../../../shared/platform/workflows.ts'
import { openTable } from '../../../shared/table/table.ts'
import { closeDeadline } from '../../../shared/voting/deadlines.ts'
import { listPollsToClose } from '../../../shared/voting/store.ts'
import { sweep } from '../../runtime/sweeper.ts'

export const start = (environment: Environment) => {
  const [table, startExecution] = [openTable(environment), openWorkflows(environment)]
  return sweep({
    name: 'sweep-polls',
    listDue: (now) => listPollsToClose(table, now),
    act: (poll, now) => startDue(startExecution, closeDeadline, poll, now),
    facts: ({ frozen: { pollId } }) => ({ pollId }),
  })
}
