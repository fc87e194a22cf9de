// Step 1 of close-poll: closes the box for good, once no ballot can still be on its way.
import * as z from 'zod'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { BusyError } from '../../../shared/table/busy.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable } from '../../../shared/table/table.ts'
import { isSealed, sealPoll } from '../../../shared/voting/poll/close.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { keptPolls } from '../../../shared/voting/store.ts'
import { task } from '../../runtime/task.ts'
import { PollStep, pollOf, ShardStep } from './steps.ts'

/** The step ran before the poll's own dates allow it: the state machine waits and tries again. */
class TooEarlyError extends Error {
  override readonly name = 'TooEarlyError'
}

const maximumTries = 5

const shardsOf = ({ frozen: { pollId }, shards }: Poll) => ({
  pollId,
  shards: Array.from({ length: shards }, (_, shard) => ({ pollId, shard })),
})

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'seal-poll',
    input: PollStep,
    output: z.object({ ...PollStep.shape, shards: z.array(ShardStep) }),
    facts: ({ pollId }) => ({ pollId }),
    run: async (input, now) => {
      for (let attempt = 1; attempt <= maximumTries; attempt++) {
        // Another execution may have sealed it already. Or an option was withdrawn meanwhile.
        const poll = await pollOf(table, input)
        if (isSealed(poll)) return shardsOf(poll)
        const sealed = sealPoll(poll, now)
        if (sealed.refused && sealed.code === 'poll-not-settled') throw new TooEarlyError('The poll is not settled yet')
        if (sealed.refused) throw new Error('The poll was called off or moved')
        const saved = await save(table, now, changeOf(keptPolls, sealed))
        if (!saved.refused) return shardsOf(sealed.after)
      }
      throw new BusyError(`Poll still conflicting after ${maximumTries} attempts`)
    },
  })
}
