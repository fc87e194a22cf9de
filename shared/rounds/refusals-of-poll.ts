// The refusals of a poll, in words for a ward manager who prepares, moves or calls off its round.
import type { Instant } from '../kernel/clock.ts'
import { type Refusal, refuse } from '../kernel/refusals.ts'
import { lateVote } from './announcement.ts'
import type { Round } from './round.ts'

/** The poll of a round could not be announced. */
export const refusedAnnouncement = ({
  code,
  facts,
  objections,
}: Refusal<'poll-already-open' | 'poll-closes-before-it-opens' | 'poll-cannot-be-counted'>) => {
  switch (code) {
    case 'poll-already-open':
      return refuse('window-in-the-past')
    case 'poll-closes-before-it-opens':
      return refuse('window-not-valid', facts, objections)
    case 'poll-cannot-be-counted':
      return refuse('poll-cannot-be-counted', facts, objections)
    default:
      return code satisfies never
  }
}

/** The poll of a round could not be moved. */
export const refusedMove = (
  code: 'poll-already-open' | 'poll-closes-before-it-opens' | 'poll-not-announced',
  round: Round,
  now: Instant,
) => {
  switch (code) {
    case 'poll-already-open':
      return refuse('round-already-open', lateVote(round, now))
    case 'poll-closes-before-it-opens':
      return refuse('window-not-valid', { status: round.status })
    case 'poll-not-announced':
      return refuse('round-not-announced', { status: round.status })
    default:
      return code satisfies never
  }
}

/** The poll of a round could not be called off. */
export const refusedCancelling = (code: 'poll-already-open' | 'poll-not-announced', round: Round, now: Instant) =>
  code === 'poll-already-open'
    ? refuse('round-already-open', lateVote(round, now))
    : refuse('round-over', { status: round.status })
