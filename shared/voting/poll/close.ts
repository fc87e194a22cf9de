// The close of a poll: sealed once no write can be in flight; then published, withheld, or waiting for lots.
import type { Instant } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/refusals.ts'
import { addsUp, type PollResult } from '../count/result.ts'
import type { Tally } from '../count/tally.ts'
import { type Mismatch, polls } from '../machine.ts'
import { type Poll, settledAt } from './poll.ts'

/** Whether the box of a poll is closed permanently. */
export const isSealed = ({ status }: Poll): boolean => status !== 'announced' && status !== 'cancelled'

/** Closes the box permanently, not before its own dates allow it. */
export const sealPoll = (poll: Poll, now: Instant) =>
  polls.take('seal', poll, (it) => (now < settledAt(it) ? refuse('poll-not-settled') : it))

/** How many took a permit, and how many could. */
export type Roll = { readonly marks: number; readonly electorate: number }

/** The step that follows a count. None while lots are awaited or when the poll is over. */
export const followingCount = (
  poll: Poll,
  tally: Pick<Tally, 'ballots' | 'rejected'>,
  { marks, electorate }: Roll,
): 'withhold' | 'post-root' | 'publish' => {
  if (!addsUp(tally, marks, poll.frozen, electorate)) return 'withhold'
  return poll.frozen.lots.source !== 'none' && poll.status === 'sealed' ? 'post-root' : 'publish'
}

/** Posts the signed root of the ballots; the poll waits for its lots. */
export const postRoot = (poll: Poll, checkpoint: string) =>
  polls.take('post-root', poll, (it) => ({ ...it, checkpoint }))

/** Publishes a result. */
export const publishResult = (poll: Poll, result: PollResult) => polls.take('publish', poll, (it) => it, result)

/** Withholds a result that fails its checks. */
export const withholdResult = (poll: Poll, mismatch: Mismatch) => polls.take('withhold', poll, (it) => it, mismatch)

/** Declares a withheld poll void, for a public reason. */
export const voidPoll = (poll: Poll, of: { readonly reason: string; readonly isToBeRepeated: boolean }) =>
  polls.take('void', poll, (it) => ({ ...it, reason: of.reason, isToBeRepeated: of.isToBeRepeated }))
