// Every five minutes: starts the close of each poll that is over and has no result. Normally finds nothing.
import * as z from 'zod'
import { openTable } from '../../../shared/table/table.ts'
import { listPollsToClose } from '../../../shared/voting/store.ts'
import { faultFacts, log } from '../../runtime/log.ts'
import { task } from '../../runtime/task.ts'
import { startClosing } from './start-closing.ts'

const table = openTable(process.env)

export const handler = task({
  name: 'sweep-polls',
  input: z.unknown(),
  output: z.object({ started: z.int() }),
  facts: () => ({}),
  run: async (_, now) => {
    let started = 0
    const faults: unknown[] = []
    for (const poll of await listPollsToClose(table, now)) {
      const { pollId } = poll.frozen
      try {
        if (!(await startClosing(poll, now))) continue
        started += 1
        log.warn('close-started-by-sweeper', { pollId })
      } catch (fault) {
        // One poll that cannot be started must not keep the others waiting; the alarm comes all the same.
        faults.push(fault)
        log.error('close-not-started', { pollId, ...faultFacts(fault) })
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, `${faults.length} polls could not be closed`)
    return { started }
  },
})
