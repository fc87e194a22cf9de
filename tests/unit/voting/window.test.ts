import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { epochMilliseconds, type Instant, instantOf, plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { mayVoteAt, objectionToLateWrite } from '../../../shared/voting/poll/eligibility.ts'
import { inFlightMilliseconds, isOpen, type Poll, phaseAt, settledAt } from '../../../shared/voting/poll/poll.ts'
import { announcedPoll, instant } from '../../support/builders/voting/polls.ts'

const answer = (poll: Poll, at: Instant) => {
  const decision = mayVoteAt(poll, at)
  return decision.refused ? decision.code : decision.value
}

const windows = {
  'opens as the clocks go forward, at 03:00 on 29 March 2026': [
    '2026-03-29T03:00:00+02:00',
    '2026-04-12T21:00:00+02:00',
  ],
  'closes as the clocks go forward': ['2026-03-15T08:00:00+01:00', '2026-03-29T03:00:00+02:00'],
  'lasts the one hour that the skipped hour leaves': ['2026-03-29T01:30:00+01:00', '2026-03-29T03:30:00+02:00'],
  'opens in the second 02:30 of 25 October 2026': ['2026-10-25T02:30:00+01:00', '2026-11-01T20:00:00+01:00'],
  'closes in the first 02:30 of 25 October 2026': ['2026-10-11T08:00:00+02:00', '2026-10-25T02:30:00+02:00'],
  'lasts from the first 02:30 to the second': ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00'],
  'is an ordinary fortnight': ['2026-03-09T08:00:00+01:00', '2026-03-22T20:00:00+01:00'],
} as const

describe.each(Object.entries(windows))('a poll that %s', (_, [from, until]) => {
  const [opensAt, closesAt] = [instant(from), instant(until)]
  const poll = announcedPoll({ opensAt, closesAt })

  it('accepts votes from its opening to a millisecond before its close', async () => {
    expect(answer(await poll, plusMilliseconds(opensAt, -1))).toBe('poll-not-open-yet')
    expect(answer(await poll, opensAt)).toBe('open')
    expect(answer(await poll, plusMilliseconds(closesAt, -1))).toBe('open')
    expect(answer(await poll, closesAt)).toBe('poll-closed')
  })

  it('shows the same phase to the public', async () => {
    expect(phaseAt(await poll, plusMilliseconds(opensAt, -1))).toBe('announced')
    expect(phaseAt(await poll, opensAt)).toBe('open')
    expect(phaseAt(await poll, plusMilliseconds(closesAt, -1))).toBe('open')
    expect(phaseAt(await poll, closesAt)).toBe('counting')
  })
})

describe('a vote that was received in time', () => {
  it('a vote that was received in time is written after the close as well, but not when its write might end after the count begins', async () => {
    const poll = await announcedPoll()
    const written = (milliseconds: number) =>
      objectionToLateWrite(poll, plusMilliseconds(poll.frozen.closesAt, milliseconds))?.code
    expect([written(-1), written(0), written(inFlightMilliseconds - 15_001)]).toEqual([undefined, undefined, undefined])
    expect([written(inFlightMilliseconds - 15_000), written(inFlightMilliseconds)]).toEqual([
      'poll-closed',
      'poll-closed',
    ])
  })
})

describe('the skipped and the repeated hour', () => {
  it('the skipped and the repeated hour last one hour from 01:30 to 03:30 in March, and one hour from 02:30 to 02:30 in October', () => {
    const hours = (from: string, until: string) =>
      (epochMilliseconds(instant(until)) - epochMilliseconds(instant(from))) / 3_600_000
    expect(hours('2026-03-29T01:30:00+01:00', '2026-03-29T03:30:00+02:00')).toBe(1)
    expect(hours('2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00')).toBe(1)
  })
})

describe('the phase of a poll', () => {
  const moments = fc.integer({ min: Date.UTC(2026, 1, 1), max: Date.UTC(2026, 4, 1) }).map(instantOf)
  const order = ['announced', 'open', 'counting', 'published']

  it('the phase of a poll never goes back, and is open exactly when votes are accepted', async () => {
    const poll = await announcedPoll()
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        const [earlier, later] = a < b ? [a, b] : [b, a]
        expect(order.indexOf(phaseAt(poll, earlier))).toBeLessThanOrEqual(order.indexOf(phaseAt(poll, later)))
        expect(phaseAt(poll, a) === 'open').toBe(isOpen(poll, a))
        expect(answer(poll, a) === 'open').toBe(isOpen(poll, a))
      }),
    )
  })

  it('the phase of a sealed poll is counting, and that of a finished one its outcome, at any moment', async () => {
    const poll = await announcedPoll()
    const at = (status: 'sealed' | 'published' | 'withheld' | 'cancelled') =>
      phaseAt({ ...poll, status }, settledAt(poll))
    expect([at('sealed'), at('published'), at('withheld'), at('cancelled')]).toEqual([
      'counting',
      'published',
      'withheld',
      'cancelled',
    ])
  })

  it('the phase of a cancelled poll is never open', async () => {
    const poll: Poll = { ...(await announcedPoll()), status: 'cancelled' }
    fc.assert(
      fc.property(moments, (at) => {
        expect(isOpen(poll, at)).toBe(false)
        expect(answer(poll, at)).toBe('poll-cancelled')
      }),
    )
  })
})
