// When a poll is to be closed: the state machine `close-poll` starts at its close, and again once its lots are drawn.
import type { Deadline } from '../platform/deadlines.ts'
import { pollKeys } from './keys.ts'
import { type Poll, settledAt } from './poll/poll.ts'

export const closeDeadline: Deadline<Poll> = {
  name: 'close-poll',
  queue: pollKeys.closeDue,
  idOf: ({ frozen }) => frozen.pollId,
  dueAt: ({ status, frozen }) =>
    status === 'announced' || status === 'sealed' || status === 'lots-drawn' ? frozen.closesAt : undefined,
  // The machine waits until nothing can be in flight any more.
  input: (poll) => ({ pollId: poll.frozen.pollId, settledAt: settledAt(poll) }),
  phase: ({ status }) => (status === 'lots-drawn' ? 'lots' : ''),
}
