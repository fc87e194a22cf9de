// How the close of a poll is started: by its schedule, by the sweeper, or by an operator; all of them the same way.
import { epochMilliseconds, type Instant } from '../../../shared/kernel/clock.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { type Poll, settledAt } from '../../../shared/voting/poll/poll.ts'

const sweepInterval = 15 * 60_000

/** Input of the state machine. The wait ends at `settledAt`. */
export const closingInput = (poll: Poll): string =>
  JSON.stringify({ pollId: poll.frozen.pollId, settledAt: settledAt(poll) })

/** Name of the schedule of a poll. */
export const scheduleName = (pollId: PollId): string => `close-${pollId}`

/**
 * Name of an execution: of the poll, and of the quarter of an hour since it could be counted. Names are taken for 90
 * days, so an execution that failed needs another; and no more than one is started in a quarter, before the lots and
 * after them.
 */
export const executionName = (poll: Poll, now: Instant): string => {
  const late = Math.max(0, epochMilliseconds(now) - epochMilliseconds(settledAt(poll)))
  const stage = poll.status === 'lots-drawn' ? 'lots-' : ''
  return `close-${poll.frozen.pollId}-${stage}${Math.floor(late / sweepInterval)}`
}
