// Step 2 of close-poll: how many voters took a permit, and how many could. May read the roll, and never the box.
import type { Environment } from '../../../shared/kernel/environment.ts'
import { maximumVotersIn } from '../../../shared/roll/roll.ts'
import { getRoll } from '../../../shared/roll/store.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { countMarks } from '../../../shared/voting/store.ts'
import { task } from '../../runtime/task.ts'
import { CountedRoll, PollStep, pollOf, requireSealed } from './steps.ts'

/** The size that was announced. If a roll says who may vote, also those who were added to it since. */
const electorateOf = async (table: Table, { frozen: { electorate } }: Poll): Promise<number> => {
  if (electorate.roll === undefined) return electorate.size
  const roll = await getRoll(table, electorate.roll.electionId)
  return Math.max(electorate.size, maximumVotersIn(roll, electorate.wardCode) ?? 0)
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'count-marks',
    input: PollStep,
    output: CountedRoll,
    facts: ({ pollId }) => ({ pollId }),
    run: async (input) => {
      const poll = await pollOf(table, input)
      requireSealed(poll)
      const [marks, electorate] = await Promise.all([countMarks(table, poll), electorateOf(table, poll)])
      return { marks, electorate }
    },
  })
}
