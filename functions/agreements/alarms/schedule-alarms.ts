// Consumer: keeps the one-time schedule of an alarm's next climb up to date with the alarm as it is now. If a schedule is
// lost, the sweeper moves the alarm within five minutes.
import { alarmChanged } from '../../../events/agreements.ts'
import { climbDeadline } from '../../../shared/agreements/deadlines.ts'
import { getAlarm } from '../../../shared/agreements/watch-store.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { followDeadline } from '../../../shared/platform/deadlines.ts'
import { openSchedules } from '../../../shared/platform/schedules.ts'
import { openTable } from '../../../shared/table/table.ts'
import { consume, on } from '../../runtime/consumer.ts'

export const start = (environment: Environment) => {
  const [table, schedules] = [openTable(environment), openSchedules(environment)]
  return consume(
    on(alarmChanged, ({ data: { agreementId, alarmId } }, now) =>
      followDeadline(schedules, climbDeadline, alarmId, () => getAlarm(table, agreementId, alarmId), now),
    ),
  )
}
