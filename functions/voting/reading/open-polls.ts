import type { Instant } from '../../../shared/kernel/clock.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import type { Table } from '../../../shared/table/table.ts'
import { isOpen, type Poll } from '../../../shared/voting/poll/poll.ts'
import { getPoll } from '../../../shared/voting/store.ts'

const capacity = 50

/**
 * Finds a poll for somebody who votes. A poll read while it is open is kept in memory: until its close nothing about it
 * can change, and after its close its own dates say so. Before the opening it may still move, so it is read each time.
 */
export const openPolls = (table: Table) => {
  const known = new Map<PollId, Poll>()
  return async (pollId: PollId, receivedAt: Instant): Promise<Poll | undefined> => {
    const poll = known.get(pollId) ?? (await getPoll(table, pollId))
    if (poll === undefined || !isOpen(poll, receivedAt)) return poll
    if (known.size >= capacity) known.clear()
    known.set(pollId, poll)
    return poll
  }
}
