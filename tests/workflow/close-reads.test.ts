// The number of reads during the close of a poll: the box once, and each published object once.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../shared/kernel/clock.ts'
import type { Poll } from '../../shared/voting/poll/poll.ts'
import { mintPermit, privateKeyOf, secretsNamed, whileOpen } from '../support/builders/voting/polls.ts'
import {
  announce,
  close,
  closingSteps,
  codeOf,
  requests,
  setClock,
  startVoting,
  type Voting,
} from '../support/builders/voting/voting.ts'
import { type FaultyEngine, startFaultyEngine } from '../support/engine/faults.ts'

const shards = 4

describe('the close of a poll', () => {
  let voting: Voting
  let engine: FaultyEngine
  beforeAll(async () => {
    engine = await startFaultyEngine()
    voting = await startVoting(engine.endpoint)
  })
  afterEach(() => setClock(whileOpen))
  afterAll(() => Promise.all([voting.stop(), engine.stop()]))

  const votedOn = async (wishes: Parameters<typeof announce>[1]) => {
    const poll = await announce(voting, { shards, ...wishes })
    const key = privateKeyOf(await secretsNamed())
    for (const options of [['bench'], ['swing'], [], ['bench'], ['trees']])
      expect(codeOf(await requests(voting).cast(poll, mintPermit(key), options))).toBe(200)
    return poll
  }
  /** The number of reads by object of a poll, without the poll's id in the name, and by part of its box. */
  const readsOf = (poll: Poll) => {
    const paths = voting.aws.calls.flatMap(({ service, operation, body }) => {
      const [, name = ''] = new RegExp(`^/publication/polls/${poll.frozen.pollId}/([^?]*)\\?`).exec(body) ?? []
      return service === 's3' && operation === 'GET' && name !== '' ? [name] : []
    })
    const parts = engine.calls.flatMap(({ operation, body }) => {
      const [, part = ''] = new RegExp(`POLL#${poll.frozen.pollId}#BOX#(\\d+)`).exec(body) ?? []
      return operation === 'Query' && part !== '' ? [`box ${part}`] : []
    })
    return Object.fromEntries([...Map.groupBy([...paths, ...parts], (name) => name)].map(([k, all]) => [k, all.length]))
  }
  const each = (name: (shard: number) => string, times: number) =>
    Object.fromEntries(Array.from({ length: shards }, (_, shard) => [name(shard), times]))
  const once = { ...each((shard) => `box ${shard}`, 1), ...each((shard) => `counted-ballots/${shard}.json`, 1) }

  it('the close of a poll reads the counted ballots once: for the export', async () => {
    const poll = await votedOn({})
    // A result with more ballots than marks would be withheld, so every voter here has a mark.
    setClock(plusMilliseconds(poll.frozen.closesAt, 75_000))
    const steps = closingSteps(voting, poll)
    await steps.seal()
    for (let shard = 0; shard < shards; shard++) await steps.shard(shard)
    await steps.tree()
    expect(await steps.publish(5)).toBe('published')
    expect(readsOf(poll)).toEqual({
      ...once,
      ...each((shard) => `tallies/${shard}.json`, 2),
      // Checks whether an export exists already.
      'export.ndjson': 1,
    })
  })

  it('the close of a poll reads them once even if lots decide, and the count continues after them', async () => {
    const poll = await votedOn({ lots: 'public-session' })
    setClock(plusMilliseconds(poll.frozen.closesAt, 75_000))
    const steps = closingSteps(voting, poll)
    await steps.seal()
    for (let shard = 0; shard < shards; shard++) await steps.shard(shard)
    await steps.tree()
    expect(await steps.publish(5)).toBe('awaiting-lots')
    expect(Object.keys(readsOf(poll)).filter((name) => name.startsWith('counted-ballots'))).toEqual([])
    const at = plusMilliseconds(poll.frozen.closesAt, 3_600_000)
    const session = { who: 'The mayor', when: at, seed: '4 6 1 1 3' }
    expect(codeOf(await requests(voting).recordLots(poll, session, { at }))).toBe(200)
    setClock(at)
    expect(await steps.publish(5)).toBe('published')
    expect(readsOf(poll)).toMatchObject(once)
  })

  it('the close of a poll reads no ballots if the numbers of the count do not add up', async () => {
    const poll = await votedOn({})
    expect(await close(voting, poll)).toBe('withheld')
    expect(Object.keys(readsOf(poll)).filter((name) => name.startsWith('counted-ballots'))).toEqual([])
  })

  it('the close of a poll publishes nothing if a part has changed since it was tallied', async () => {
    const poll = await votedOn({})
    setClock(plusMilliseconds(poll.frozen.closesAt, 75_000))
    const steps = closingSteps(voting, poll)
    await steps.seal()
    for (let shard = 0; shard < shards; shard++) await steps.shard(shard)
    await steps.tree()
    // Five ballots may be spread over fewer than all parts. The test changes a part that has a ballot.
    const parts = Array.from({ length: shards }, (_, shard) => {
      const name = `publication/polls/${poll.frozen.pollId}/counted-ballots/${shard}.json`
      return { shard, name, part: JSON.parse(String(voting.aws.objects.get(name))) }
    })
    const { shard, name, part } = parts.find(({ part: { ballots } }) => ballots.length > 0) ?? {}
    voting.aws.objects.set(name ?? '', Buffer.from(JSON.stringify({ ...part, ballots: [] })))
    await expect(steps.publish(5)).rejects.toThrow(`Shard ${shard} differs from what was counted`)
    expect(codeOf(await requests(voting).result(poll))).toBe('result-not-published')
  })
})
