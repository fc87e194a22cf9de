// Every quarter of an hour: says of which open polls the permits are about to cross the electorate, while somebody can still
// look into it. A metric is made of the line in the log. May read the roll, and never the box.
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
        // Not how many: the office asks for that, in steps.
        log.error(electorateNearlyReached, { pollId: poll.frozen.pollId })
      }
      return counts
    },
  })
}
