// Step 4 of close-poll: combine, check, decide by the rule, publish. Once, whoever and however often it is asked.
import * as z from 'zod'
import { enveloped } from '../../events/envelope.ts'
import { digestOf, Sha256 } from '../../shared/kernel/digest.ts'
import { openTable } from '../../shared/table/table.ts'
import type { Poll } from '../../shared/voting/poll.ts'
import { addsUp, type CountedShard, countPoll, resultPublished, resultWithheld } from '../../shared/voting/result.ts'
import { getResult, saveResult, saveWithheld } from '../../shared/voting/store.ts'
import { log } from '../runtime/log.ts'
import { task } from '../runtime/task.ts'
import { readCountedShard } from './published-ballots.ts'
import { signForTheCity } from './sign-for-the-city.ts'
import { PollStep, pollOf, requireSealed } from './steps.ts'

const table = openTable(process.env)

const readShards = async (poll: Poll): Promise<CountedShard[]> => {
  const shards: CountedShard[] = []
  for (let shard = 0; shard < poll.shards; shard++) {
    const counted = await readCountedShard(poll.frozen.pollId, shard)
    if (counted === undefined) throw new Error(`Shard ${shard} has not been counted`)
    shards.push(counted)
  }
  return shards
}

export const handler = task({
  name: 'publish-result',
  input: z.object({ ...PollStep.shape, marks: z.int().min(0) }),
  output: z.object({ ...PollStep.shape, outcome: z.enum(['published', 'withheld']), digest: Sha256 }),
  facts: ({ pollId }) => ({ pollId }),
  run: async (input, now) => {
    const { pollId } = input
    const poll = await pollOf(table, input)
    requireSealed(poll)
    const standing = await getResult(table, pollId)
    if (standing !== undefined) return { pollId, outcome: 'published' as const, digest: digestOf(standing.result) }
    const shards = await readShards(poll)
    const result = countPoll(poll, shards, input.marks)
    if (!addsUp(result, shards)) {
      log.error('result-withheld', { pollId })
      await saveWithheld(table, poll, [enveloped(resultWithheld(poll, result), now)])
      return { pollId, outcome: 'withheld' as const, digest: digestOf(result) }
    }
    const signed = { result, signature: await signForTheCity('result', digestOf(result)) }
    const saved = await saveResult(table, poll, signed, [enveloped(resultPublished(poll, result), now)])
    return { pollId, outcome: 'published' as const, digest: digestOf(saved.result) }
  },
})
