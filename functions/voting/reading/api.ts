// What anyone may read about polls.
import { epochMilliseconds, type Instant } from '../../../shared/kernel/clock.ts'
import { digestOf, sha256 } from '../../../shared/kernel/digest.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { memoizeFor } from '../../../shared/kernel/memory.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { addressOf } from '../../../shared/platform/object-address.ts'
import { type Objects, openObjects } from '../../../shared/platform/objects.ts'
import { openSigner, type Signer } from '../../../shared/platform/signing.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import * as operations from '../../../shared/voting/operations.ts'
import { getCityKeys as getCityKeysOperation } from '../../../shared/voting/oversight-operations.ts'
import { type Poll, phaseAt } from '../../../shared/voting/poll/poll.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { countedShards, published, readCountedShard } from '../../../shared/voting/publication-store.ts'
import { getResult, getResults } from '../../../shared/voting/result-store.ts'
import { summaryOf } from '../../../shared/voting/result-summary.ts'
import * as polls from '../../../shared/voting/store.ts'
import { wardFinder, wardLookup } from '../../../shared/wards/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { about, list } from '../../runtime/things.ts'
import { pollsIn } from '../subjects.ts'

/** Whether a poll can no longer change. */
const isOver = ({ status }: Poll): boolean => status === 'published' || status === 'void' || status === 'cancelled'

const getPoll = (table: Table) =>
  about(operations.getPoll, pollsIn(table), ({ thing, now }) =>
    reply(200, presentPoll(thing, now), { version: thing.version, ...(isOver(thing) ? { cached: 'short' } : {}) }),
  )

const present = (poll: Poll, { now }: { readonly now: Instant }) => presentPoll(poll, now)

type WardsOf = ReturnType<typeof wardFinder>

const listPolls = (table: Table, wardsOf: WardsOf) =>
  list(
    operations.listPolls,
    async ({ query: { wardCode, area, since, phase, ...page }, now }) => {
      const isAskedFor = phase && ((poll: Poll) => phaseAt(poll, now) === phase)
      return polls.listPolls(table, { wardCodes: await wardsOf({ wardCode, area }, now), since }, page, isAskedFor)
    },
    present,
  )

const listResults = (table: Table, wardsOf: WardsOf) =>
  list(
    operations.listResults,
    async ({ query: { wardCode, area, since, ...page }, now }) => {
      const of = { wardCodes: await wardsOf({ wardCode, area }, now), since }
      const listing = await polls.listPolls(table, of, page, ({ status }) => status === 'published')
      if (listing === 'invalid-cursor') return listing
      const results = await getResults(
        table,
        listing.items.map(({ frozen }) => frozen.pollId),
      )
      const items = listing.items.flatMap((poll) => {
        const signed = results.get(poll.frozen.pollId)
        return signed === undefined ? [] : [summaryOf(poll, signed.result)]
      })
      return { ...listing, items }
    },
    (summary) => summary,
  )

const getPollResult = (table: Table) =>
  implement(operations.getPollResult, async ({ params: { pollId }, now }) => {
    const result = await getResult(table, pollId)
    if (result !== undefined) {
      const resultDigest = digestOf(result.result)
      const { signature: resultSignature, checkpoint } = result
      return reply(200, { result: result.result, resultDigest, resultSignature, checkpoint })
    }
    const poll = await polls.getPoll(table, pollId)
    return poll === undefined
      ? refuse('poll-not-found')
      : refuse('result-not-published', { status: phaseAt(poll, now) })
  })

// Parts are written during the count; none is shown before the result is published.
const getCountedBallots = (table: Table, objects: Objects) =>
  implement(operations.getCountedBallots, async ({ params: { pollId, shard }, now }) => {
    const poll = await polls.getPoll(table, pollId)
    if (poll === undefined) return refuse('poll-not-found')
    if (poll.status !== 'published') return refuse('result-not-published', { status: phaseAt(poll, now) })
    const counted = await readCountedShard(objects, pollId, shard)
    return counted === undefined ? refuse('part-not-found') : reply(200, counted)
  })

const getPollExport = (table: Table, objects: Objects) =>
  implement(operations.getPollExport, async ({ params: { pollId }, now }) => {
    const poll = await polls.getPoll(table, pollId)
    if (poll === undefined) return refuse('poll-not-found')
    return poll.status === 'published'
      ? reply(200, await addressOf(objects, published.export(pollId), now))
      : refuse('result-not-published', { status: phaseAt(poll, now) })
  })

/** For how many milliseconds one listing of the bucket answers all requests. */
const progressIsFreshFor = 5_000

const getCountProgress = (table: Table, objects: Objects) => {
  const counted = memoizeFor(progressIsFreshFor, 50, (pollId: PollId) => countedShards(objects, pollId))
  return implement(operations.getCountProgress, async ({ params: { pollId }, now }) => {
    const poll = await polls.getPoll(table, pollId)
    if (poll === undefined) return refuse('poll-not-found')
    const phase = phaseAt(poll, now)
    if (phase === 'announced' || phase === 'open' || phase === 'cancelled')
      return refuse('count-not-begun', { status: phase })
    // The bucket matters only while the poll is sealed: before that nothing is counted, afterwards everything is.
    if (poll.status === 'announced') return reply(200, { phase, percent: 0 })
    if (poll.status !== 'sealed') return reply(200, { phase, percent: 100 })
    const shards = await counted(pollId, epochMilliseconds(now))
    return reply(200, { phase, percent: Math.floor((100 * shards) / poll.shards) })
  })
}

const getCityKeys = (publicKey: Signer['publicKey']) =>
  implement(getCityKeysOperation, async () => {
    const signingKey = await publicKey()
    return reply(200, { items: [{ signingKey, sha256: sha256(Buffer.from(signingKey, 'base64')) }] })
  })

export const start = (environment: Environment) => {
  const [table, objects] = [openTable(environment), openObjects(environment)]
  const wardsOf = wardFinder(table)
  return serve(
    operations.pollOperations,
    {
      getPoll: getPoll(table),
      listPolls: listPolls(table, wardsOf),
      listResults: listResults(table, wardsOf),
      getPollResult: getPollResult(table),
      getCountedBallots: getCountedBallots(table, objects),
      getPollExport: getPollExport(table, objects),
      getCountProgress: getCountProgress(table, objects),
      getCityKeys: getCityKeys(openSigner(environment).publicKey),
    },
    { isWard: wardLookup(table) },
  )
}
