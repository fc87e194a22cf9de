// Step 3 of close-poll, once for each shard: reads its ballots, checks each again, and publishes them. May read the
// box, and never the roll.
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openObjects } from '../../../shared/platform/objects.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { openBallotBox, openTable } from '../../../shared/table/table.ts'
import type { FoundBallot } from '../../../shared/voting/box/ballot.ts'
import { readShard } from '../../../shared/voting/box/ballot-box.ts'
import { countShard } from '../../../shared/voting/count/counted-shard.ts'
import { putCountedShard } from '../../../shared/voting/publication-store.ts'
import type { SecretPurpose } from '../../../shared/voting/secrecy/poll-secrets.ts'
import { readOpeningKey } from '../../../shared/voting/secrecy/sealing.ts'
import { findSecret } from '../../../shared/voting/secret-store.ts'
import { task } from '../../runtime/task.ts'
import { pollOf, requireSealed, ShardStep } from './steps.ts'

export const start = (environment: Environment) => {
  const [table, box] = [openTable(environment), openBallotBox(environment)]
  const [vault, objects] = [openVault<SecretPurpose>(environment), openObjects(environment)]
  return task({
    name: 'count-shard',
    input: ShardStep,
    output: ShardStep,
    facts: ({ pollId, shard }) => ({ pollId, shard }),
    run: async ({ pollId, shard }) => {
      const poll = await pollOf(table, { pollId })
      requireSealed(poll)
      // Past this step already: this shard was counted.
      if (poll.status !== 'sealed') return { pollId, shard }
      const secret = await findSecret(table, vault, pollId, 'seal')
      if (secret === undefined) throw new Error('The secret that opens the ballots was not found')
      const key = readOpeningKey(secret)
      const found: FoundBallot[] = []
      for await (const item of readShard(box, poll, shard, key)) found.push(item)
      await putCountedShard(objects, countShard(poll, shard, found))
      return { pollId, shard }
    },
  })
}
