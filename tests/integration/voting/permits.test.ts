import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { issuePermit } from '../../../shared/voting/operations.ts'
import { cancelPoll } from '../../../shared/voting/poll/announce.ts'
import { isOpen } from '../../../shared/voting/poll/poll.ts'
import { keptPolls } from '../../../shared/voting/store.ts'
import { announcedAt, closesAt, opensAt, pollId, resident, whileOpen } from '../../support/builders/voting/polls.ts'
import {
  announce,
  codeOf,
  isBlindSignature,
  itemsUnder,
  requests,
  setClock,
  someBlindedMessage,
  startVoting,
  untilAnswered,
  type Voting,
} from '../../support/builders/voting/voting.ts'
import { send } from '../../support/services/http-event.ts'
import { sizeOf } from '../../support/sizes.ts'

const signatureIn = (answer: { readonly body: unknown }) =>
  z.object({ blindSignature: z.string() }).parse(answer.body).blindSignature
const tally = (codes: readonly (string | number)[]) =>
  Object.fromEntries(
    Map.groupBy(codes, String)
      .entries()
      .map(([code, all]) => [code, all.length]),
  )

describe('taking a permit', () => {
  let voting: Voting
  beforeAll(async () => {
    voting = await startVoting()
  })
  afterEach(() => setClock(whileOpen))
  afterAll(() => voting.stop())

  const roll = (pollId: string) => itemsUnder(voting.table, `POLL#${pollId}#ROLL`)

  it('taking a permit gives one permit for many parallel requests of one voter with different messages, and refuses the others', async () => {
    const poll = await announce(voting)
    const { permit } = requests(voting)
    const many = sizeOf('requestsAtOnce')
    const messages = Array.from({ length: many }, (_, index) => {
      const message = Buffer.alloc(384, 1)
      message.writeUInt32BE(index, 380)
      return message.toString('base64url')
    })
    expect(new Set(messages).size).toBe(many)
    const answers = await Promise.all(messages.map((message) => untilAnswered(() => permit(poll, message))))
    expect(tally(answers.map(codeOf))).toEqual({ 200: 1, 'permit-already-taken': many - 1 })
    const marks = await roll(poll.frozen.pollId)
    expect(marks).toHaveLength(1)
    const winner = answers.findIndex(({ status }) => status === 200)
    const answer = answers[winner]
    if (answer === undefined) throw new Error('nobody won')
    expect(isBlindSignature(poll, messages[winner] ?? '', signatureIn(answer))).toBe(true)
  })

  it('taking a permit answers two hundred parallel requests with the same message with the same permit', async () => {
    const poll = await announce(voting)
    const blindedMessage = someBlindedMessage()
    const { permit } = requests(voting)
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => untilAnswered(() => permit(poll, blindedMessage))),
    )
    expect(tally(answers.map(codeOf))).toEqual({ 200: 200 })
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await roll(poll.frozen.pollId)).toHaveLength(1)
  })

  it('taking a permit gives every voter a different permit', async () => {
    const poll = await announce(voting, { shards: 4 })
    const names = Array.from({ length: 24 }, (_, index) => `voter-${index}`)
    for (const name of names) {
      const blindedMessage = someBlindedMessage()
      expect(codeOf(await requests(voting).permit(poll, blindedMessage, resident(name)))).toBe(200)
    }
    const marks = await roll(poll.frozen.pollId)
    expect(marks).toHaveLength(24)
    expect(JSON.stringify(marks)).not.toContain('voter-')
    expect(marks.map((mark) => Object.keys(mark).sort())).toEqual(marks.map(() => ['blindedDigest', 'pk', 'sk']))
  })

  it('taking a permit can be repeated after a message that cannot be signed', async () => {
    const poll = await announce(voting)
    const tooLarge = Buffer.alloc(384, 255).toString('base64url')
    expect(codeOf(await requests(voting).permit(poll, tooLarge))).toBe('blinded-message-invalid')
    const [zero, one] = [Buffer.alloc(384), Buffer.alloc(384).fill(1, 383)]
    for (const nothing of [zero, one])
      expect(codeOf(await requests(voting).permit(poll, nothing.toString('base64url')))).toBe('blinded-message-invalid')
    expect(await roll(poll.frozen.pollId)).toEqual([])
    const blindedMessage = someBlindedMessage()
    expect(codeOf(await requests(voting).permit(poll, blindedMessage))).toBe(200)
  })

  it.each([
    ['nobody who is not signed in', {}, 'unauthorized'],
    [
      'nobody whose ward the city does not know',
      { claims: { sub: 'x', birthDate: '1980-01-01' } },
      'residence-not-verified',
    ],
    [
      'nobody whose birth date it does not know',
      { claims: { sub: 'x', ward: 'oude-noorden' } },
      'residence-not-verified',
    ],
    ['nobody of another ward', { by: { sub: 'x', ward: 'agniesebuurt', birthDate: '1980-01-01' } }, 'not-your-ward'],
    ['nobody of eleven', { by: { sub: 'x', ward: 'oude-noorden', birthDate: '2014-03-10' } }, 'too-young'],
    [
      'nobody of the staff without a ward',
      { by: { sub: 'x', roles: ['moderator'] as const } },
      'residence-not-verified',
    ],
  ])('taking a permit is for %s', async (_, who, code) => {
    const poll = await announce(voting)
    const blindedMessage = someBlindedMessage()
    const answer = await send(voting.functions.issuePermit, issuePermit, {
      params: { pollId: poll.frozen.pollId },
      body: { blindedMessage },
      at: opensAt,
      ...who,
    })
    expect(codeOf(answer)).toBe(code)
    expect(await roll(poll.frozen.pollId)).toEqual([])
  })

  it('taking a permit is possible from the opening to a millisecond before the close', async () => {
    const poll = await announce(voting)
    const blindedMessage = someBlindedMessage()
    const codeAt = async (at: string, name: string) =>
      codeOf(await requests(voting).permit(poll, blindedMessage, resident(name), { at }))
    expect(await codeAt(plusMilliseconds(opensAt, -1), 'early')).toBe('poll-not-open-yet')
    expect(await codeAt(closesAt, 'late')).toBe('poll-closed')
    expect(await roll(poll.frozen.pollId)).toEqual([])
    expect(await codeAt(opensAt, 'first')).toBe(200)
    expect(await codeAt(plusMilliseconds(closesAt, -1), 'last')).toBe(200)
    // From here on the function has the poll in its memory.
    expect(await codeAt(plusMilliseconds(opensAt, -1), 'early')).toBe('poll-not-open-yet')
    expect(await codeAt(closesAt, 'late')).toBe('poll-closed')
    expect(await roll(poll.frozen.pollId)).toHaveLength(2)
  })

  it('taking a permit is refused if requested in time but so late that the marks may have been counted', async () => {
    const poll = await announce(voting)
    const blindedMessage = someBlindedMessage()
    const ask = () =>
      requests(voting).permit(poll, blindedMessage, resident('anna'), { at: plusMilliseconds(closesAt, -1) })
    setClock(plusMilliseconds(closesAt, 60_000))
    expect(codeOf(await ask())).toBe('poll-closed')
    expect(await roll(poll.frozen.pollId)).toEqual([])
    setClock(plusMilliseconds(closesAt, 59_999))
    expect(codeOf(await ask())).toBe(200)
  })

  it('taking a permit is not possible in a poll that was cancelled or does not exist', async () => {
    const poll = await announce(voting)
    const cancelled = cancelPoll(poll, announcedAt)
    if (cancelled.refused) throw new Error(cancelled.code)
    expect(await save(voting.table, announcedAt, changeOf(keptPolls, cancelled))).toEqual({ refused: false })
    const blindedMessage = someBlindedMessage()
    expect(isOpen(cancelled.after, opensAt)).toBe(false)
    expect(codeOf(await requests(voting).permit(poll, blindedMessage))).toBe('poll-cancelled')
    const unknown = { ...poll, frozen: { ...poll.frozen, pollId: pollId() } }
    expect(codeOf(await requests(voting).permit(unknown, blindedMessage))).toBe('poll-not-found')
  })

  it.each([
    ['no message', {}],
    ['a message too short', { blindedMessage: 'AAAA' }],
    ['a message too long', { blindedMessage: 'A'.repeat(516) }],
    ['a message in another alphabet', { blindedMessage: '+'.repeat(512) }],
    ['a number for a message', { blindedMessage: 12 }],
    ['a field nobody knows', { blindedMessage: 'A'.repeat(512), name: 'anna' }],
  ])('taking a permit refuses %s with a pointer', async (_, body) => {
    const poll = await announce(voting)
    const answer = await send(voting.functions.issuePermit, issuePermit, {
      params: { pollId: poll.frozen.pollId },
      body,
      by: resident('anna'),
      at: opensAt,
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', errors: [{ in: 'body' }] } })
  })
})
