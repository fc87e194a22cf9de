// Ballots that are refused, and leave the box as it was.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Permit } from '../../../shared/voting/box/ballot.ts'
import { castBallot } from '../../../shared/voting/operations.ts'
import { cancelPoll } from '../../../shared/voting/poll/announce.ts'
import { settledAt } from '../../../shared/voting/poll/poll.ts'
import { keptPolls } from '../../../shared/voting/store.ts'
import { type Casting, startCasting } from '../../support/builders/voting/casting.ts'
import {
  announcedAt,
  closesAt,
  mintPermit,
  opensAt,
  pollId,
  privateKeyOf,
  secretsNamed,
  whileOpen,
} from '../../support/builders/voting/polls.ts'
import { announce, ballotOf, codeOf, setClock } from '../../support/builders/voting/voting.ts'
import { send } from '../../support/services/http-event.ts'

let casting: Casting
beforeAll(async () => {
  casting = await startCasting()
})
afterEach(() => setClock(whileOpen))
afterAll(() => casting.voting.stop())

describe('casting refuses without changing the box:', () => {
  const changed = (permit: Permit, part: 'message' | 'signature', byte: number, bit = 1): Permit => {
    const whole = Buffer.from(permit[part], 'base64url')
    whole.writeUInt8(whole.readUInt8(byte) ^ bit, byte)
    return { ...permit, [part]: whole.toString('base64url') }
  }

  it('casting refuses without changing the box: a forged permit, one of another poll, and one with a bit flipped anywhere', async () => {
    const poll = await announce(casting.voting)
    const permit = casting.permitOf()
    await casting.cast(poll, permit, ['bench'])
    const before = await casting.box(poll)
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
      expect(codeOf(await casting.castBody(poll, { ...right, permit: each }))).toBe('permit-invalid')
    expect(await casting.box(poll)).toEqual(before)
  })

  it('casting refuses without changing the box: the permit of a real other poll, both ways', async () => {
    const [here, there] = [await announce(casting.voting), await announce(casting.voting, { secrets: 'other' })]
    const elsewhere = mintPermit(privateKeyOf(await secretsNamed('other')))
    expect(codeOf(await casting.cast(here, elsewhere, ['bench']))).toBe('permit-invalid')
    expect(codeOf(await casting.cast(there, casting.permitOf(), ['bench']))).toBe('permit-invalid')
    expect(codeOf(await casting.cast(there, elsewhere, ['bench']))).toBe(200)
    expect(await casting.box(here)).toEqual([])
  })

  it('casting refuses without changing the box: an invalid choice; the permit remains usable and an earlier ballot remains valid', async () => {
    const poll = await announce(casting.voting, {
      ballotForm: { kind: 'approval', min: 2, max: 2, isBlankAllowed: false },
    })
    const permit = casting.permitOf()
    const wrong = await casting.cast(poll, permit, ['bench', 'zebra'])
    expect(wrong).toMatchObject({
      status: 400,
      body: { code: 'choice-invalid', errors: [{ in: 'body', pointer: '/choice/options/1' }] },
    })
    for (const choice of [[], ['bench'], ['bench', 'bench'], ['bench', 'trees', 'swing']])
      expect(codeOf(await casting.cast(poll, permit, choice))).toBe('choice-invalid')
    expect(codeOf(await casting.cast(poll, permit, { options: ['bench', 'trees'], points: [1, 1] }))).toBe(
      'choice-invalid',
    )
    expect(await casting.box(poll)).toEqual([])
    expect(codeOf(await casting.cast(poll, permit, ['bench', 'trees']))).toBe(200)
    expect(codeOf(await casting.cast(poll, permit, ['bench']))).toBe('choice-invalid')
    expect(await casting.choicesIn(poll)).toEqual([['bench', 'trees']])
  })

  it('casting refuses without changing the box: a ballot before the opening, at the close, and after it', async () => {
    const poll = await announce(casting.voting)
    const codeAt = async (at: string) => codeOf(await casting.cast(poll, casting.permitOf(), ['bench'], { at }))
    expect(await codeAt(announcedAt)).toBe('poll-not-open-yet')
    expect(await codeAt(plusMilliseconds(opensAt, -1))).toBe('poll-not-open-yet')
    expect(await codeAt(closesAt)).toBe('poll-closed')
    expect(await codeAt(settledAt(poll))).toBe('poll-closed')
    expect(await casting.box(poll)).toEqual([])
    expect(await codeAt(opensAt)).toBe(200)
  })

  it('casting refuses without changing the box: a ballot for a poll that was cancelled or does not exist', async () => {
    const poll = await announce(casting.voting)
    const cancelled = cancelPoll(poll, announcedAt)
    if (cancelled.refused) throw new Error(cancelled.code)
    expect(await save(casting.voting.table, announcedAt, changeOf(keptPolls, cancelled))).toEqual({ refused: false })
    expect(codeOf(await casting.cast(poll, casting.permitOf(), ['bench']))).toBe('poll-cancelled')
    const unknown = { ...poll, frozen: { ...poll.frozen, pollId: pollId() } }
    expect(codeOf(await casting.cast(unknown, casting.permitOf(), ['bench']))).toBe('poll-not-found')
    expect(await casting.box(poll)).toEqual([])
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
  ])('casting refuses without changing the box: %s, with a pointer', async (_, wrong) => {
    const poll = await announce(casting.voting)
    const right = { permit: casting.permitOf(), choice: { options: ['bench'] } }
    const answer = await send(casting.voting.functions.castBallot, castBallot, {
      params: { pollId: poll.frozen.pollId },
      body: typeof wrong === 'string' ? wrong : { ...right, ...wrong },
      at: whileOpen,
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', errors: [{ in: 'body' }] } })
    expect(await casting.box(poll)).toEqual([])
  })
})
