// Consumer: keeps one one-time schedule for each election, at the next moment of its windows. Reads the election as it is now,
// so events may come twice, late or out of order. If a schedule is lost, the sweeper publishes the moment.
import * as events from '../../../events/elections.ts'
import { windowDeadline } from '../../../shared/elections/deadlines.ts'
import { getElection } from '../../../shared/elections/store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { ElectionId } from '../../../shared/kernel/ids.ts'
import { followDeadline } from '../../../shared/platform/deadlines.ts'
import { openSchedules } from '../../../shared/platform/schedules.ts'
import { openTable } from '../../../shared/table/table.ts'
import { consume, on } from '../../runtime/consumer.ts'

export const start = (environment: Environment) => {
  const [table, schedules] = [openTable(environment), openSchedules(environment)]
  const follow = ({ data: { electionId } }: { readonly data: { readonly electionId: ElectionId } }, now: Instant) =>
    followDeadline(schedules, windowDeadline, electionId, () => getElection(table, electionId), now)
  return consume(
    on(events.electionPlanned, follow),
    on(events.electionMoved, follow),
    on(events.electionCancelled, follow),
    on(events.nominationsOpened, follow),
    on(events.nominationsClosed, follow),
    on(events.pollingOpened, follow),
    on(events.pollingClosed, follow),
  )
}
