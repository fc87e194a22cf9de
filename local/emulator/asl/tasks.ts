// The resources a Task may name, and what is done for each.
import type { Outcome } from '../functions/function-thread.ts'
import { isObject, member, parseJson, textOf } from '../json.ts'
import { StateFailure } from './state-failure.ts'

/** What tasks need of the system. */
export type TaskServices = {
  invoke(functionArn: string, event: string): Promise<Outcome>
  putEvents(entries: readonly unknown[]): Promise<unknown>
  sendMessage(queueUrl: string, body: string): Promise<unknown>
  startExecution(machineArn: string, name: string | undefined, input: string): Promise<unknown>
}

type Run = (input: unknown, services: TaskServices) => Promise<unknown>

const failureOf = (outcome: Extract<Outcome, { readonly ok: false }>) =>
  new StateFailure(outcome.error.errorType, JSON.stringify(outcome.error))

const lambda = async (functionArn: string, event: unknown, services: TaskServices): Promise<unknown> => {
  const outcome = await services.invoke(functionArn, JSON.stringify(event ?? {}))
  if (!outcome.ok) throw failureOf(outcome)
  return parseJson(outcome.payload)
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value ?? {}))

const optional = (value: unknown) => (typeof value === 'string' ? value : undefined)

const startExecution: Run = (input, services) =>
  services.startExecution(
    textOf(member(input, 'StateMachineArn')),
    optional(member(input, 'Name')),
    asText(member(input, 'Input')),
  )

const integrations: Readonly<Record<string, Run>> = {
  'arn:aws:states:::lambda:invoke': async (input, services) => ({
    ExecutedVersion: '$LATEST',
    StatusCode: 200,
    Payload: await lambda(textOf(member(input, 'FunctionName')), member(input, 'Payload'), services),
  }),
  'arn:aws:states:::events:putEvents': async (input, services) => {
    const entries = member(input, 'Entries')
    return services.putEvents(Array.isArray(entries) ? entries : [])
  },
  'arn:aws:states:::sqs:sendMessage': (input, services) =>
    services.sendMessage(textOf(member(input, 'QueueUrl')), asText(member(input, 'MessageBody'))),
  'arn:aws:states:::states:startExecution': startExecution,
  'arn:aws:states:::aws-sdk:sfn:startExecution': startExecution,
}

const isFunction = (resource: string) => /^arn:aws:lambda:[^:]+:\d+:function:/.test(resource)

/** Refuses (Error) a resource that the runner cannot play. */
export const requireSupported = (resource: string): void => {
  if (!isFunction(resource) && !Object.hasOwn(integrations, resource))
    throw new Error(`the task resource ${resource} is not supported by the local runner`)
}

/** Runs a task once; refuses with StateFailure. */
export const runTask = async (resource: string, input: unknown, services: TaskServices): Promise<unknown> => {
  if (isFunction(resource)) return lambda(resource, input, services)
  const run = integrations[resource]
  if (!run) throw new StateFailure('States.Runtime', `No task ${resource}`)
  try {
    return await run(input, services)
  } catch (error) {
    if (error instanceof StateFailure || !(error instanceof Error)) throw error
    // Service integrations name their errors `Service.ErrorException`; the bare name is enough to match here.
    throw new StateFailure(isObject(error) ? error.name : 'States.TaskFailed', error.message)
  }
}
