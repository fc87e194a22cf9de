// Step 3 of close-poll, once for each shard: reads its ballots, examines each again, and publishes them. May read the
// box, and never the roll.
import { openBallotBox, openTable } from '../../shared/table/table.ts'
import { type Ballot, examineBallot } from '../../shared/voting/ballot.ts'
import { readShard } from '../../shared/voting/ballot-box.ts'
import { task } from '../runtime/task.ts'
import { putCountedShard } from './published-ballots.ts'
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
    const ballots: Ballot[] = []
    let rejected = 0
    for await (const ballot of readShard(box, poll, shard)) {
      const examined = examineBallot(poll.frozen, ballot)
      if (examined.refused) rejected += 1
      else ballots.push(examined.value.ballot)
    }
    await putCountedShard({ pollId, shard, rejected, ballots })
    return { pollId, shard }
  },
})
