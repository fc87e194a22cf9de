// What anyone may read of polls.
import { digestOf } from '../../shared/kernel/digest.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { openTable } from '../../shared/table/table.ts'
import * as operations from '../../shared/voting/operations.ts'
import { presentPoll } from '../../shared/voting/present.ts'
import * as polls from '../../shared/voting/store.ts'
import { implement, reply, serve } from '../runtime/http.ts'
import { readCountedShard } from './published-ballots.ts'

const table = openTable(process.env)

const getPoll = implement(operations.getPoll, async ({ params, now }) => {
  const poll = await polls.getPoll(table, params.pollId)
  return poll === undefined ? refuse('poll-not-found') : reply(200, presentPoll(poll, now))
})

const listPolls = implement(operations.listPolls, async ({ query: { wardCode, ...page }, now }) => {
  const listing = await polls.listPolls(table, wardCode, page)
  if (listing === 'invalid-cursor') return refuse('invalid-cursor')
  return reply(200, { ...listing, items: listing.items.map((poll) => presentPoll(poll, now)) })
})

const getPollResult = implement(operations.getPollResult, async ({ params: { pollId } }) => {
  const result = await polls.getResult(table, pollId)
  if (result !== undefined) {
    const resultDigest = digestOf(result.result)
    return reply(200, { result: result.result, resultDigest, resultSignature: result.signature })
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

export const handler = serve(operations.publicPollOperations, { getPoll, listPolls, getPollResult, getCountedBallots })
