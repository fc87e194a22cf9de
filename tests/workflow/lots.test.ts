import { createServer, type Server } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { pollLotsRecorded } from '../../events/voting.ts'
import { type Instant, plusMilliseconds } from '../../shared/kernel/clock.ts'
import { readCheckpoint } from '../../shared/voting/evidence/checkpoint.ts'
import { quicknet } from '../../shared/voting/lots/beacon.ts'
import { lotsDrawn, SessionEvidence } from '../../shared/voting/lots/lots.ts'
import * as operations from '../../shared/voting/operations.ts'
import { type Poll, settledAt } from '../../shared/voting/poll/poll.ts'
import { quicknet1000 as beacon } from '../support/builders/voting/beacons.ts'
import {
  instant,
  mintPermit,
  privateKeyOf,
  resident,
  secretsNamed,
  whileOpen,
} from '../support/builders/voting/polls.ts'
import {
  announce,
  close,
  closingSteps,
  codeOf,
  itemsUnder,
  requests,
  setClock,
  startVoting,
  type Voting,
} from '../support/builders/voting/voting.ts'

/** A genuine signature, but of round 38 of another network. */
const anotherSignature =
  '95c93585c513ebbcb4777ff15599b3140e5ec0295faa0e483f3deadd88fa6d43f0d3703e3a4ce106e8fd6c6987f32126'
const hour = 3_600_000
const later = (poll: Poll, milliseconds: number): Instant => plusMilliseconds(poll.frozen.closesAt, milliseconds)

/** A poll that closed an hour before beacon 1000 of quicknet, which the network has published. */
const byBeacon = {
  opensAt: '2023-08-09T07:00:00.000Z',
  closesAt: '2023-08-23T14:59:24.000Z',
  lots: 'drand',
  rule: { rule: 'greedy_score', budget: 250_000 },
} as const
const bySession = { lots: 'public-session', rule: { rule: 'greedy_score', budget: 250_000 } } as const

describe('the lots of a poll', () => {
  let voting: Voting
  let relay: Server
  let answers: (path: string) => { readonly status: number; readonly body: string } | undefined
  const asked: string[] = []

  beforeAll(async () => {
    relay = createServer((request, response) => {
      asked.push(request.url ?? '')
      const answer = answers(request.url ?? '')
      if (answer === undefined) return response.destroy()
      return response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
    })
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
    const { port } = z.object({ port: z.int() }).parse(relay.address())
    voting = await startVoting(undefined, {
      BEACON_RELAYS: `http://127.0.0.1:${port}/first,http://127.0.0.1:${port}/second`,
    })
  })
  beforeEach(() => {
    asked.length = 0
    answers = () => ({ status: 404, body: '{}' })
  })
  afterEach(() => setClock(whileOpen))
  afterAll(async () => {
    relay.closeAllConnections()
    relay.close()
    await voting.stop()
  })

  /** Two options with one vote each. Both fit on the ballot form but only one fits the budget, so lots decide. */
  const tiedPoll = async (wishes: object) => {
    const poll = await announce(voting, {
      ...wishes,
      options: [
        { id: 'a', title: 'A bench', costCents: 250_000 },
        { id: 'b', title: 'Another bench', costCents: 250_000 },
      ],
    })
    const key = privateKeyOf(await secretsNamed())
    for (const option of ['a', 'b']) {
      const at = plusMilliseconds(poll.frozen.opensAt, hour)
      setClock(at)
      expect(codeOf(await requests(voting).cast(poll, mintPermit(key), [option], { at }))).toBe(200)
      await putMark(poll, option)
    }
    return poll
  }
  const putMark = async (poll: Poll, who: string) => {
    const { markVoter } = await import('../../shared/voting/store.ts')
    await markVoter(voting.table, poll, who.charCodeAt(0).toString(16).padStart(64, '0'), 'f'.repeat(64))
  }
  const pollNow = async (poll: Poll) =>
    operations.getPoll.responses[200].parse((await requests(voting).poll(poll)).body)
  const outcomeOf = async (poll: Poll) =>
    operations.getPollResult.responses[200].parse((await requests(voting).result(poll)).body).result.outcome
  const outboxOf = async (poll: Poll) =>
    (await itemsUnder(voting.table, 'OUTBOX#')).filter(({ detail }) => String(detail).includes(poll.frozen.pollId))
  const eventTypesOf = async (poll: Poll) =>
    (await outboxOf(poll)).map(({ type }) => String(type).replace(/^nl.wijk.voting.|.v1$/g, '')).sort()
  const draw = (at: string) => {
    setClock(at)
    return voting.functions.drawLots({}, {})
  }
  const expectedOrder = async (poll: Poll, evidence: Parameters<typeof lotsDrawn>[0]['evidence']) => {
    const { checkpoint = '' } = await pollNow(poll)
    const { merkleRoot } = readCheckpoint(checkpoint)
    return lotsDrawn({ subject: poll.frozen.pollId, root: merkleRoot, evidence }, ['a', 'b']).map(({ id }) => id)
  }

  describe('by a beacon', () => {
    const good = { status: 200, body: JSON.stringify({ round: 1000, signature: beacon.signature }) }
    const relayed = (path: string) =>
      path === `/first/${quicknet.chainHash}/public/1000` ? good : { status: 404, body: '' }

    it('the lots of a poll by a beacon name their beacon before the poll opens: the first one, an hour after its close', async () => {
      const poll = await tiedPoll(byBeacon)
      expect(poll.frozen.lots).toEqual({ source: 'drand', chainHash: quicknet.chainHash, round: 1000 })
    })

    it('the lots of a poll by a beacon are drawn after the signed root is posted and the beacon is published, and anyone can replay the tie', async () => {
      const poll = await tiedPoll(byBeacon)
      expect(await close(voting, poll)).toBe('awaiting-lots')
      expect(codeOf(await requests(voting).result(poll))).toBe('result-not-published')
      expect(await pollNow(poll)).toMatchObject({ phase: 'awaiting-lots' })
      const posted = readCheckpoint((await pollNow(poll)).checkpoint ?? '')
      expect(posted).toMatchObject({ pollId: poll.frozen.pollId, ballots: 2, countedAt: settledAt(poll) })
      answers = relayed
      expect(await draw(later(poll, hour - 1))).toEqual({ drawn: 0 })
      expect(asked).toEqual([])
      expect(await draw(later(poll, hour + 3_000))).toEqual({ drawn: 1 })
      const evidence = { source: 'drand', chainHash: quicknet.chainHash, ...beacon } as const
      expect((await pollNow(poll)).recordedLots).toEqual({ evidence })
      expect(await close(voting, poll, later(poll, hour + 60_000))).toBe('published')
      const [winner] = await expectedOrder(poll, evidence)
      expect(await outcomeOf(poll)).toMatchObject({ winners: [winner], tiesBroken: [['a', 'b']] })
      expect(await eventTypesOf(poll)).toEqual([
        'poll-announced',
        'poll-counted',
        'poll-lots-recorded',
        'poll-result-published',
        'poll-sealed',
      ])
    })

    it.each([
      ['another round', JSON.stringify({ round: 1000, signature: anotherSignature })],
      ['a signature that is none', JSON.stringify({ round: 1000, signature: 'ab'.repeat(48) })],
      ['no JSON', '<html>'],
      ['more than a beacon takes', JSON.stringify({ signature: beacon.signature, more: 'x'.repeat(5_000) })],
      ['nothing it knows', '{}'],
    ])(
      'the lots of a poll by a beacon are not taken from a relay that answers %s, but from the next one',
      async (_, body) => {
        const poll = await tiedPoll(byBeacon)
        await close(voting, poll)
        answers = (path) => (path.startsWith('/first/') ? { status: 200, body } : good)
        expect(await draw(later(poll, hour + 3_000))).toEqual({ drawn: 1 })
        expect(asked).toHaveLength(2)
        expect((await pollNow(poll)).recordedLots?.evidence).toMatchObject({ signature: beacon.signature })
      },
    )

    it('the lots of a poll by a beacon are requested once for all polls that wait for the same beacon, even if a relay does not answer', async () => {
      const polls = [await tiedPoll(byBeacon), await tiedPoll(byBeacon), await tiedPoll(byBeacon)]
      for (const poll of polls) await close(voting, poll)
      const [poll] = polls
      if (poll === undefined) throw new Error('There is no poll')
      answers = () => undefined
      expect(await draw(later(poll, hour + 3_000))).toEqual({ drawn: 0 })
      expect(asked).toHaveLength(2)
      answers = (path) => (path.startsWith('/first/') ? undefined : good)
      expect(await draw(later(poll, hour + 303_000))).toEqual({ drawn: 3 })
      expect(asked).toHaveLength(4)
    })

    it('the lots of a poll by a beacon that are not published are requested again; after a quarter of an hour an alarm is raised', async () => {
      const poll = await tiedPoll(byBeacon)
      await close(voting, poll)
      answers = () => undefined
      expect(await draw(later(poll, hour + 10 * 60_000))).toEqual({ drawn: 0 })
      await expect(draw(later(poll, hour + 16 * 60_000))).rejects.toThrow('Lots of 1 polls could not be drawn')
      answers = () => good
      expect(await draw(later(poll, 20 * hour))).toEqual({ drawn: 1 })
      expect(await draw(later(poll, 21 * hour))).toEqual({ drawn: 0 })
    })

    it('the lots of a poll by a beacon that were known before the ballots were counted are not used: an alarm asks for a public session', async () => {
      const poll = await tiedPoll(byBeacon)
      expect(await close(voting, poll, later(poll, hour))).toBe('awaiting-lots')
      answers = () => good
      await expect(draw(later(poll, hour + 300_000))).rejects.toThrow('Lots of 1 polls could not be drawn')
      expect(asked).toEqual([])
      const session = { who: 'The mayor', when: later(poll, 2 * hour), seed: '4 6 1 1 3' }
      expect(codeOf(await requests(voting).recordLots(poll, session, { at: later(poll, 3 * hour) }))).toBe(200)
      expect(await draw(later(poll, 3 * hour))).toEqual({ drawn: 0 })
      expect(await close(voting, poll, later(poll, 3 * hour))).toBe('published')
    })

    it('the lots of a poll by a beacon that are missing for a day can be replaced by a public session, but not earlier', async () => {
      const poll = await tiedPoll(byBeacon)
      await close(voting, poll)
      const session = (when: Instant) => ({ who: 'The mayor', when, seed: '4 6 1 1 3' })
      const early = later(poll, 25 * hour - 1)
      expect(codeOf(await requests(voting).recordLots(poll, session(early), { at: early }))).toBe('lots-by-beacon')
      const due = later(poll, 25 * hour)
      expect(codeOf(await requests(voting).recordLots(poll, session(early), { at: due }))).toBe(
        'session-at-another-time',
      )
      expect(codeOf(await requests(voting).recordLots(poll, session(due), { at: due }))).toBe(200)
      expect(await close(voting, poll, due)).toBe('published')
    })
  })

  describe('by a public session', () => {
    const session = { who: 'Mayor and aldermen', when: '2026-03-23T10:00:00.000Z', seed: '3 1 6 2 2 5 4' }
    const at = '2026-03-23T10:30:00.000Z'

    it('the lots of a poll by a public session are recorded once by the election office and signed, and the result follows', async () => {
      const poll = await tiedPoll(bySession)
      expect(await close(voting, poll)).toBe('awaiting-lots')
      expect(await close(voting, poll)).toBe('awaiting-lots')
      const recorded = await requests(voting).recordLots(poll, session, { at })
      expect(recorded).toMatchObject({ status: 200, body: { phase: 'counting' } })
      expect(await requests(voting).recordLots(poll, session, { at })).toEqual(recorded)
      expect(codeOf(await requests(voting).recordLots(poll, { ...session, seed: '1' }, { at }))).toBe(
        'lots-recorded-already',
      )
      setClock(at)
      const event = (await outboxOf(poll)).find(({ type }) => type === pollLotsRecorded.type)
      await voting.functions.resumeClose({ detail: JSON.parse(String(event?.detail)) }, {})
      expect([...voting.aws.executions.keys()].filter((name) => name.includes(poll.frozen.pollId))).toEqual([
        `close-poll-${poll.frozen.pollId}-lots-${Math.floor((Date.parse(at) - Date.parse(poll.frozen.closesAt)) / 900_000)}`,
      ])
      expect(await close(voting, poll, instant(at))).toBe('published')
      const [winner] = await expectedOrder(poll, SessionEvidence.parse({ source: 'public-session', ...session }))
      expect((await outcomeOf(poll)).winners).toEqual([winner])
    })

    it('the lots of a poll by a public session are refused before the count, with a time before it or in the future, and from anybody else', async () => {
      const poll = await tiedPoll(bySession)
      expect(codeOf(await requests(voting).recordLots(poll, session, { at }))).toBe('lots-not-awaited')
      await close(voting, poll)
      const before = { ...session, when: plusMilliseconds(settledAt(poll), -1) }
      expect(codeOf(await requests(voting).recordLots(poll, before, { at }))).toBe('session-at-another-time')
      expect(codeOf(await requests(voting).recordLots(poll, session, { at: session.when }))).toBe(200)
      const other = await tiedPoll(bySession)
      await close(voting, other)
      const future = { ...session, when: '2026-03-23T10:30:00.001Z' }
      expect(codeOf(await requests(voting).recordLots(other, future, { at }))).toBe('session-at-another-time')
      expect(codeOf(await requests(voting).recordLots(other, session, { at, by: resident('anna') }))).toBe('forbidden')
      expect((await pollNow(other)).phase).toBe('awaiting-lots')
    })

    it('the lots of a poll by a public session that two officers record in parallel are recorded once', async () => {
      const poll = await tiedPoll(bySession)
      await close(voting, poll)
      const records = await Promise.all(
        ['1', '2', '3', '4'].map((seed) => requests(voting).recordLots(poll, { ...session, seed }, { at })),
      )
      expect(records.map(codeOf).sort()).toEqual([200, ...Array(3).fill('lots-recorded-already')])
      expect((await eventTypesOf(poll)).filter((type) => type === 'poll-lots-recorded')).toHaveLength(1)
    })

    it('the lots of a poll by a public session are not accepted if no tie needs them', async () => {
      const poll = await announce(voting)
      expect(await close(voting, poll)).toBe('published')
      expect(codeOf(await requests(voting).recordLots(poll, session, { at }))).toBe('lots-not-awaited')
    })
  })

  it('the lots of a poll keep the posted root, even if the close restarts at any step while it waits for them', async () => {
    const poll = await tiedPoll(bySession)
    await close(voting, poll)
    const { checkpoint } = await pollNow(poll)
    const steps = closingSteps(voting, poll)
    setClock(later(poll, 5 * hour))
    await Promise.all([steps.seal(), steps.marks(), steps.shard(0), steps.tree(), steps.publish(2)])
    expect(await steps.publish(2)).toBe('awaiting-lots')
    expect((await pollNow(poll)).checkpoint).toBe(checkpoint)
  })
})
