// Step 2 of close-poll: how many took a permit. May read the roll, and never the box.
import * as z from 'zod'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable } from '../../../shared/table/table.ts'
import { countMarks } from '../../../shared/voting/store.ts'
import { task } from '../../runtime/task.ts'
import { PollStep, pollOf, requireSealed } from './steps.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'count-marks',
    input: PollStep,
    output: z.object({ marks: z.int().min(0) }),
    facts: ({ pollId }) => ({ pollId }),
    run: async (input) => {
      const poll = await pollOf(table, input)
      requireSealed(poll)
      return { marks: await countMarks(table, poll) }
    },
  })
}
