// Keeps the one-time schedule of a poll in step with the poll. Reads the poll as it is now, so events may come twice, late
// or in another order. Without any schedule the poll is closed all the same: by its dates, and by the sweeper.
import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler'
import { pollAnnounced, pollCancelled, pollRescheduled } from '../../../events/voting.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { openTable } from '../../../shared/table/table.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { getPoll } from '../../../shared/voting/store.ts'
import { consume, on } from '../../runtime/consumer.ts'
import { required } from '../environment.ts'
import { closingInput, executionName, scheduleName } from './closing.ts'

const table = openTable(process.env)
const scheduler = new SchedulerClient({ maxAttempts: 4 })

const scheduleOf = (poll: Poll): CreateScheduleCommandInput => ({
  Name: scheduleName(poll.frozen.pollId),
  GroupName: required('SCHEDULE_GROUP'),
  ScheduleExpression: `at(${poll.frozen.closesAt.slice(0, 19)})`,
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: {
    // The universal target, because only it can name the execution.
    Arn: 'arn:aws:scheduler:::aws-sdk:sfn:startExecution',
    RoleArn: required('SCHEDULER_ROLE_ARN'),
    Input: JSON.stringify({
      StateMachineArn: required('CLOSE_POLL_ARN'),
      Name: executionName(poll, poll.frozen.closesAt),
      Input: closingInput(poll),
    }),
    RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3_600 },
    DeadLetterConfig: { Arn: required('SCHEDULE_DLQ_ARN') },
  },
})

const upsert = async (poll: Poll): Promise<void> => {
  const schedule = scheduleOf(poll)
  try {
    await scheduler.send(new CreateScheduleCommand(schedule))
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error
    await scheduler.send(new UpdateScheduleCommand(schedule))
  }
}

const remove = async (pollId: PollId): Promise<void> => {
  try {
    await scheduler.send(
      new DeleteScheduleCommand({ Name: scheduleName(pollId), GroupName: required('SCHEDULE_GROUP') }),
    )
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
  }
}

/** Makes the schedule what the poll asks for: nothing once it is over or called off. */
const follow = async (pollId: PollId, poll: Poll | undefined, now: Instant): Promise<void> => {
  const isDue = poll !== undefined && poll.status === 'announced' && now < poll.frozen.closesAt
  await (isDue ? upsert(poll) : remove(pollId))
}

/** Looks again afterwards: the poll may have moved meanwhile, and another delivery may have been quicker than this one. */
const align = async (pollId: PollId, now: Instant): Promise<void> => {
  let followed: number | undefined
  let poll = await getPoll(table, pollId)
  do {
    followed = poll?.version
    await follow(pollId, poll, now)
    poll = await getPoll(table, pollId)
  } while (poll?.version !== followed)
}

export const handler = consume(
  on(pollAnnounced, ({ data }, now) => align(data.pollId, now)),
  on(pollRescheduled, ({ data }, now) => align(data.pollId, now)),
  on(pollCancelled, ({ data }, now) => align(data.pollId, now)),
)
