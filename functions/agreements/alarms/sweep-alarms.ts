// Every five minutes: moves each alarm whose rung ended without an answer. An alarm that is an hour late raises an
// operator's alarm, because the city promises that none waits longer.
import { climbDeadline } from '../../../shared/agreements/deadlines.ts'
import { listAlarmsToClimb } from '../../../shared/agreements/watch-store.ts'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { startDue } from '../../../shared/platform/deadlines.ts'
import { openWorkflows } from '../../../shared/platform/workflows.ts'
import { openTable } from '../../../shared/table/table.ts'
import { log } from '../../runtime/log.ts'
import { sweep } from '../../runtime/sweeper.ts'

const anHour = 3_600_000

export const start = (environment: Environment) => {
  const [table, startExecution] = [openTable(environment), openWorkflows(environment)]
  return sweep({
    name: 'sweep-alarms',
    listDue: (now) => listAlarmsToClimb(table, now),
    act: (alarm, now) => {
      const dueAt = climbDeadline.dueAt(alarm)
      if (dueAt !== undefined && plusMilliseconds(dueAt, anHour) < now)
        log.error('alarm-climbs-late', { wardCode: alarm.wardCode })
      return startDue(startExecution, climbDeadline, alarm, now)
    },
    facts: ({ wardCode }) => ({ wardCode }),
  })
}
