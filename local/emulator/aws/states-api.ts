// The part of the Step Functions API that applications call.
import * as z from 'zod'
import { type Execution, executionFields } from '../machines/execution.ts'
import type { Executions } from '../machines/executions.ts'
import { operation } from './input.ts'
import type { Operations } from './refusal.ts'

const inSeconds = (moment: number) => moment / 1000
const seconds = (moment: number | undefined) => (moment === undefined ? undefined : inSeconds(moment))

const described = (execution: Execution) => {
  const { input: _, output: __, error: ___, cause: ____, ...listed } = executionFields(execution, inSeconds)
  return listed
}

const Arn = z.object({ executionArn: z.string() })
const Token = z.object({ taskToken: z.string() })

/** Operations by name. */
export const statesApi = (executions: Executions): Operations => ({
  StartExecution: operation(
    z.object({ stateMachineArn: z.string(), name: z.string().optional(), input: z.string().default('{}') }),
    ({ stateMachineArn, name, input }) => {
      const execution = executions.start(stateMachineArn, name, input)
      return { executionArn: execution.arn, startDate: seconds(execution.startedAt) }
    },
  ),
  DescribeExecution: operation(Arn, ({ executionArn }) => executionFields(executions.get(executionArn), inSeconds)),
  ListExecutions: operation(
    z.object({
      stateMachineArn: z.string().optional(),
      statusFilter: z.string().optional(),
      maxResults: z.number().default(100),
      nextToken: z.string().optional(),
    }),
    ({ stateMachineArn, statusFilter, maxResults, nextToken }) => {
      const all = executions.list(stateMachineArn).filter(({ status }) => !statusFilter || status === statusFilter)
      const from = Number(nextToken ?? 0)
      const to = from + (maxResults || 100)
      return { executions: all.slice(from, to).map(described), ...(to < all.length ? { nextToken: String(to) } : {}) }
    },
  ),
  RedriveExecution: operation(Arn, ({ executionArn }) => ({
    redriveDate: seconds(executions.redrive(executionArn).redrivenAt),
  })),
  SendTaskSuccess: operation(Token.extend({ output: z.string() }), ({ taskToken, output }) => {
    executions.tokens.succeed(taskToken, output)
    return {}
  }),
  SendTaskFailure: operation(
    Token.extend({ error: z.string().max(256).optional(), cause: z.string().optional() }),
    ({ taskToken, error, cause }) => {
      executions.tokens.fail(taskToken, error, cause)
      return {}
    },
  ),
  SendTaskHeartbeat: operation(Token, ({ taskToken }) => {
    executions.tokens.heartbeat(taskToken)
    return {}
  }),
  StopExecution: operation(
    Arn.extend({ error: z.string().optional(), cause: z.string().optional() }),
    ({ executionArn, error, cause }) => ({ stopDate: seconds(executions.stop(executionArn, error, cause).stoppedAt) }),
  ),
})
