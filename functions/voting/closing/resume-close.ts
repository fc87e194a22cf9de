// Consumer: continues the close of a poll as soon as its lots are recorded. The sweeper would do it within minutes.
import { pollLotsRecorded } from '../../../events/voting.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { startDue } from '../../../shared/platform/deadlines.ts'
import { openWorkflows } from '../../../shared/platform/workflows.ts'
import { openTable } from '../../../shared/table/table.ts'
import { closeDeadline } from '../../../shared/voting/deadlines.ts'
import { getPoll } from '../../../shared/voting/store.ts'
import { consume, on } from '../../runtime/consumer.ts'

export const start = (environment: Environment) => {
  const [table, startExecution] = [openTable(environment), openWorkflows(environment)]
  return consume(
    on(pollLotsRecorded, async ({ data: { pollId } }, now) => {
      const poll = await getPoll(table, pollId)
      if (poll?.status === 'lots-drawn') await startDue(startExecution, closeDeadline, poll, now)
    }),
  )
}
