// Proofs that ballots were counted, for all whose hashes begin alike. Writes no log line: who asks has voted.
import type { Environment } from '../../../shared/kernel/environment.ts'
import { PollId } from '../../../shared/kernel/ids.ts'
import { memoize } from '../../../shared/kernel/memory.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { type Objects, openObjects, readObject } from '../../../shared/platform/objects.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { findGroup, shardsWith } from '../../../shared/voting/evidence/inclusion.ts'
import { type Piece, proofFrom, rangesFor } from '../../../shared/voting/evidence/merkle-file.ts'
import { listInclusionProofs } from '../../../shared/voting/operations.ts'
import { phaseAt } from '../../../shared/voting/poll/poll.ts'
import { published as names, readCountedShard } from '../../../shared/voting/publication-store.ts'
import { getResult } from '../../../shared/voting/result-store.ts'
import { getPoll } from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'

const readTree = (objects: Objects, pollId: PollId, ranges: ReturnType<typeof rangesFor>): Promise<Piece[]> =>
  Promise.all(
    ranges.map(async (range) => {
      const body = await readObject(objects, names.tree(pollId), range)
      if (body === undefined) throw new Error('The tree of the published poll is missing')
      return { from: range.from, bytes: await body.transformToByteArray() }
    }),
  )

/** The parts of published polls that were read last. They never change, and are often read by several voters in a row. */
const partsKept = 8

const list = (table: Table, objects: Objects) => {
  const partAt = memoize(partsKept, (address: string) => {
    const [pollId = '', shard = ''] = address.split('/')
    return readCountedShard(objects, PollId.parse(pollId), Number(shard))
  })
  return implement(listInclusionProofs, async ({ params: { pollId }, query: { prefix }, now }) => {
    const published = await getResult(table, pollId)
    if (published === undefined) {
      const poll = await getPoll(table, pollId)
      return poll === undefined
        ? refuse('poll-not-found')
        : refuse('result-not-published', { status: phaseAt(poll, now) })
    }
    const { shards, counts } = published.result
    const near = shardsWith(prefix, shards)
    if (near.refused) return near
    const parts = await Promise.all(near.value.map(({ shard }) => partAt(`${pollId}/${shard}`)))
    const group = findGroup(
      prefix,
      near.value,
      parts.flatMap((part) => part ?? []),
      counts.ballots,
    )
    if (group.refused) return group
    const { first, hashes } = group.value
    const pieces =
      hashes.length === 0
        ? []
        : await readTree(objects, pollId, rangesFor(counts.ballots, first, first + hashes.length))
    const items = hashes.map((ballotHash, place) => ({
      ballotHash,
      index: first + place,
      proof: proofFrom(pieces, counts.ballots, first + place).map((hash) => Buffer.from(hash).toString('base64')),
    }))
    return reply(200, { checkpoint: published.checkpoint, items })
  })
}

export const start = (environment: Environment) =>
  serve({ listInclusionProofs }, { listInclusionProofs: list(openTable(environment), openObjects(environment)) })
