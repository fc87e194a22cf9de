// A budget round from its announcement to its award, through its handlers, on the real engine: money that is not awarded is
// returned once, however often an event is delivered.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { event } from '../../events/envelope.ts'
import { roundCancelled, roundVoided } from '../../events/rounds.ts'
import { pollVoided } from '../../events/voting.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { PollId, RoundId, WardCode } from '../../shared/kernel/ids.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { sealPoll } from '../../shared/voting/poll/close.ts'
import { presentPoll } from '../../shared/voting/present.ts'
import { getPoll, keptPolls } from '../../shared/voting/store.ts'
import { personas } from '../support/builders/initiatives/initiative-api.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { of, Round, type Rounds, startRounds, wardCode } from '../support/builders/initiatives/round-api.ts'
import { reuseRsaKeys } from '../support/services/reused-rsa-keys.ts'

const { ada } = personas
let rounds: Rounds
beforeAll(reuseRsaKeys)
beforeAll(async () => {
  rounds = await startRounds()
})
afterAll(() => rounds.stop())

describe('before it opens', () => {
  const window = { opensAt: '2026-04-02T08:00:00+02:00', closesAt: '2026-04-15T20:00:00+02:00' }

  it('before it opens a round can be moved, which changes its hash; once it is open it cannot', async () => {
    const { roundId } = await rounds.announced(1)
    const before = (await rounds.ask('getRound', { params: { roundId } })).body
    const moved = await rounds.ask('rescheduleRound', of(roundId, 3, { body: window }))
    const late = await rounds.ask('rescheduleRound', of(roundId, 4, { body: window, at: '2026-04-02T06:00:00Z' }))
    const Hash = z.object({ configurationHash: z.string() })
    expect([moved.status, moved.body]).toMatchObject([200, { opensAt: '2026-04-02T06:00:00.000Z' }])
    expect(Hash.parse(moved.body).configurationHash).not.toBe(Hash.parse(before).configurationHash)
    expect(late.status).toBe(409)
  })

  it('before it opens a round that is called off returns its money and frees its initiatives once, however often the event is delivered', async () => {
    const before = await rounds.committed()
    const { roundId, ids } = await rounds.announced(2)
    expect((await rounds.ask('cancelRound', of(roundId, 4))).body).toMatchObject({ phase: 'cancelled' })
    const cancelled = event(roundCancelled, `rounds/${roundId}`, { roundId, wardCode: WardCode.parse(wardCode) })
    await rounds.deliver(cancelled)
    await rounds.deliver(cancelled)
    expect(await rounds.committed()).toBe(before)
    expect(await Promise.all(ids.map(rounds.statusOf))).toEqual(['admitted', 'admitted'])
    expect((await rounds.ask('cancelRound', of(roundId, 6))).body).toMatchObject({ code: 'round-over' })
  })
})

describe('after the result', () => {
  it('after the result winners are awarded, others are not, and the remainder is returned once, even if the event is delivered twice', async () => {
    const before = await rounds.committed()
    const { roundId, ids, pollId } = await rounds.announced(3)
    await rounds.deliverResult(pollId, ['002'])
    await rounds.deliverResult(pollId, ['002'])
    expect(await Promise.all(ids.map(rounds.statusOf))).toEqual(['not-awarded', 'awarded', 'not-awarded'])
    expect((await rounds.committed()) - before).toBe(200_000)
    expect((await rounds.ask('getRound', { params: { roundId } })).body).toMatchObject({
      phase: 'awarded',
      awardedCents: 200_000,
    })
  })

  it('after the result parallel deliveries with the retries of the bus still award once', async () => {
    const before = await rounds.committed()
    const { ids, pollId } = await rounds.announced(3)
    const attempts = await Promise.allSettled([
      rounds.deliverResult(pollId, ['001']),
      rounds.deliverResult(pollId, ['001']),
    ])
    if (attempts.some(({ status }) => status === 'rejected')) await rounds.deliverResult(pollId, ['001'])
    expect(await Promise.all(ids.map(rounds.statusOf))).toEqual(['awarded', 'not-awarded', 'not-awarded'])
    expect((await rounds.committed()) - before).toBe(200_000)
    const published = (await eventsIn(rounds.tables.table)).filter(
      ({ type, detail }) => type === 'nl.wijk.initiatives.initiative-awarded.v1' && detail.includes(ids[0] ?? '-'),
    )
    expect(published).toHaveLength(1)
  })

  it('after the result an option is withdrawn on the ballot and in the poll together, but not while votes are counted', async () => {
    const { ids, pollId } = await rounds.announced(3)
    const withdraw = (place: number) =>
      rounds.step('withdrawInitiative', ids[place] ?? '', { by: ada, ifMatch: 4, at: '2026-04-05T09:00:00Z' })
    const shown = async () => {
      const poll = await getPoll(rounds.tables.table, pollId)
      if (poll === undefined) throw new Error('The poll is gone')
      return presentPoll(poll, Instant.parse('2026-04-06T09:00:00.000Z'))
    }
    const before = await shown()
    expect(await withdraw(0)).toMatchObject({ status: 200, body: { status: 'withdrawn' } })
    const after = await shown()
    expect(after).toMatchObject({
      configurationHash: before.configurationHash,
      withdrawals: 'passed-over',
      withdrawn: [{ option: '001', withdrawnAt: '2026-04-05T09:00:00.000Z' }],
    })
    expect(after.formInWords.nl).toMatch(/Ingetrokken: ‘.+’\. Deze keuze telt niet meer mee\.$/)
    const published = (await eventsIn(rounds.tables.table)).filter(({ type }) => type.includes('poll-option-withdrawn'))
    expect(published.some(({ detail }) => detail.includes(pollId))).toBe(true)

    const poll = await getPoll(rounds.tables.table, pollId)
    if (poll === undefined) throw new Error('The poll is gone')
    const sealed = sealPoll(poll, Instant.parse('2026-04-15T09:00:00.000Z'))
    if (sealed.refused) throw new Error(sealed.code)
    await save(rounds.tables.table, Instant.parse('2026-04-15T09:00:00.000Z'), changeOf(keptPolls, sealed))
    expect(await withdraw(1)).toMatchObject({ status: 409, body: { code: 'vote-being-counted' } })
    expect(await rounds.statusOf(ids[1] ?? '')).toBe('in-round')
  })

  it('after the result the poll names its round, and each option has its initiative with title, summary and cost', async () => {
    const { roundId, ids, pollId } = await rounds.announced(2)
    const poll = await getPoll(rounds.tables.table, pollId)
    expect(poll?.frozen).toMatchObject({ roundId, options: ids.map((initiativeId) => ({ initiativeId })) })
    for (const { title, summary, costCents } of poll?.frozen.options ?? [])
      expect({ title, summary, costCents }).toMatchObject({
        title: expect.stringMatching(/./),
        summary: expect.stringMatching(/./),
        costCents: expect.any(Number),
      })
  })

  it('after the result a withdrawn winner is passed over and its money is returned', async () => {
    const before = await rounds.committed()
    const { ids, pollId } = await rounds.announced(2)
    await rounds.step('withdrawInitiative', ids[0] ?? '', { by: ada, ifMatch: 4 })
    await rounds.deliverResult(pollId, ['001'])
    expect(await Promise.all(ids.map(rounds.statusOf))).toEqual(['withdrawn', 'not-awarded'])
    expect(await rounds.committed()).toBe(before)
  })

  it('the result of a poll without a round changes nothing', async () => {
    const before = await rounds.committed()
    await rounds.deliverResult(PollId.parse('0193c3c6-0000-7000-8000-00000000aaaa'), ['001'])
    expect(await rounds.committed()).toBe(before)
  })
})

describe('a vote that was declared void', () => {
  const voided = (pollId: PollId, isToBeRepeated: boolean) =>
    rounds.deliver(event(pollVoided, `polls/${pollId}`, { pollId, wardCode: WardCode.parse(wardCode), isToBeRepeated }))

  it('a vote that was declared void frees the money and the initiatives of its round once, however often the event is delivered', async () => {
    const before = await rounds.committed()
    const { roundId, ids, pollId } = await rounds.announced(2)
    await voided(pollId, false)
    await voided(pollId, false)
    await rounds.deliver(
      event(roundVoided, `rounds/${roundId}`, {
        roundId: RoundId.parse(roundId),
        wardCode: WardCode.parse(wardCode),
        pollId,
      }),
    )
    expect(await rounds.committed()).toBe(before)
    expect(await Promise.all(ids.map(rounds.statusOf))).toEqual(['admitted', 'admitted'])
    expect((await rounds.ask('getRound', { params: { roundId } })).body).toMatchObject({ phase: 'void' })
  })

  it('a vote that was declared void is repeated by a new round in preparation with the same initiatives and another poll', async () => {
    const before = await rounds.committed()
    const { roundId, ids, pollId } = await rounds.announced(1)
    await voided(pollId, true)
    expect((await rounds.ask('getRound', { params: { roundId } })).body).toMatchObject({ phase: 'draft', entries: 1 })
    expect(await rounds.committed()).toBe(before)
    const later = { opensAt: '2026-05-01T08:00:00+02:00', closesAt: '2026-05-14T20:00:00+02:00' }
    expect((await rounds.ask('changeRound', of(roundId, 4, { body: later }))).status).toBe(200)
    const again = await rounds.ask('announceRound', of(roundId, 5))
    expect(again.body).toMatchObject({ phase: 'announced' })
    expect(Round.parse(again.body).pollId).not.toBe(pollId)
    await rounds.deliverResult(pollId, ['001'])
    expect(await Promise.all(ids.map(rounds.statusOf))).toEqual(['in-round'])
  })
})

describe('a round that is moved into another year', () => {
  it('a round that is moved into another year returns its money to the year from which it was taken', async () => {
    const before = await rounds.committed()
    const { roundId } = await rounds.announced(1)
    const nextYear = { opensAt: '2027-01-11T08:00:00+01:00', closesAt: '2027-01-25T20:00:00+01:00' }
    expect((await rounds.ask('rescheduleRound', of(roundId, 3, { body: nextYear }))).status).toBe(200)
    expect((await rounds.committed()) - before).toBe(300_000)
    expect((await rounds.ask('cancelRound', of(roundId, 4))).body).toMatchObject({ phase: 'cancelled' })
    expect(await rounds.committed()).toBe(before)
  })
})
