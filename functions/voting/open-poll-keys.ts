// Keys of polls, held in memory only while their poll takes votes: a function that stays warm must know no secret of a poll
// that is over.
import type { Instant } from '../../shared/kernel/clock.ts'
import type { PollId } from '../../shared/kernel/ids.ts'
import { isOpen, type Poll } from '../../shared/voting/poll/poll.ts'

/**
 * Holds what `find` gives for the last `capacity` open polls. Askers at once share one answer; a failed or empty one is
 * forgotten, and so are those of all polls that are over at the moment of a request. Of a poll that is not open it gives
 * nothing.
 */
export const openPollKeys = <Value>(capacity: number, find: (pollId: PollId) => Promise<Value | undefined>) => {
  const held = new Map<PollId, { readonly closesAt: Instant; readonly value: Promise<Value | undefined> }>()
  const forgetEnded = (now: Instant): void => {
    for (const [pollId, { closesAt }] of held) if (closesAt <= now) held.delete(pollId)
  }
  const hold = (pollId: PollId, closesAt: Instant): Promise<Value | undefined> => {
    const value = find(pollId)
    held.set(pollId, { closesAt, value })
    const [oldest] = held.keys()
    if (held.size > capacity && oldest !== undefined) held.delete(oldest)
    return value
  }
  return {
    forget: (pollId: PollId): void => void held.delete(pollId),
    /** How many polls it holds keys of. */
    size: (): number => held.size,
    find: async (poll: Poll, now: Instant): Promise<Value | undefined> => {
      const { pollId, closesAt } = poll.frozen
      forgetEnded(now)
      if (!isOpen(poll, now)) {
        held.delete(pollId)
        return undefined
      }
      const value = held.get(pollId)?.value ?? hold(pollId, closesAt)
      try {
        const found = await value
        if (found === undefined) held.delete(pollId)
        return found
      } catch (error) {
        held.delete(pollId)
        throw error
      }
    },
  }
}
