import { type KeyObject, randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { isAcceptance } from '../../../shared/voting/box/acceptance.ts'
import { ballotHash, type Permit } from '../../../shared/voting/box/ballot.ts'
import { castBallot } from '../../../shared/voting/operations.ts'
import { cancelPoll } from '../../../shared/voting/poll/announce.ts'
import { type Poll, settledAt } from '../../../shared/voting/poll/poll.ts'
import { keptPolls } from '../../../shared/voting/store.ts'
import {
  announcedAt,
  closesAt,
  instant,
  mintPermit,
  opensAt,
  pollId,
  privateKeyOf,
  resident,
  secretsNamed,
  whileOpen,
} from '../../support/builders/voting/polls.ts'
import {
  announce,
  ballotOf,
  blind,
  codeOf,
  itemsUnder,
  openBallots,
  requests,
  setClock,
  startVoting,
  untilAnswered,
  type Voting,
} from '../../support/builders/voting/voting.ts'
import { send } from '../../support/services/http-event.ts'
import { sizeOf } from '../../support/sizes.ts'

const allChoices = [
  [],
  ['bench'],
  ['trees'],
  ['swing'],
  ['bench', 'trees'],
  ['bench', 'swing'],
  ['swing', 'trees'],
  ['bench', 'swing', 'trees'],
]

describe('casting a ballot', () => {
  let voting: Voting
  let key: KeyObject
  beforeAll(async () => {
    voting = await startVoting()
    key = privateKeyOf(await secretsNamed())
  })
  afterEach(() => setClock(whileOpen))
  afterAll(() => voting.stop())

  const box = (poll: Poll) => itemsUnder(voting.box, `POLL#${poll.frozen.pollId}#BOX#`)
  const cast = (...input: Parameters<ReturnType<typeof requests>['cast']>) => requests(voting).cast(...input)
  const choicesIn = async (poll: Poll) => (await openBallots(poll, await box(poll))).map(({ choice }) => choice.options)

  it('stores one ballot, however many are cast in parallel with one permit and different choices', async () => {
    const many = sizeOf('requestsAtOnce')
    const poll = await announce(voting)
    const permit = mintPermit(key)
    const answers = await Promise.all(
      Array.from({ length: many }, (_, index) =>
        // After a `busy` answer the same ballot is sent again with the same number, as a client does.
        untilAnswered(() => cast(poll, permit, allChoices[index % 8] ?? [], { number: index + 1 })),
      ),
    )
    expect(new Set(answers.map(codeOf)).difference(new Set([200, 'ballot-overtaken']))).toEqual(new Set())
    // The ballot with the highest number counts, in whatever order they arrived.
    expect(codeOf(answers.at(-1) ?? { status: 0, headers: {}, body: undefined })).toBe(200)
    expect(await choicesIn(poll)).toEqual([allChoices[(many - 1) % 8]])
  })

  it('does not let a delayed older request replace a later ballot: its put is refused and changes nothing', async () => {
    const poll = await announce(voting)
    const permit = mintPermit(key)
    expect(codeOf(await cast(poll, permit, ['trees'], { number: 2_000 }))).toBe(200)
    const before = await box(poll)
    for (const number of [1, 999, 1_999])
      expect(await cast(poll, permit, ['bench'], { number })).toMatchObject({
        status: 409,
        body: { code: 'ballot-overtaken' },
      })
    expect(await box(poll)).toEqual(before)
    expect(codeOf(await cast(poll, permit, ['swing'], { number: 10_000 }))).toBe(200)
    expect(codeOf(await cast(poll, permit, ['bench'], { number: 9_999 }))).toBe('ballot-overtaken')
    expect(await choicesIn(poll)).toEqual([['swing']])
  })

  it('accepts the same number again only for the same ballot', async () => {
    const poll = await announce(voting)
    const permit = mintPermit(key)
    const ballot = ballotOf(poll, permit, { options: ['bench'] }, 5_000)
    const first = await requests(voting).castBody(poll, ballot)
    expect(codeOf(first)).toBe(200)
    expect(await requests(voting).castBody(poll, ballot)).toEqual(first)
    expect(codeOf(await cast(poll, permit, ['trees'], { number: 5_000 }))).toBe('ballot-overtaken')
    expect(codeOf(await cast(poll, permit, ['bench'], { number: 5_000 }))).toBe('ballot-overtaken')
    expect(await choicesIn(poll)).toEqual([['bench']])
  })

  it('accepts the highest possible number, and refuses higher ones', async () => {
    const poll = await announce(voting)
    const permit = mintPermit(key)
    expect(codeOf(await cast(poll, permit, ['bench'], { number: Number.MAX_SAFE_INTEGER }))).toBe(200)
    const ballot = ballotOf(poll, permit, { options: ['trees'] }, 2 ** 53)
    expect(codeOf(await requests(voting).castBody(poll, ballot))).toBe('invalid-request')
    expect(await choicesIn(poll)).toEqual([['bench']])
  })

  it('accepts only the choice that was signed, whoever has the permit', async () => {
    const poll = await announce(voting)
    const seen = ballotOf(poll, mintPermit(key), { options: ['bench'] })
    const { number = 0 } = seen
    for (const forged of [{ choice: { options: ['trees'] } }, { choice: { options: [] } }, { number: number + 1 }]) {
      const answer = await requests(voting).castBody(poll, { ...seen, ...forged })
      expect(codeOf(answer)).toBe('choice-not-signed')
    }
    expect(await box(poll)).toEqual([])
  })

  it('does not accept a ballot of another poll, even if both have the same keys', async () => {
    const [here, there] = [await announce(voting), await announce(voting)]
    const ballot = ballotOf(here, mintPermit(key), { options: ['bench'] })
    expect(codeOf(await requests(voting).castBody(there, ballot))).toBe('choice-not-signed')
    expect(codeOf(await requests(voting).castBody(here, ballot))).toBe(200)
    expect(await box(there)).toEqual([])
  })

  it('accepts requests with and without padding, which may contain only spaces', async () => {
    const poll = await announce(voting)
    const ballot = ballotOf(poll, mintPermit(key), { options: ['bench'] })
    for (const padding of ['', ' '.repeat(1_000)])
      expect(codeOf(await requests(voting).castBody(poll, { ...ballot, padding }))).toBe(200)
    expect(codeOf(await requests(voting).castBody(poll, { ...ballot, padding: 'anna' }))).toBe('invalid-request')
  })

  it('accepts ballots without signatures in a poll announced before signatures existed, and the last one counts', async () => {
    const poll = await announce(voting, { ballotVersion: undefined })
    const permit = mintPermit(key, randomBytes(64))
    for (const options of [['bench'], ['trees']]) {
      const answer = await cast(poll, permit, options)
      const { acceptance } = z.object({ acceptance: z.string() }).parse(answer.body)
      const { pollId: id, acceptanceKey } = poll.frozen
      expect(isAcceptance(acceptanceKey, id, ballotHash(permit), acceptance)).toBe(true)
    }
    expect(await choicesIn(poll)).toEqual([['trees']])
    expect(Object.keys((await box(poll))[0] ?? {}).sort()).toEqual(['pk', 'sealed', 'sk'])
  })

  it('answers the same request with the same bytes, without time or place', async () => {
    const poll = await announce(voting)
    const permit = mintPermit(key)
    const ballot = ballotOf(poll, permit, { options: ['bench'] })
    const first = await requests(voting).castBody(poll, ballot)
    setClock(plusMilliseconds(whileOpen, 3_600_000))
    const again = await requests(voting).castBody(poll, ballot, { at: plusMilliseconds(whileOpen, 3_600_000) })
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    const { pollId, acceptanceKey } = poll.frozen
    expect(first.body).toMatchObject({ pollId, ballotHash: ballotHash(permit) })
    const { acceptance } = z.object({ acceptance: z.string() }).parse(first.body)
    const signed = { number: Number(ballot.number), digest: digestOf(ballot) }
    const isFor = (hash: string, what?: typeof signed) => isAcceptance(acceptanceKey, pollId, hash, acceptance, what)
    expect(isFor(ballotHash(permit), signed)).toBe(true)
    expect(isFor(ballotHash(mintPermit(key)), signed)).toBe(false)
    expect(isFor(ballotHash(permit), { ...signed, number: signed.number + 1 })).toBe(false)
    const other = { ...ballot, choice: { options: ['trees'] } }
    expect(isFor(ballotHash(permit), { ...signed, digest: digestOf(other) })).toBe(false)
    expect(isFor(ballotHash(permit))).toBe(false)
    expect(Object.keys(first.headers).filter((name) => /date|request|trace|correlation/i.test(name))).toEqual([])
  })

  it('accepts the permit that a voter unblinded from the answer to the first request', async () => {
    const poll = await announce(voting)
    const { blindedMessage, unblind } = await blind(poll)
    const permit = await unblind(await requests(voting).permit(poll, blindedMessage, resident('anna')))
    expect(codeOf(await cast(poll, permit, ['trees']))).toBe(200)
    expect(await choicesIn(poll)).toEqual([['trees']])
  })

  it('replaces the ballot until the close: the last one counts', async () => {
    const poll = await announce(voting)
    const permit = mintPermit(key)
    for (const choice of [['bench'], ['trees', 'swing'], []]) await cast(poll, permit, choice)
    expect(await choicesIn(poll)).toEqual([[]])
    await cast(poll, permit, ['swing'], { at: plusMilliseconds(closesAt, -1) })
    expect(codeOf(await cast(poll, permit, ['bench'], { at: closesAt }))).toBe('poll-closed')
    expect(await choicesIn(poll)).toEqual([['swing']])
  })

  it('gives every ballot of a poll the same attributes and the same size, whatever was chosen', async () => {
    const poll = await announce(voting, { shards: 1 })
    for (const choice of allChoices) await cast(poll, mintPermit(key), choice)
    const items = await box(poll)
    expect(items).toHaveLength(8)
    expect(
      new Set(
        items.map((item) =>
          JSON.stringify(
            Object.entries(item)
              .map(([name, value]) => [name, value instanceof Uint8Array ? value.length : String(value).length])
              .sort(),
          ),
        ),
      ).size,
    ).toBe(1)
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['digest', 'number', 'pk', 'sealed', 'sk'])
  })

  describe('refuses without changing the box:', () => {
    const changed = (permit: Permit, part: 'message' | 'signature', byte: number, bit = 1): Permit => {
      const whole = Buffer.from(permit[part], 'base64url')
      whole.writeUInt8(whole.readUInt8(byte) ^ bit, byte)
      return { ...permit, [part]: whole.toString('base64url') }
    }

    it('a forged permit, one of another poll, and one with a bit flipped anywhere', async () => {
      const poll = await announce(voting)
      const permit = mintPermit(key)
      await cast(poll, permit, ['bench'])
      const before = await box(poll)
      const foreign = mintPermit(privateKeyOf(await secretsNamed('other')))
      const regions = [0, 31, 32, 63, 96]
      const wrong = [
        foreign,
        { ...permit, signature: foreign.signature },
        { message: Buffer.alloc(97).toString('base64url'), signature: Buffer.alloc(384).toString('base64url') },
        { ...permit, signature: Buffer.alloc(384, 255).toString('base64url') },
        ...regions.flatMap((byte) => [changed(permit, 'message', byte, 1), changed(permit, 'message', byte, 128)]),
        ...[0, 1, 100, 191, 192, 300, 382, 383].flatMap((byte) => [
          changed(permit, 'signature', byte, 1),
          changed(permit, 'signature', byte, 128),
        ]),
      ]
      const right = ballotOf(poll, permit, { options: ['trees'] })
      for (const each of wrong)
        expect(codeOf(await requests(voting).castBody(poll, { ...right, permit: each }))).toBe('permit-invalid')
      expect(await box(poll)).toEqual(before)
    })

    it('the permit of a real other poll, both ways', async () => {
      const [here, there] = [await announce(voting), await announce(voting, { secrets: 'other' })]
      const elsewhere = mintPermit(privateKeyOf(await secretsNamed('other')))
      expect(codeOf(await cast(here, elsewhere, ['bench']))).toBe('permit-invalid')
      expect(codeOf(await cast(there, mintPermit(key), ['bench']))).toBe('permit-invalid')
      expect(codeOf(await cast(there, elsewhere, ['bench']))).toBe(200)
      expect(await box(here)).toEqual([])
    })

    it('an invalid choice; the permit remains usable and an earlier ballot remains valid', async () => {
      const poll = await announce(voting, { ballotForm: { kind: 'approval', min: 2, max: 2, isBlankAllowed: false } })
      const permit = mintPermit(key)
      const wrong = await cast(poll, permit, ['bench', 'zebra'])
      expect(wrong).toMatchObject({
        status: 400,
        body: { code: 'choice-invalid', errors: [{ in: 'body', pointer: '/choice/options/1' }] },
      })
      for (const choice of [[], ['bench'], ['bench', 'bench'], ['bench', 'trees', 'swing']])
        expect(codeOf(await cast(poll, permit, choice))).toBe('choice-invalid')
      expect(codeOf(await cast(poll, permit, { options: ['bench', 'trees'], points: [1, 1] }))).toBe('choice-invalid')
      expect(await box(poll)).toEqual([])
      expect(codeOf(await cast(poll, permit, ['bench', 'trees']))).toBe(200)
      expect(codeOf(await cast(poll, permit, ['bench']))).toBe('choice-invalid')
      expect(await choicesIn(poll)).toEqual([['bench', 'trees']])
    })

    it('a ballot before the opening, at the close, and after it', async () => {
      const poll = await announce(voting)
      const codeAt = async (at: string) => codeOf(await cast(poll, mintPermit(key), ['bench'], { at }))
      expect(await codeAt(announcedAt)).toBe('poll-not-open-yet')
      expect(await codeAt(plusMilliseconds(opensAt, -1))).toBe('poll-not-open-yet')
      expect(await codeAt(closesAt)).toBe('poll-closed')
      expect(await codeAt(settledAt(poll))).toBe('poll-closed')
      expect(await box(poll)).toEqual([])
      expect(await codeAt(opensAt)).toBe(200)
    })

    it('a ballot for a poll that was cancelled or does not exist', async () => {
      const poll = await announce(voting)
      const cancelled = cancelPoll(poll, announcedAt)
      if (cancelled.refused) throw new Error(cancelled.code)
      expect(await save(voting.table, announcedAt, changeOf(keptPolls, cancelled))).toEqual({ refused: false })
      expect(codeOf(await cast(poll, mintPermit(key), ['bench']))).toBe('poll-cancelled')
      const unknown = { ...poll, frozen: { ...poll.frozen, pollId: pollId() } }
      expect(codeOf(await cast(unknown, mintPermit(key), ['bench']))).toBe('poll-not-found')
      expect(await box(poll)).toEqual([])
    })

    it.each([
      ['a body that is not JSON', '{"permit":'],
      ['no permit', { permit: undefined }],
      ['a permit without its signature', { permit: { message: 'A'.repeat(86) } }],
      ['a choice that is a list', { choice: [] }],
      ['an option nobody could have', { choice: { options: ['<script>'] } }],
      ['too many options', { choice: { options: Array.from({ length: 501 }, (_, index) => `o${index}`) } }],
      ['points that are no whole numbers', { choice: { options: ['bench'], points: [1.5] } }],
      ['a name beside the choice', { voter: 'anna' }],
    ])('%s, with a pointer', async (_, wrong) => {
      const poll = await announce(voting)
      const right = { permit: mintPermit(key), choice: { options: ['bench'] } }
      const answer = await send(voting.functions.castBallot, castBallot, {
        params: { pollId: poll.frozen.pollId },
        body: typeof wrong === 'string' ? wrong : { ...right, ...wrong },
        at: whileOpen,
      })
      expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', errors: [{ in: 'body' }] } })
      expect(await box(poll)).toEqual([])
    })
  })

  describe.each([
    ['on an ordinary Sunday', '2026-03-22T20:00:00+01:00'],
    ['as the clocks go forward', '2026-03-29T03:00:00+02:00'],
    ['in the hour that comes twice', '2026-10-25T02:30:00+01:00'],
  ])('a ballot received a millisecond before a close %s', (_, closing) => {
    const closed = instant(closing)
    const inTime = { at: plusMilliseconds(closed, -1) }
    const written = async (later: number) => {
      const poll = await announce(voting, { closesAt: closed })
      setClock(plusMilliseconds(closed, later))
      const code = codeOf(await cast(poll, mintPermit(key), ['bench'], inTime))
      return { code, ballots: (await box(poll)).length }
    }

    it('counts, even if it is written later', async () => {
      expect(await written(0)).toEqual({ code: 200, ballots: 1 })
      expect(await written(30_000)).toEqual({ code: 200, ballots: 1 })
      expect(await written(59_999)).toEqual({ code: 200, ballots: 1 })
    })

    it('is refused if it would be written so late that the count may have begun', async () => {
      expect(await written(60_000)).toEqual({ code: 'poll-closed', ballots: 0 })
      expect(await written(75_000)).toEqual({ code: 'poll-closed', ballots: 0 })
      expect(await written(3_600_000)).toEqual({ code: 'poll-closed', ballots: 0 })
    })
  })
})
