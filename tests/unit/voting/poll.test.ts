import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import { quicknet } from '../../../shared/voting/lots/beacon.ts'
import { announcePoll, cancelPoll, freezePoll, shardsFor } from '../../../shared/voting/poll/announce.ts'
import { inFlightMilliseconds, type Poll } from '../../../shared/voting/poll/poll.ts'
import {
  announcedAt,
  announcedPoll,
  closesAt,
  moved,
  opensAt,
  pollConfiguration,
  someSignature,
  threeOptions,
  whileOpen,
} from '../../support/builders/voting/polls.ts'

const refusalOf = (decision: { readonly refused: boolean; readonly code?: string }) =>
  decision.refused ? decision.code : undefined
const keys = { permitKey: 'bm90IGEga2V5', sealKey: 'bm90IGEga2V5', acceptanceKey: 'bm90IGEga2V5' }
const announce = (wishes: Parameters<typeof pollConfiguration>[0], now = announcedAt) =>
  freezePoll(pollConfiguration(wishes), keys, quicknet, now)

const greenOptions = threeOptions.map((option) => ({ ...option, category: 'green', area: 'north' }))
const capped = (...names: readonly string[]) => ({
  rule: 'greedy_score',
  budget: 500_000,
  caps: names.map((name) => ({ by: 'category', name, money: 300_000 })),
})

describe('announcing a poll', () => {
  it('announcing a poll refuses a poll that would have opened already', () => {
    expect(refusalOf(announce({ opensAt: announcedAt }))).toBe('poll-already-open')
    expect(refusalOf(announce({ opensAt: plusMilliseconds(announcedAt, -1) }))).toBe('poll-already-open')
    expect(refusalOf(announce({ opensAt: plusMilliseconds(announcedAt, 1) }))).toBeUndefined()
  })

  it('announcing a poll refuses a poll that closes when it opens, or before', () => {
    expect(refusalOf(announce({ closesAt: opensAt }))).toBe('poll-closes-before-it-opens')
    expect(refusalOf(announce({ closesAt: plusMilliseconds(opensAt, -1) }))).toBe('poll-closes-before-it-opens')
  })

  it.each([
    ['two options have the same id', { options: [1, 2].map(() => ({ id: 'a', title: 'A', costCents: 1 })) }],
    ['a ballot must name more than it may', { ballotForm: { kind: 'approval', min: 3, max: 2 } }],
    ['a ballot must name more than there are', { ballotForm: { kind: 'approval', min: 4, max: 5 } }],
    ['nothing fits a ballot', { ballotForm: { kind: 'knapsack', budgetCents: 99_999 } }],
    ['the question has other answers', { ballotForm: { kind: 'yes-no-abstain' } }],
    ['an option may get more points than there are', { ballotForm: { kind: 'points', sum: 3, maxPerOption: 4 } }],
    ['a lower place is worth more', { ballotForm: { kind: 'ranking', weights: [3, 1, 2] } }],
    ['a cap is about a category that no option has', { rule: capped('parks') }],
    ['a category has two caps', { rule: capped('green', 'green'), options: greenOptions }],
    ['the budget buys nothing', { rule: { rule: 'greedy_score', budget: 99_999 } }],
    ['seats by more than one name', { rule: { rule: 'sntv', seats: 1 } }],
    [
      'approvals by points',
      { ballotForm: { kind: 'points', sum: 3, maxPerOption: 1 }, rule: { rule: 'phragmen', budget: 500_000 } },
    ],
  ])('announcing a poll refuses a poll that cannot be counted: %s', (_, wishes) => {
    expect(refusalOf(announce(wishes))).toBe('poll-cannot-be-counted')
  })

  it('announcing a poll reports all errors of a poll that cannot be counted, with their places, in both languages', () => {
    const wishes = { ballotForm: { kind: 'approval', min: 3, max: 2 }, rule: { rule: 'greedy_score', budget: 99_999 } }
    expect(announce(wishes)).toMatchObject({
      objections: [
        { pointer: '/ballotForm/min', rule: { nl: expect.any(String), en: 'The minimum is above the maximum.' } },
        { pointer: '/rule/budget', rule: { nl: expect.any(String), en: 'Every option costs more than the budget.' } },
      ],
    })
  })

  it('announcing a poll fixes everything in one hash, and publishes one event', async () => {
    const decision = announce({})
    if (decision.refused) throw new Error(decision.code)
    const { after: poll, events } = announcePoll(decision.value, someSignature, announcedAt)
    expect(poll).toMatchObject({ status: 'announced', version: 1, announcedAt, shards: 1 })
    expect(poll.configurationHash).toBe(digestOf(poll.frozen))
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      type: 'nl.wijk.voting.poll-announced.v1',
      subject: `polls/${poll.frozen.pollId}`,
      data: { opensAt, closesAt, configurationHash: poll.configurationHash },
    })
  })

  it('announcing a poll has another hash for any other option, cost, form, rule, window, electorate or key', async () => {
    const base = pollConfiguration()
    const variations = [
      {},
      { options: base.options.map((option, index) => (index === 0 ? { ...option, costCents: 100_001 } : option)) },
      { options: base.options.map((option, index) => (index === 0 ? { ...option, title: 'Two benches' } : option)) },
      { ballotForm: { kind: 'approval', max: 2 } },
      { rule: { rule: 'greedy_score', budget: 500_001 } },
      { closesAt: plusMilliseconds(closesAt, 1) },
      { electorate: { ...base.electorate, size: 1_001 } },
      { electorate: { ...base.electorate, minimumAge: 13 } },
      { lots: 'public-session' },
      { lots: 'drand' },
      { options: greenOptions },
      { permitKey: 'b3RoZXI=' },
    ]
    const polls = await Promise.all(variations.map((wishes) => announcedPoll({ pollId: base.pollId, ...wishes })))
    expect(new Set(polls.map(({ configurationHash }) => configurationHash)).size).toBe(variations.length)
  })
})

describe('the lots of a poll', () => {
  const lotsOf = (wishes: Parameters<typeof announce>[0]) => {
    const decision = announce(wishes)
    return decision.refused ? decision.code : decision.value.frozen.lots
  }

  it('the lots of a poll are fixed before it opens: the first beacon an hour after the close', () => {
    expect(lotsOf({ lots: 'none' })).toEqual({ source: 'none' })
    expect(lotsOf({ lots: 'public-session' })).toEqual({ source: 'public-session' })
    const { chainHash } = quicknet
    const window = { opensAt: '2026-03-09T07:00:00.000Z', lots: 'drand' }
    // 2026-03-22T20:00:00Z is 81,406,233 s after the first beacon, which is 27,135,411 periods.
    expect(lotsOf({ ...window, closesAt: '2026-03-22T19:00:00.000Z' })).toEqual({
      source: 'drand',
      chainHash,
      round: 27_135_412,
    })
  })

  it('the lots of a poll move with its window', async () => {
    const poll = await announcedPoll({ lots: 'drand' })
    const rescheduled = moved(poll, { opensAt, closesAt: plusMilliseconds(closesAt, 86_400_000) }, announcedAt)
    if (rescheduled.refused) throw new Error(rescheduled.code)
    const roundOf = ({ frozen: { lots } }: Poll) => (lots.source === 'drand' ? lots.round : 0)
    expect(roundOf(rescheduled.after) - roundOf(poll)).toBe(28_800)
  })
})

describe('moving or calling off a poll', () => {
  const later = { opensAt: plusMilliseconds(opensAt, 86_400_000), closesAt: plusMilliseconds(closesAt, 86_400_000) }
  const tooLate = plusMilliseconds(opensAt, -inFlightMilliseconds)
  const justInTime = plusMilliseconds(tooLate, -1)

  it('moving or calling off a poll is possible until shortly before it opens', async () => {
    const poll = await announcedPoll()
    for (const change of [
      (now: Poll['announcedAt']) => moved(poll, later, now),
      (now: Poll['announcedAt']) => cancelPoll(poll, now),
    ]) {
      expect(refusalOf(change(justInTime))).toBeUndefined()
      for (const now of [tooLate, opensAt, whileOpen, closesAt, settled])
        expect(refusalOf(change(now))).toBe('poll-already-open')
    }
  })
  const settled = plusMilliseconds(closesAt, 86_400_000)

  it('moving or calling off a poll does not restore a poll that was called off', async () => {
    const cancelled = cancelPoll(await announcedPoll(), announcedAt)
    if (cancelled.refused) throw new Error(cancelled.code)
    expect(refusalOf(moved(cancelled.after, later, announcedAt))).toBe('poll-not-announced')
    expect(refusalOf(cancelPoll(cancelled.after, announcedAt))).toBe('poll-not-announced')
  })

  it('moving or calling off a poll refuses a window that has begun, or that ends before it begins', async () => {
    const poll = await announcedPoll()
    expect(refusalOf(moved(poll, { ...later, opensAt: announcedAt }, announcedAt))).toBe('poll-already-open')
    expect(refusalOf(moved(poll, { ...later, closesAt: later.opensAt }, announcedAt))).toBe(
      'poll-closes-before-it-opens',
    )
  })

  it('moving or calling off a poll changes the hash and the version with the window, and nothing else', async () => {
    const poll = await announcedPoll()
    const rescheduled = moved(poll, later, announcedAt)
    if (rescheduled.refused) throw new Error(rescheduled.code)
    expect(rescheduled.after).toEqual({
      ...poll,
      configurationSignature: someSignature,
      frozen: { ...poll.frozen, ...later },
      configurationHash: digestOf({ ...poll.frozen, ...later }),
      version: 2,
    })
    expect(rescheduled.events[0]).toMatchObject({ type: 'nl.wijk.voting.poll-rescheduled.v1', data: later })
  })
})

describe('the shards of a poll', () => {
  it('the shards of a poll are a power of two from 1 to 256, with about 2,000 voters each, and never fewer for more voters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (size, other) => {
        const shards = shardsFor(size)
        expect(Math.log2(shards) % 1).toBe(0)
        expect(shards).toBeGreaterThanOrEqual(1)
        expect(shards).toBeLessThanOrEqual(256)
        if (shards < 256) expect(size / shards).toBeLessThanOrEqual(2_000)
        if (shards > 1) expect(size / shards).toBeGreaterThan(1_000)
        if (other > size) expect(shardsFor(other)).toBeGreaterThanOrEqual(shards)
      }),
    )
    expect([1, 2_000, 2_001, 4_000, 4_001, 512_000, 1_000_000].map(shardsFor)).toEqual([1, 1, 2, 2, 4, 256, 256])
  })
})
