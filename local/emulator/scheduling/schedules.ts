// EventBridge Scheduler: stores schedules, fires them at their virtual moment, retries, and finally sends to a queue.
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { AwsRefusal } from '../aws/refusal.ts'
import type { Deliver } from '../bus/targets.ts'
import { requireTarget } from '../bus/targets.ts'
import { messageOf } from '../json.ts'
import type { Log } from '../log.ts'
import type { State } from '../state.ts'
import { account, region } from '../template/references.ts'
import type { Agenda } from '../time/agenda.ts'
import type { VirtualClock } from '../time/clock.ts'
import { ScheduleDefinition } from './schedule-definition.ts'
import { parseSchedule } from './schedule-expression.ts'

const Kept = z.object({
  definition: ScheduleDefinition,
  createdAt: z.number(),
  changedAt: z.number(),
  isDone: z.boolean(),
})
export type KeptSchedule = z.infer<typeof Kept>

export type Schedules = {
  create(definition: ScheduleDefinition): string
  update(definition: ScheduleDefinition): string
  get(group: string, name: string): KeptSchedule
  remove(group: string, name: string): void
  list(): readonly KeptSchedule[]
  /** A schedule of a template: fires like the others, but is not stored. */
  arrange(definition: ScheduleDefinition): void
  createGroup(name: string): string
  removeGroup(name: string): void
  readonly groups: readonly string[]
}

export const scheduleArn = (group: string, name: string): string =>
  `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`

const longestBackoff = 3_600_000

/** The scheduler. Schedules stored by an earlier run are armed immediately, and overdue ones fire now. */
export const openSchedules = (system: {
  readonly state: State
  readonly clock: VirtualClock
  readonly agenda: Agenda
  readonly log: Log
  readonly deliver: Deliver
  readonly deadLetter: (queue: string, body: string) => void
  readonly groups: readonly string[]
}): Schedules => {
  const { clock, agenda, log, deliver, deadLetter } = system
  const kept = system.state.drawer('schedules', Kept)
  const ownGroups = system.state.drawer('schedule-groups', z.object({ createdAt: z.number() }))
  const cancels = new Map<string, () => void>()
  const idOf = (group: string, name: string) => `${group}/${name}`
  const groups = () => ['default', ...system.groups, ...ownGroups.entries().map(([name]) => name)]

  /** Tries until it succeeds, the attempts are used up, or the event is too old. */
  const fire = async (
    definition: ScheduleDefinition,
    scheduledAt: number,
    attempt: number,
    done: () => void,
  ): Promise<void> => {
    const { Target, Name, GroupName } = definition
    const input = (Target.Input ?? '{}')
      .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn(GroupName, Name))
      .replaceAll('<aws.scheduler.scheduled-time>', `${new Date(scheduledAt).toISOString().slice(0, 19)}Z`)
      .replaceAll('<aws.scheduler.execution-id>', randomUUID())
      .replaceAll('<aws.scheduler.attempt-number>', String(attempt))
    const { DetailType, Source } = Target.EventBridgeParameters ?? {}
    try {
      await deliver({ arn: Target.Arn, input, detailType: DetailType, source: Source })
      done()
    } catch (error) {
      const { MaximumRetryAttempts = 185, MaximumEventAgeInSeconds = 86_400 } = Target.RetryPolicy ?? {}
      const again = clock.now() + Math.min(longestBackoff, 15_000 * 2 ** Math.min(attempt - 1, 10))
      // Scheduler does not retry what the service has refused permanently.
      const isFinal = error instanceof AwsRefusal || attempt > MaximumRetryAttempts
      if (!isFinal && again <= scheduledAt + MaximumEventAgeInSeconds * 1000) {
        agenda.once(`schedule ${Name} (again)`, again, () => fire(definition, scheduledAt, attempt + 1, done))
        return
      }
      log.warn(`schedule ${Name} gave up: ${messageOf(error)}`)
      if (Target.DeadLetterConfig?.Arn) deadLetter(Target.DeadLetterConfig.Arn, input)
      done()
    }
  }

  const arm = (definition: ScheduleDefinition, anchor: number, done: () => void): (() => void) => {
    if (definition.State === 'DISABLED') return () => {}
    const when = parseSchedule(definition.ScheduleExpression, definition.ScheduleExpressionTimezone, anchor)
    const name = `schedule ${definition.Name}`
    return when.kind === 'once'
      ? agenda.once(name, when.at, () => fire(definition, when.at, 1, done))
      : agenda.every(name, when.recurrence, clock.now(), (at) => fire(definition, at, 1, () => {}))
  }

  const check = (definition: ScheduleDefinition) => {
    if (!groups().includes(definition.GroupName))
      throw new AwsRefusal('ResourceNotFoundException', `Schedule group ${definition.GroupName} does not exist.`, 404)
    try {
      parseSchedule(definition.ScheduleExpression, definition.ScheduleExpressionTimezone, 0)
      requireTarget(definition.Target.Arn)
    } catch (error) {
      throw new AwsRefusal('ValidationException', messageOf(error))
    }
  }

  const disarm = (id: string) => {
    cancels.get(id)?.()
    cancels.delete(id)
  }

  const put = (schedule: KeptSchedule) => {
    const { definition } = schedule
    const id = idOf(definition.GroupName, definition.Name)
    disarm(id)
    kept.put(id, schedule)
    const done = () => {
      // Removes the schedule that fired, but not one that has replaced it meanwhile.
      if (kept.get(id) !== schedule) return
      if (definition.ActionAfterCompletion === 'DELETE') kept.remove(id)
      else kept.put(id, { ...schedule, isDone: true })
    }
    if (!schedule.isDone) cancels.set(id, arm(definition, schedule.createdAt, done))
  }

  const get = (group: string, name: string): KeptSchedule => {
    const schedule = kept.get(idOf(group, name))
    if (!schedule) throw new AwsRefusal('ResourceNotFoundException', `Schedule ${name} does not exist.`, 404)
    return schedule
  }

  for (const [, schedule] of kept.entries()) put(schedule)

  return {
    create: (definition) => {
      check(definition)
      if (kept.get(idOf(definition.GroupName, definition.Name)))
        throw new AwsRefusal('ConflictException', `Schedule ${definition.Name} already exists.`, 409)
      const now = clock.now()
      put({ definition, createdAt: now, changedAt: now, isDone: false })
      return scheduleArn(definition.GroupName, definition.Name)
    },
    update: (definition) => {
      check(definition)
      const { createdAt } = get(definition.GroupName, definition.Name)
      put({ definition, createdAt, changedAt: clock.now(), isDone: false })
      return scheduleArn(definition.GroupName, definition.Name)
    },
    get,
    remove: (group, name) => {
      get(group, name)
      disarm(idOf(group, name))
      kept.remove(idOf(group, name))
    },
    list: () => kept.entries().map(([, schedule]) => schedule),
    arrange: (definition) => {
      arm(definition, clock.now(), () => {})
    },
    createGroup: (name) => {
      if (groups().includes(name))
        throw new AwsRefusal('ConflictException', `Schedule group ${name} already exists.`, 409)
      ownGroups.put(name, { createdAt: clock.now() })
      return `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`
    },
    removeGroup: (name) => {
      for (const [id, { definition }] of kept.entries()) {
        if (definition.GroupName !== name) continue
        disarm(id)
        kept.remove(id)
      }
      ownGroups.remove(name)
    },
    get groups() {
      return groups()
    },
  }
}
