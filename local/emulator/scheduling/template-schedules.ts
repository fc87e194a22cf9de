// The schedules of the templates: AWS::Scheduler::Schedule, and rules with a schedule expression.
import { randomUUID } from 'node:crypto'
import type { EventRule } from '../bus/rules.ts'
import type { Deliver } from '../bus/targets.ts'
import { requireTarget } from '../bus/targets.ts'
import { messageOf } from '../json.ts'
import type { Log } from '../log.ts'
import type { Deployment } from '../template/deployment.ts'
import { account, region } from '../template/references.ts'
import type { Agenda } from '../time/agenda.ts'
import type { VirtualClock } from '../time/clock.ts'
import { ScheduleDefinition } from './schedule-definition.ts'
import { parseSchedule } from './schedule-expression.ts'
import type { Schedules } from './schedules.ts'

/** Arms all schedules of the templates. Throws on unsupported expressions and targets. */
export const armSchedules = (deployment: Deployment, schedules: Schedules): void => {
  for (const { name, properties } of deployment.ofType('AWS::Scheduler::Schedule')) {
    // A generated name may be longer than the service's limit of 64 characters.
    const definition = ScheduleDefinition.parse({ ...properties, Name: name.slice(0, 64) })
    requireTarget(definition.Target.Arn)
    schedules.arrange(definition)
  }
}

/** Arms the rules with a schedule expression. Rates count from the start of the system. */
export const armRules = (
  rules: readonly EventRule[],
  deliver: Deliver,
  agenda: Agenda,
  clock: VirtualClock,
  log: Log,
): void => {
  for (const rule of rules) {
    if (rule.schedule === undefined) continue
    const when = parseSchedule(rule.schedule, 'UTC', clock.now())
    if (when.kind !== 'recurring') throw new Error(`${rule.name}: a rule cannot have the schedule ${rule.schedule}.`)
    agenda.every(`rule ${rule.name}`, when.recurrence, clock.now(), async (at) => {
      const event = {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.events',
        account,
        time: `${new Date(at).toISOString().slice(0, 19)}Z`,
        region,
        resources: [rule.arn],
        detail: {},
      }
      for (const target of rule.targets) {
        try {
          await deliver({ arn: target.arn, input: target.inputFor(event), failures: target.failures })
        } catch (error) {
          log.warn(`rule ${rule.name} could not deliver to ${target.arn}: ${messageOf(error)}`)
        }
      }
    })
  }
}
