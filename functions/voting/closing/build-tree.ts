// Step 4 of close-poll: the Merkle tree over the counted ballots, from which proofs of inclusion are served.

import { canonicalJson } from '../../../shared/kernel/digest.ts'
import { openTable } from '../../../shared/table/table.ts'
import { leafHash } from '../../../shared/voting/evidence/merkle.ts'
import { treeBytes } from '../../../shared/voting/evidence/merkle-file.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { task } from '../../runtime/task.ts'
import { keys, readCountedShards } from './publication.ts'
import { putStream } from './publication-stream.ts'
import { PollStep, pollOf, requireSealed } from './steps.ts'

const table = openTable(process.env)

async function* leaves(poll: Poll): AsyncGenerator<Uint8Array> {
  for await (const { ballots } of readCountedShards(poll))
    yield Buffer.concat(ballots.map((ballot) => leafHash(canonicalJson(ballot))))
}

export const handler = task({
  name: 'build-tree',
  input: PollStep,
  output: PollStep,
  facts: ({ pollId }) => ({ pollId }),
  run: async ({ pollId }) => {
    const poll = await pollOf(table, { pollId })
    requireSealed(poll)
    // Past this step already: the tree is there.
    if (poll.status === 'sealed')
      await putStream(keys.tree(pollId), { type: 'application/octet-stream', bytes: treeBytes(leaves(poll)) })
    return { pollId }
  },
})
