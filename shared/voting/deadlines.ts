// Deadlines of a poll: its close, and its lots.
import type { Deadline, Due } from '../platform/deadlines.ts'
import { pollKeys } from './keys.ts'
import { lotsDueFrom } from './lots/lots-of-poll.ts'
import { type Poll, settledAt } from './poll/poll.ts'

/** Starts the state machine `close-poll` at the close, and again once the lots are drawn. */
export const closeDeadline: Deadline<Poll> = {
  name: 'close-poll',
  queue: pollKeys.closeDue,
  idOf: ({ frozen }) => frozen.pollId,
  dueAt: ({ status, frozen }) =>
    status === 'announced' || status === 'sealed' || status === 'lots-drawn' ? frozen.closesAt : undefined,
  // The machine waits until no write can be in flight any more.
  input: (poll) => ({ pollId: poll.frozen.pollId, settledAt: settledAt(poll) }),
  phase: ({ status }) => (status === 'lots-drawn' ? 'lots' : ''),
}

/** The beacon of a poll. A fixed public session has no deadline here. */
export const lotsDue: Due<Poll> = {
  queue: pollKeys.lotsDue,
  idOf: closeDeadline.idOf,
  dueAt: (poll) => (poll.status === 'awaiting-lots' ? lotsDueFrom(poll) : undefined),
}
