import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { canonicalJson } from '../../../shared/kernel/digest.ts'
import { pause } from '../../../shared/kernel/random.ts'
import { CountedShard } from '../../../shared/voting/count/counted-shard.ts'
import * as operations from '../../../shared/voting/operations.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { isPermit, readPermitKey } from '../../../shared/voting/secrecy/permit.ts'
import { announcedAt, clerk, closesAt, pollId, resident, whileOpen } from '../../support/builders/voting/polls.ts'
import {
  announce,
  ballotOf,
  blind,
  close,
  closingSteps,
  codeOf,
  requests,
  setClock,
  startVoting,
  type Voting,
} from '../../support/builders/voting/voting.ts'

describe('the result of a poll', () => {
  let voting: Voting
  beforeAll(async () => {
    voting = await startVoting()
  })
  afterEach(() => setClock(whileOpen))
  afterAll(() => voting.stop())

  const vote = async (poll: Poll, votes: readonly (readonly string[] | 'permit only')[]) => {
    for (const [voter, options] of votes.entries()) {
      const { blindedMessage, unblind } = await blind(poll)
      const permit = await unblind(await requests(voting).permit(poll, blindedMessage, resident(`voter-${voter}`)))
      if (options !== 'permit only') await requests(voting).cast(poll, permit, options)
    }
  }
  const votes = [['bench'], ['bench', 'swing'], [], ['swing'], 'permit only', ['swing']] as const
  const result = async (poll: Poll) =>
    operations.getPollResult.responses[200].parse((await requests(voting).result(poll)).body).result

  it('the result of a poll has the ballots, blank ones, marks and winners after the close', async () => {
    const poll = await announce(voting, { shards: 2 })
    await vote(poll, votes)
    expect(await close(voting, poll)).toBe('published')
    const published = await result(poll)
    expect(published.counts).toEqual({ ballots: 5, blanks: 1, marks: 6, electorate: 1_000 })
    expect(published.outcome).toMatchObject({ winners: ['bench', 'swing'], order: ['swing', 'bench'], cost: 500_000 })
    expect((await requests(voting).poll(poll)).body).toMatchObject({ phase: 'published' })
  })

  it('the result of a poll can be checked by anyone: every ballot has a permit of the poll, and every part a digest', async () => {
    const poll = await announce(voting, { shards: 4 })
    await vote(poll, votes)
    await close(voting, poll)
    const { shards, counts } = await result(poll)
    const key = readPermitKey(poll.frozen.permitKey)
    let ballots = 0
    for (const { shard, digest } of shards) {
      const part = CountedShard.parse((await requests(voting).ballots(poll, shard)).body)
      expect(createHash('sha256').update(canonicalJson(part)).digest('hex')).toBe(digest)
      for (const { permit } of part.ballots) {
        const [message, signature] = [permit.message, permit.signature].map((each) => Buffer.from(each, 'base64url'))
        expect(isPermit(key, message ?? Buffer.alloc(0), signature ?? Buffer.alloc(0), 2)).toBe(true)
      }
      ballots += part.ballots.length
    }
    expect(ballots).toBe(counts.ballots)
    expect(codeOf(await requests(voting).ballots(poll, 4))).toBe('part-not-found')
  })

  it('the result of a poll cannot be read by anyone before it is published, and neither can the counted ballots', async () => {
    const poll = await announce(voting)
    await vote(poll, votes)
    const nothingYet = async (at: string = whileOpen) => {
      expect(codeOf(await requests(voting).result(poll, { at }))).toBe('result-not-published')
      expect(codeOf(await requests(voting).ballots(poll, 0, { at }))).toBe('result-not-published')
    }
    await nothingYet()
    const settled = plusMilliseconds(closesAt, 75_000)
    setClock(settled)
    const steps = closingSteps(voting, poll)
    await nothingYet(settled)
    await steps.seal()
    await nothingYet(settled)
    const marks = await steps.marks()
    await steps.shard(0)
    expect(voting.aws.objects.size).toBeGreaterThan(0)
    await nothingYet(settled)
    await steps.tree()
    await nothingYet(settled)
    await steps.publish(marks)
    expect(codeOf(await requests(voting).result(poll))).toBe(200)
    expect(codeOf(await requests(voting).ballots(poll))).toBe(200)
  })

  it('the result of a poll ends all voting in warm functions, even if their clock is set back to the middle of the vote', async () => {
    const poll = await announce(voting)
    const [anna, bram] = [await blind(poll), await blind(poll)]
    const first = await requests(voting).permit(poll, anna.blindedMessage, resident('anna'))
    const permit = await anna.unblind(first)
    const ballot = ballotOf(poll, permit, { options: ['bench'] })
    expect(codeOf(await requests(voting).castBody(poll, ballot))).toBe(200)
    await close(voting, poll)
    // Requests of a burst share one read of the poll, for 50 ms at most.
    await pause(60)
    setClock(whileOpen)
    expect(codeOf(await requests(voting).permit(poll, anna.blindedMessage, resident('anna')))).toBe('poll-closed')
    expect(codeOf(await requests(voting).permit(poll, bram.blindedMessage, resident('bram')))).toBe('poll-closed')
    expect(codeOf(await requests(voting).castBody(poll, ballot))).toBe('poll-closed')
    expect(codeOf(await requests(voting).cast(poll, permit, ['trees']))).toBe('poll-closed')
    const mine = operations.listMyPolls.responses[200].parse((await requests(voting).myPolls(resident('anna'))).body)
    expect(mine.items.map((each) => each.poll.pollId)).not.toContain(poll.frozen.pollId)
  })

  it('the result of a poll is preceded by a turnout in steps, which only the election office sees, and which contains no choices', async () => {
    const poll = await announce(voting)
    const turnout = async (at?: string) => requests(voting).turnout(poll, clerk, at === undefined ? {} : { at })
    const { markVoter } = await import('../../../shared/voting/store.ts')
    const mark = (voter: number) => createHash('sha256').update(`${voter}`).digest('hex')
    for (let voter = 0; voter < 27; voter++) await markVoter(voting.table, poll, mark(voter), mark(voter))
    expect((await turnout()).body).toEqual({
      phase: 'open',
      permitsAtLeast: 20,
      step: 10,
      electorate: 1_000,
      nearElectorate: false,
    })
    expect(codeOf(await turnout(announcedAt))).toBe('turnout-not-kept')
    expect(codeOf(await requests(voting).turnout(poll, resident('anna')))).toBe('forbidden')
    await close(voting, poll)
    expect(codeOf(await turnout())).toBe('turnout-not-kept')
  })

  it('the result of a poll can be cached by anybody once it is published, and the poll for some minutes; before that neither', async () => {
    const poll = await announce(voting)
    const ask = requests(voting)
    const before = await ask.poll(poll)
    expect(before.headers['cache-control']).toBe('no-store')
    expect((await ask.poll(poll, { headers: { 'if-none-match': before.headers.etag ?? '' } })).status).toBe(200)
    await close(voting, poll)
    const [over, counted, ballots] = await Promise.all([ask.poll(poll), ask.result(poll), ask.ballots(poll)])
    expect(over.headers['cache-control']).toBe('public, max-age=300')
    for (const { headers } of [counted, ballots])
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const knowing = ({ headers }: typeof over) => ({ headers: { 'if-none-match': headers.etag ?? '' } })
    expect((await ask.poll(poll, knowing(over))).status).toBe(304)
    expect((await ask.result(poll, knowing(counted))).status).toBe(304)
    expect((await ask.ballots(poll, 0, knowing(ballots))).status).toBe(304)
  })

  it('the result of a poll does not exist for an unknown poll', async () => {
    const poll = await announce(voting)
    const unknown: Poll = { ...poll, frozen: { ...poll.frozen, pollId: pollId() } }
    expect(codeOf(await requests(voting).result(unknown))).toBe('poll-not-found')
    expect(codeOf(await requests(voting).ballots(unknown))).toBe('poll-not-found')
    expect(codeOf(await requests(voting).poll(unknown))).toBe('poll-not-found')
  })

  it('the result of a poll without a ballot has no winners', async () => {
    const poll = await announce(voting)
    expect(await close(voting, poll)).toBe('published')
    expect(await result(poll)).toMatchObject({ counts: { ballots: 0, blanks: 0, marks: 0 }, outcome: { winners: [] } })
  })

  it('the result of a poll counts a replaced ballot once, with the last choice', async () => {
    const poll = await announce(voting)
    const { blindedMessage, unblind } = await blind(poll)
    const permit = await unblind(await requests(voting).permit(poll, blindedMessage, resident('anna')))
    for (const choice of [['bench'], ['trees'], ['swing']]) await requests(voting).cast(poll, permit, choice)
    await close(voting, poll)
    expect(await result(poll)).toMatchObject({ counts: { ballots: 1, marks: 1 }, outcome: { winners: ['swing'] } })
  })
})
