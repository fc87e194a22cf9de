import { describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { refusedAnnouncement, refusedCancelling, refusedMove } from '../../../shared/rounds/refusals-of-poll.ts'
import { announcedRound } from '../../support/builders/initiatives/plain-rounds.ts'

const round = announcedRound()
const open = plusMilliseconds(round.opensAt, 1)

describe('a refusal of a poll is told of its round', () => {
  it('a refusal of a poll is told of its round when the round is announced, with the facts and fields of the poll', () => {
    const objections = [{ pointer: '/rule', rule: { nl: 'Kan niet.', en: 'Cannot be.' } }]
    expect(refusedAnnouncement(refuse('poll-already-open'))).toMatchObject({ code: 'window-in-the-past' })
    expect(refusedAnnouncement(refuse('poll-closes-before-it-opens', { minutes: 1 }))).toMatchObject({
      code: 'window-not-valid',
      facts: { minutes: 1 },
    })
    expect(refusedAnnouncement(refuse('poll-cannot-be-counted', {}, objections))).toMatchObject({
      code: 'poll-cannot-be-counted',
      objections,
    })
  })

  it('a refusal of a poll is told of its round when the round is moved', () => {
    expect(refusedMove('poll-already-open', round, open)).toMatchObject({
      code: 'round-already-open',
      facts: { status: 'open' },
    })
    expect(refusedMove('poll-closes-before-it-opens', round, open)).toMatchObject({ code: 'window-not-valid' })
    expect(refusedMove('poll-not-announced', round, open)).toMatchObject({
      code: 'round-not-announced',
      facts: { status: 'announced' },
    })
  })

  it('a refusal of a poll is told of its round when the round is called off', () => {
    expect(refusedCancelling('poll-already-open', round, open)).toMatchObject({
      code: 'round-already-open',
      facts: { status: 'open' },
    })
    expect(refusedCancelling('poll-not-announced', round, open)).toMatchObject({
      code: 'round-over',
      facts: { status: 'announced' },
    })
  })
})
