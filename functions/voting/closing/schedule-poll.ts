// Consumer: keeps the one-time schedule of a poll's close up to date with the poll. Reads the poll as it is now, so events
// may come twice, late or out of order. If a schedule is lost, the poll still ends by its own dates, and the sweeper closes
// it.
import { pollAnnounced, pollCancelled, pollRescheduled } from '../../../events/voting.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { followDeadline } from '../../../shared/platform/deadlines.ts'
import { openSchedules } from '../../../shared/platform/schedules.ts'
import { openTable } from '../../../shared/table/table.ts'
import { closeDeadline } from '../../../shared/voting/deadlines.ts'
import { getPoll } from '../../../shared/voting/store.ts'
import { consume, on } from '../../runtime/consumer.ts'

export const start = (environment: Environment) => {
  const [table, schedules] = [openTable(environment), openSchedules(environment)]
  const follow = ({ data: { pollId } }: { readonly data: { readonly pollId: PollId } }, now: Instant) =>
    followDeadline(schedules, closeDeadline, pollId, () => getPoll(table, pollId), now)
  return consume(on(pollAnnounced, follow), on(pollRescheduled, follow), on(pollCancelled, follow))
}
