// Starts the state machine `close-poll`.
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { required } from '../environment.ts'
import { closingInput, executionName } from './closing.ts'

const stepFunctions = new SFNClient({ maxAttempts: 4 })

/** Starts the close of a poll; false when an execution of that name was started before. */
export const startClosing = async (poll: Poll, now: Instant): Promise<boolean> => {
  const start = new StartExecutionCommand({
    stateMachineArn: required('CLOSE_POLL_ARN'),
    name: executionName(poll, now),
    input: closingInput(poll),
  })
  try {
    await stepFunctions.send(start)
    return true
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return false
    throw error
  }
}
