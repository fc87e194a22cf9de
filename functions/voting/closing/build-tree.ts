// Step 4 of close-poll: builds the Merkle tree over the counted ballots. Proofs of inclusion are served from it.
import type { Environment } from '../../../shared/kernel/environment.ts'
import { putStream } from '../../../shared/platform/object-stream.ts'
import { type Objects, openObjects } from '../../../shared/platform/objects.ts'
import { openTable } from '../../../shared/table/table.ts'
import { leavesOf } from '../../../shared/voting/count/tally.ts'
import { treeBytes } from '../../../shared/voting/evidence/merkle-file.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { published, readTallies } from '../../../shared/voting/publication-store.ts'
import { task } from '../../runtime/task.ts'
import { PollStep, pollOf, requireSealed } from './steps.ts'

async function* leaves(objects: Objects, poll: Poll): AsyncGenerator<Uint8Array> {
  for await (const tally of readTallies(objects, poll)) yield leavesOf(tally)
}

export const start = (environment: Environment) => {
  const [table, objects] = [openTable(environment), openObjects(environment)]
  return task({
    name: 'build-tree',
    input: PollStep,
    output: PollStep,
    facts: ({ pollId }) => ({ pollId }),
    run: async ({ pollId }) => {
      const poll = await pollOf(table, { pollId })
      requireSealed(poll)
      const bytes = () => treeBytes(leaves(objects, poll))
      // Past this step already: the tree exists.
      if (poll.status === 'sealed')
        await putStream(objects, published.tree(pollId), { type: 'application/octet-stream', bytes: bytes() })
      return { pollId }
    },
  })
}
