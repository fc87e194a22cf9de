import { type Instant, monotonicMilliseconds } from '../../../shared/kernel/clock.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import type { Table } from '../../../shared/table/table.ts'
import { isOpen, type Poll } from '../../../shared/voting/poll/poll.ts'
import { getPoll } from '../../../shared/voting/store.ts'

const capacity = 50
/**
 * The maximum age of a cached poll, by a monotonic clock. Requests in a burst share one read; a single request reads the
 * status anew, so that a sealed poll takes no ballot even if the machine's clock is wrong.
 */
const freshMilliseconds = 50

/** Finds a poll for a voter, in its present state except within a burst of requests. */
export const openPolls = (table: Table) => {
  const known = new Map<PollId, { readonly poll: Poll; readonly readAt: number }>()
  return async (pollId: PollId, receivedAt: Instant): Promise<Poll | undefined> => {
    const kept = known.get(pollId)
    if (
      kept !== undefined &&
      monotonicMilliseconds() - kept.readAt < freshMilliseconds &&
      isOpen(kept.poll, receivedAt)
    )
      return kept.poll
    const readAt = monotonicMilliseconds()
    const poll = await getPoll(table, pollId)
    known.delete(pollId)
    if (poll === undefined || !isOpen(poll, receivedAt)) return poll
    if (known.size >= capacity) known.clear()
    known.set(pollId, { poll, readAt })
    return poll
  }
}
