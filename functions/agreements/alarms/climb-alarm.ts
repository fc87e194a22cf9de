// Step of the state machine `climb-alarm`: moves an alarm to the rung that its dates require.
import * as z from 'zod'
import { getAlarm } from '../../../shared/agreements/watch-store.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { AgreementId, AlarmId } from '../../../shared/kernel/ids.ts'
import { openTable } from '../../../shared/table/table.ts'
import { task } from '../../runtime/task.ts'
import { climbed } from './climbing.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'climb-alarm',
    input: z.object({ agreementId: AgreementId, alarmId: AlarmId }),
    output: z.object({ status: z.string(), rungs: z.int() }),
    facts: () => ({}),
    run: async ({ agreementId, alarmId }, now) => {
      const alarm = await getAlarm(table, agreementId, alarmId)
      if (alarm === undefined) throw new Error('There is no such alarm')
      const { status, rungs } = await climbed(table, alarm, now)
      return { status, rungs: rungs.length }
    },
  })
}
