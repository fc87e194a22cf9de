// What anyone may read of polls.
import type { Instant } from '../../../shared/kernel/clock.ts'
import { digestOf, sha256 } from '../../../shared/kernel/digest.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openTable } from '../../../shared/table/table.ts'
import { getResult } from '../../../shared/voting/closing-store.ts'
import * as operations from '../../../shared/voting/operations.ts'
import { getCityKeys as getCityKeysOperation } from '../../../shared/voting/oversight-operations.ts'
import { type Poll, phaseAt } from '../../../shared/voting/poll/poll.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import * as polls from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { list, read } from '../../runtime/things.ts'
import { cityKey } from '../city-key.ts'
import { exportAddress } from '../closing/export-address.ts'
import { countedShards, readCountedShard } from '../closing/publication.ts'
import { pollsIn } from '../subjects.ts'

const table = openTable(process.env)

const present = (poll: Poll, { now }: { readonly now: Instant }) => presentPoll(poll, now)

const listPolls = list(
  operations.listPolls,
  ({ query: { wardCode, ...page } }) => polls.listPolls(table, wardCode, page),
  present,
)

const getPollResult = implement(operations.getPollResult, async ({ params: { pollId } }) => {
  const result = await getResult(table, pollId)
  if (result !== undefined) {
    const resultDigest = digestOf(result.result)
    const { signature: resultSignature, checkpoint } = result
    return reply(200, { result: result.result, resultDigest, resultSignature, checkpoint })
  }
  return refuse((await polls.getPoll(table, pollId)) === undefined ? 'poll-not-found' : 'result-not-published')
})

// Parts are written while the count runs; nothing of them leaves before the result stands.
const getCountedBallots = implement(operations.getCountedBallots, async ({ params: { pollId, shard } }) => {
  const poll = await polls.getPoll(table, pollId)
  if (poll === undefined) return refuse('poll-not-found')
  const counted = poll.status === 'published' ? await readCountedShard(pollId, shard) : undefined
  return counted === undefined ? refuse('result-not-published') : reply(200, counted)
})

const getPollExport = implement(operations.getPollExport, async ({ params: { pollId }, now }) => {
  const poll = await polls.getPoll(table, pollId)
  if (poll === undefined) return refuse('poll-not-found')
  return poll.status === 'published' ? reply(200, await exportAddress(pollId, now)) : refuse('result-not-published')
})

const getCountProgress = implement(operations.getCountProgress, async ({ params: { pollId }, now }) => {
  const poll = await polls.getPoll(table, pollId)
  if (poll === undefined) return refuse('poll-not-found')
  const phase = phaseAt(poll, now)
  if (phase === 'announced' || phase === 'open' || phase === 'cancelled') return refuse('count-not-begun')
  const counted = poll.status === 'announced' ? 0 : await countedShards(pollId)
  return reply(200, { phase, percent: Math.floor((100 * counted) / poll.shards) })
})

const getCityKeys = implement(getCityKeysOperation, async () => {
  const signingKey = await cityKey()
  return reply(200, { items: [{ signingKey, sha256: sha256(Buffer.from(signingKey, 'base64')) }] })
})

export const handler = serve(operations.pollOperations, {
  getPoll: read(operations.getPoll, pollsIn(table), present),
  listPolls,
  getPollResult,
  getCountedBallots,
  getPollExport,
  getCountProgress,
  getCityKeys,
})
