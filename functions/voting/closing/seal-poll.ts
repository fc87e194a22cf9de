// Step 1 of close-poll: the box is closed for good, once nothing can still be in flight.
import * as z from 'zod'
import { enveloped, event } from '../../../events/envelope.ts'
import { pollSealed } from '../../../events/voting.ts'
import { openTable } from '../../../shared/table/table.ts'
import { saveSeal } from '../../../shared/voting/closing-store.ts'
import { settledAt } from '../../../shared/voting/poll/poll.ts'
import { task } from '../../runtime/task.ts'
import { PollStep, pollOf, ShardStep } from './steps.ts'

const table = openTable(process.env)

/** The step was started before the poll's own dates allow it: the state machine waits and tries again. */
class TooEarlyError extends Error {
  override readonly name = 'TooEarlyError'
}

export const handler = task({
  name: 'seal-poll',
  input: PollStep,
  output: z.object({ ...PollStep.shape, shards: z.array(ShardStep) }),
  facts: ({ pollId }) => ({ pollId }),
  run: async (input, now) => {
    const poll = await pollOf(table, input)
    if (now < settledAt(poll)) throw new TooEarlyError('The poll is not settled yet')
    const { pollId, electorate } = poll.frozen
    const sealed = event(pollSealed, `polls/${pollId}`, {
      pollId,
      wardCode: electorate.wardCode,
      sealedAt: settledAt(poll),
    })
    if ((await saveSeal(table, poll, [enveloped(sealed, now)])) === 'not-closed')
      throw new Error('The poll was called off or moved')
    return { pollId, shards: Array.from({ length: poll.shards }, (_, shard) => ({ pollId, shard })) }
  },
})
