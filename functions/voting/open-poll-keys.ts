// Keys of polls, held in memory only while their poll takes votes: a warm function must hold no secret of a poll that is over.
import type { Instant } from '../../shared/kernel/clock.ts'
import type { PollId } from '../../shared/kernel/ids.ts'
import { isOpen, type Poll } from '../../shared/voting/poll/poll.ts'

/**
 * Caches what `find` returns for the last `capacity` open polls. Concurrent callers share one answer. A failed or empty
 * answer is dropped; so are those of all polls that are over at the moment of a request. For a poll that is not open it
 * returns nothing.
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
    /** The number of polls whose keys are held. */
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
