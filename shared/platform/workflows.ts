// Executions of state machines, and the tokens that their steps wait for.
import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn'
import { type Environment, required, workflowVariable } from '../kernel/environment.ts'
import { clientsOf } from './clients.ts'

const sfnOf = clientsOf('SFN', (settings) => new SFNClient(settings))

/** The ARN of a workflow, by its name in kebab case. */
export const workflowArn = (environment: Environment, workflow: string): string =>
  required(environment, workflowVariable(workflow))

export type Execution = { readonly workflow: string; readonly name: string; readonly input: string }
/** Starts an execution; false when one of that name was started before (names are taken for 90 days). */
export type StartExecution = (execution: Execution) => Promise<boolean>

/** Starts executions of the workflows that the environment names. */
export const openWorkflows =
  (environment: Environment): StartExecution =>
  async ({ workflow, name, input }) => {
    const start = new StartExecutionCommand({ stateMachineArn: workflowArn(environment, workflow), name, input })
    try {
      await sfnOf(environment).send(start)
      return true
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return false
      throw error
    }
  }

/** Sends a task token back; false if no step waits for it any more. That is not an error: the answer is in the table. */
export type AnswerToken = (token: string) => Promise<boolean>

/** Continues the steps that wait. The output is empty, because the facts are in the table. */
export const openTokens =
  (environment: Environment): AnswerToken =>
  async (taskToken) => {
    try {
      await sfnOf(environment).send(new SendTaskSuccessCommand({ taskToken, output: '{}' }))
      return true
    } catch (error) {
      const isOver = [TaskTimedOut, TaskDoesNotExist, InvalidToken].some((kind) => error instanceof kind)
      if (isOver) return false
      throw error
    }
  }
