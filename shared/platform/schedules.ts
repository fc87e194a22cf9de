// One-time schedules that start an execution at a moment.
import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler'
import type { Instant } from '../kernel/clock.ts'
import { type Environment, required } from '../kernel/environment.ts'
import { clientsOf } from './clients.ts'
import { type Execution, workflowArn } from './workflows.ts'

const schedulerOf = clientsOf('SCHEDULER', (settings) => new SchedulerClient(settings))

export type Schedules = {
  /** Creates or updates the schedule of this name. It deletes itself once it has fired. */
  readonly put: (name: string, at: Instant, execution: Execution) => Promise<void>
  /** No error if there is none. */
  readonly remove: (name: string) => Promise<void>
}

/** The schedules of the group that the environment names. */
export const openSchedules = (environment: Environment): Schedules => {
  const scheduleOf = (name: string, at: Instant, execution: Execution): CreateScheduleCommandInput => ({
    Name: name,
    GroupName: required(environment, 'SCHEDULE_GROUP'),
    ScheduleExpression: `at(${at.slice(0, 19)})`,
    ScheduleExpressionTimezone: 'UTC',
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: {
      // The universal target, because only it can name the execution.
      Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution',
      RoleArn: required(environment, 'SCHEDULER_ROLE_ARN'),
      Input: JSON.stringify({
        StateMachineArn: workflowArn(environment, execution.workflow),
        Name: execution.name,
        Input: execution.input,
      }),
      RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3_600 },
      DeadLetterConfig: { Arn: required(environment, 'SCHEDULE_DLQ_ARN') },
    },
  })
  const scheduler = () => schedulerOf(environment)
  return {
    put: async (name, at, execution) => {
      const schedule = scheduleOf(name, at, execution)
      try {
        await scheduler().send(new CreateScheduleCommand(schedule))
      } catch (error) {
        if (!(error instanceof ConflictException)) throw error
        await scheduler().send(new UpdateScheduleCommand(schedule))
      }
    },
    remove: async (name) => {
      try {
        await scheduler().send(
          new DeleteScheduleCommand({ Name: name, GroupName: required(environment, 'SCHEDULE_GROUP') }),
        )
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error
      }
    },
  }
}
