import { type Instant, monotonicMilliseconds } from '../../../shared/kernel/clock.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import type { Table } from '../../../shared/table/table.ts'
import { isOpen, type Poll } from '../../../shared/voting/poll/poll.ts'
import { getPoll } from '../../../shared/voting/store.ts'

const capacity = 50
/**
 * The maximum age of a read poll, by a monotonic clock. Requests in a burst share one read; a single request reads the
 * status anew, so that a sealed poll takes no ballot even if the machine's clock is wrong.
 */
const freshMilliseconds = 50

/** A read under way or done, and when it began. */
type Reading = { readonly poll: Promise<Poll | undefined>; readonly begunAt: number }

/** Finds a poll for a voter, in its present state except within a burst of requests. */
export const openPolls = (table: Table) => {
  const known = new Map<PollId, Reading>()

  const read = async (pollId: PollId, receivedAt: Instant): Promise<Poll | undefined> => {
    const reading = { poll: getPoll(table, pollId), begunAt: monotonicMilliseconds() }
    if (known.size >= capacity) known.clear()
    known.set(pollId, reading)
    let isToBeKept = false
    try {
      const poll = await reading.poll
      isToBeKept = poll !== undefined && isOpen(poll, receivedAt)
      return poll
    } finally {
      if (!isToBeKept && known.get(pollId) === reading) known.delete(pollId)
    }
  }

  return async (pollId: PollId, receivedAt: Instant): Promise<Poll | undefined> => {
    const reading = known.get(pollId)
    if (reading === undefined || monotonicMilliseconds() - reading.begunAt >= freshMilliseconds)
      return read(pollId, receivedAt)
    const poll = await reading.poll
    return poll !== undefined && isOpen(poll, receivedAt) ? poll : read(pollId, receivedAt)
  }
}
