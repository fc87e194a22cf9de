// One execution as it is stored, and as the API shows it.
import * as z from 'zod'
import { parseJson } from '../json.ts'
import type { StateMachine } from './state-machines.ts'

const Status = z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'])

export const Execution = z.object({
  arn: z.string(),
  name: z.string(),
  machineArn: z.string(),
  input: z.string(),
  startedAt: z.number(),
  status: Status,
  /** The execution, and the place in it, that wait for this one. */
  startedBy: z.string().optional(),
  /** Its position: the state on the top level, its input, and since when. */
  position: z.object({ state: z.string(), input: z.unknown(), enteredAt: z.number() }),
  stoppedAt: z.number().optional(),
  output: z.string().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
  /** How often it was redriven, and when last. */
  redriveCount: z.int().default(0),
  redrivenAt: z.number().optional(),
})
export type Execution = z.infer<typeof Execution>

/** The fields of an execution as Step Functions names them; `time` converts milliseconds to the caller's format. */
export const executionFields = <Time>(execution: Execution, time: (moment: number) => Time) => {
  const { arn, machineArn, name, status, startedAt, stoppedAt, redrivenAt, redriveCount } = execution
  const { input, output, error, cause } = execution
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: time(startedAt),
    ...(stoppedAt === undefined ? {} : { stopDate: time(stoppedAt) }),
    redriveCount,
    ...(redrivenAt === undefined ? {} : { redriveDate: time(redrivenAt) }),
    input,
    output,
    error,
    cause,
  }
}

/** The `$$` object of an execution. */
export const contextOf = (machine: StateMachine, execution: Execution) => ({
  Execution: {
    Id: execution.arn,
    Name: execution.name,
    Input: parseJson(execution.input),
    StartTime: new Date(execution.startedAt).toISOString(),
    RoleArn: 'arn:aws:iam::000000000000:role/local',
  },
  StateMachine: { Id: machine.arn, Name: machine.name },
})
