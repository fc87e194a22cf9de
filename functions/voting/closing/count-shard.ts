// Step 3 of close-poll, once for each shard: reads its ballots, examines each again, and publishes them. May read the
// box, and never the roll.
import { openBallotBox, openTable } from '../../../shared/table/table.ts'
import type { FoundBallot } from '../../../shared/voting/box/ballot.ts'
import { readShard } from '../../../shared/voting/box/ballot-box.ts'
import { countShard } from '../../../shared/voting/count/result.ts'
import { readOpeningKey } from '../../../shared/voting/secrecy/sealing.ts'
import { task } from '../../runtime/task.ts'
import { findSecret } from '../secrets.ts'
import { putCountedShard } from './publication.ts'
import { pollOf, requireSealed, ShardStep } from './steps.ts'

const table = openTable(process.env)
const box = openBallotBox(process.env)

export const handler = task({
  name: 'count-shard',
  input: ShardStep,
  output: ShardStep,
  facts: ({ pollId, shard }) => ({ pollId, shard }),
  run: async ({ pollId, shard }) => {
    const poll = await pollOf(table, { pollId })
    requireSealed(poll)
    // Past this step already: this shard was counted.
    if (poll.status !== 'sealed') return { pollId, shard }
    const secret = await findSecret(table, pollId, 'seal')
    if (secret === undefined) throw new Error('The ballots cannot be opened')
    const key = readOpeningKey(secret)
    const found: FoundBallot[] = []
    for await (const item of readShard(box, poll, shard, key)) found.push(item)
    await putCountedShard(countShard(poll, shard, found))
    return { pollId, shard }
  },
})
