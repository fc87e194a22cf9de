// Every five minutes: starts the close of each poll that is over and has no result. Normally finds nothing.
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import * as z from 'zod'
import { openTable } from '../../shared/table/table.ts'
import { listPollsToClose } from '../../shared/voting/store.ts'
import { faultFacts, log } from '../runtime/log.ts'
import { task } from '../runtime/task.ts'
import { closingInput, executionName } from './closing.ts'
import { required } from './environment.ts'

const table = openTable(process.env)
const stepFunctions = new SFNClient({ maxAttempts: 4 })

/** Starts an execution; false when one of that name was started before. */
const start = async (name: string, input: string): Promise<boolean> => {
  try {
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn: required('CLOSE_POLL_ARN'), name, input }))
    return true
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return false
    throw error
  }
}

export const handler = task({
  name: 'sweep-polls',
  input: z.unknown(),
  output: z.object({ started: z.int() }),
  facts: () => ({}),
  run: async (_, now) => {
    let started = 0
    const faults: unknown[] = []
    for (const poll of await listPollsToClose(table, now)) {
      const { pollId } = poll.frozen
      try {
        if (!(await start(executionName(poll, now), closingInput(poll)))) continue
        started += 1
        log.warn('close-started-by-sweeper', { pollId })
      } catch (fault) {
        // One poll that cannot be started must not keep the others waiting; the alarm comes all the same.
        faults.push(fault)
        log.error('close-not-started', { pollId, ...faultFacts(fault) })
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, `${faults.length} polls could not be closed`)
    return { started }
  },
})
