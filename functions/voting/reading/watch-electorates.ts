// Every quarter of an hour: logs the open polls whose permits are about to exceed the electorate, while there is time to
// look into it. A metric counts the log line. May read the roll, and never the box.
import * as z from 'zod'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable } from '../../../shared/table/table.ts'
import { isElectorateNearlyReached } from '../../../shared/voting/count/turnout.ts'
import { electorateNearlyReached } from '../../../shared/voting/oversight-operations.ts'
import { isOpen } from '../../../shared/voting/poll/poll.ts'
import { countMarks, listPollsNotClosed } from '../../../shared/voting/store.ts'
import { log } from '../../runtime/log.ts'
import { task } from '../../runtime/task.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'watch-electorates',
    input: z.unknown(),
    output: z.object({ open: z.int(), nearlyReached: z.int() }),
    facts: () => ({}),
    run: async (_, now) => {
      const counts = { open: 0, nearlyReached: 0 }
      for await (const poll of listPollsNotClosed(table, now)) {
        if (!isOpen(poll, now)) continue
        counts.open += 1
        if (!isElectorateNearlyReached(poll.frozen, await countMarks(table, poll))) continue
        counts.nearlyReached += 1
        // The line leaves out the number: the election office reads it in steps.
        log.error(electorateNearlyReached, { pollId: poll.frozen.pollId })
      }
      return counts
    },
  })
}
