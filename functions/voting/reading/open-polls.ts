import { type Instant, monotonicMilliseconds } from '../../../shared/kernel/clock.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import type { Table } from '../../../shared/table/table.ts'
import { isOpen, type Poll } from '../../../shared/voting/poll/poll.ts'
import { getPoll } from '../../../shared/voting/store.ts'

const capacity = 50
/**
 * So old may the reading of a poll be, by a clock that nobody sets. Requests that come together share one; a request that
 * comes by itself asks for the status anew, so that a sealed poll takes nothing, wherever the clock of the machine stands.
 */
const freshMilliseconds = 50

/** Finds a poll for somebody who votes: as it is now, but for a burst of requests. */
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
