import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import {
  closesAt,
  mintPermit,
  opensAt,
  privateKeyOf,
  resident,
  secretsNamed,
} from '../../support/builders/voting/polls.ts'
import {
  announce,
  codeOf,
  requests,
  someBlindedMessage,
  startVoting,
  type Voting,
} from '../../support/builders/voting/voting.ts'

const Mine = z.object({
  items: z.array(z.object({ poll: z.object({ pollId: z.string() }), hasTakenPermit: z.boolean() })),
  cursor: z.string().optional(),
})

describe('my list of open polls', () => {
  let voting: Voting
  let poll: Poll
  beforeAll(async () => {
    voting = await startVoting()
  })
  afterAll(() => voting.stop())

  let wardCode = ''
  let wards = 0
  const me = (name = 'anna') => ({ ...resident(name), ward: wardCode })
  beforeEach(async () => {
    wards += 1
    wardCode = `ward-${wards}`
    poll = await announce(voting, { electorate: { wardCode, minimumAge: 12, ageOn: '2026-03-09', size: 500 } })
  })

  const mine = async (who = me(), more: { readonly at?: string } = {}) =>
    Mine.parse((await requests(voting).myPolls(who, more)).body).items.map((item) => [
      item.poll.pollId,
      item.hasTakenPermit,
    ])

  it('my list of open polls has the poll of my ward, and says whether I, and nobody else, have taken a permit', async () => {
    expect(await mine()).toEqual([[poll.frozen.pollId, false]])
    const blindedMessage = someBlindedMessage()
    expect(codeOf(await requests(voting).permit(poll, blindedMessage, me()))).toBe(200)
    expect(await mine()).toEqual([[poll.frozen.pollId, true]])
    expect(await mine(me('bram'))).toEqual([[poll.frozen.pollId, false]])
  })

  it('my list of open polls does not say whether a ballot followed', async () => {
    const before = await requests(voting).myPolls(me())
    await requests(voting).cast(poll, mintPermit(privateKeyOf(await secretsNamed())), ['bench'])
    expect((await requests(voting).myPolls(me())).body).toEqual(before.body)
  })

  it('my list of open polls is empty for residents of another ward and for those who are too young', async () => {
    expect(await mine({ ...me(), ward: 'somewhere-else' })).toEqual([])
    expect(await mine({ ...me(), birthDate: '2014-03-10' })).toEqual([])
  })

  it('my list of open polls is empty before the opening and from the close on', async () => {
    expect(await mine(me(), { at: plusMilliseconds(opensAt, -1) })).toEqual([])
    expect(await mine(me(), { at: opensAt })).toHaveLength(1)
    expect(await mine(me(), { at: plusMilliseconds(closesAt, -1) })).toHaveLength(1)
    expect(await mine(me(), { at: closesAt })).toEqual([])
  })

  it('my list of open polls has every open poll of the ward, each with its own mark', async () => {
    const electorate = { wardCode, minimumAge: 12, ageOn: '2026-03-09', size: 500 }
    const other = await announce(voting, { secrets: 'other', electorate, closesAt: plusMilliseconds(closesAt, 1_000) })
    const blindedMessage = someBlindedMessage()
    expect(codeOf(await requests(voting).permit(other, blindedMessage, me()))).toBe(200)
    expect(await mine()).toEqual([
      [poll.frozen.pollId, false],
      [other.frozen.pollId, true],
    ])
  })

  it('my list of open polls has a poll that comes after sixty polls of the ward for older people', async () => {
    const older = { wardCode, minimumAge: 60, ageOn: '2026-03-09', size: 500 }
    const earlier = plusMilliseconds(closesAt, -1_000)
    for (let count = 0; count < 60; count++)
      await announce(voting, { secrets: 'other', electorate: older, closesAt: earlier })
    expect(await mine()).toEqual([[poll.frozen.pollId, false]])
  })

  it('my list of open polls comes page after page, each poll once, even if the polls of the first page have closed meanwhile', async () => {
    const electorate = { wardCode, minimumAge: 12, ageOn: '2026-03-09', size: 500 }
    const later = await Promise.all(
      [1_000, 2_000].map((more) =>
        announce(voting, { secrets: 'other', electorate, closesAt: plusMilliseconds(closesAt, more) }),
      ),
    )
    const ask = async (cursor?: string, at?: string) => {
      const query = { limit: '1', ...(cursor === undefined ? {} : { cursor }) }
      const answer = await requests(voting).myPolls(me(), { query, ...(at === undefined ? {} : { at }) })
      const { items, cursor: next } = Mine.parse(answer.body)
      return { ids: items.map((item) => item.poll.pollId), next }
    }
    const first = await ask()
    const second = await ask(first.next)
    const third = await ask(second.next)
    const all = [poll, ...later].map(({ frozen }) => frozen.pollId)
    expect([first, second, third].flatMap(({ ids }) => ids)).toEqual(all)
    expect(third.next).toBeUndefined()
    expect((await ask(first.next, plusMilliseconds(closesAt, 500))).ids).toEqual([all[1]])
  })

  it('my list of open polls refuses a forged cursor', async () => {
    expect(codeOf(await requests(voting).myPolls(me(), { query: { cursor: 'abc' } }))).toBe('invalid-cursor')
  })

  it('my list of open polls is refused without a token, and without a ward', async () => {
    expect(codeOf(await requests(voting).myPolls({ sub: 'anna' }))).toBe('residence-not-verified')
  })
})
