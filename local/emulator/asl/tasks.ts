// The resources that a Task may name, and how each is run.
import type { Outcome } from '../functions/function-thread.ts'
import { isObject, member, parseJson, textOf } from '../json.ts'
import { StateFailure } from './state-failure.ts'

/** The parts of the system that tasks need. */
export type TaskServices = {
  invoke(functionArn: string, event: string): Promise<Outcome>
  putEvents(entries: readonly unknown[]): Promise<unknown>
  sendMessage(queueUrl: string, body: string): Promise<unknown>
  startExecution(machineArn: string, name: string | undefined, input: string): Promise<unknown>
}

/** An execution that another one waits for. */
export type Nested = { readonly machineArn: string; readonly name: string | undefined; readonly input: string }
/** Its outcome, as DescribeExecution reports it; `output` is JSON as text. */
export type NestedEnd = { readonly status: string; readonly output?: string | undefined }

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

const nestedOf = (input: unknown): Nested => ({
  machineArn: textOf(member(input, 'StateMachineArn')),
  name: optional(member(input, 'Name')),
  input: asText(member(input, 'Input')),
})

const startExecution: Run = (input, services) => {
  const { machineArn, name, input: text } = nestedOf(input)
  return services.startExecution(machineArn, name, text)
}

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

/** A task that hands out a token and waits for it. The services' documentation says which integrations support that. */
const tokenSuffix = '.waitForTaskToken'
const mayWait: ReadonlySet<string> = new Set([
  'arn:aws:states:::lambda:invoke',
  'arn:aws:states:::events:putEvents',
  'arn:aws:states:::sqs:sendMessage',
  'arn:aws:states:::states:startExecution',
])
const nested = 'arn:aws:states:::states:startExecution.sync'

/** How a task runs: at once, by waiting for a token, or by waiting for another execution. */
export type Manner =
  | { readonly kind: 'at-once' }
  | { readonly kind: 'token'; readonly resource: string }
  /** `isParsed`: its output comes as JSON (`.sync:2`), not as text. */
  | { readonly kind: 'nested'; readonly isParsed: boolean }

export const mannerOf = (resource: string): Manner => {
  if (resource.endsWith(tokenSuffix)) return { kind: 'token', resource: resource.slice(0, -tokenSuffix.length) }
  if (resource === nested || resource === `${nested}:2`) return { kind: 'nested', isParsed: resource.endsWith(':2') }
  return { kind: 'at-once' }
}

/** Waits for another execution; rejects with StateFailure unless it succeeds. */
export const runNested = async (
  input: unknown,
  isParsed: boolean,
  run: (nested: Nested) => Promise<NestedEnd>,
): Promise<unknown> => {
  const end = await run(nestedOf(input))
  if (end.status !== 'SUCCEEDED') throw new StateFailure('States.TaskFailed', JSON.stringify(capitals(end)))
  return capitals(isParsed && end.output !== undefined ? { ...end, output: parseJson(end.output) } : end)
}

/** The fields with the names of an integration: `ExecutionArn` for `executionArn`. */
const capitals = (fields: object): object =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, value]),
  )

const isFunction = (resource: string) => /^arn:aws:lambda:[^:]+:\d+:function:/.test(resource)

/** Throws on a resource that the emulator does not support. */
export const requireSupported = (resource: string): void => {
  const manner = mannerOf(resource)
  const isKnown =
    manner.kind === 'token'
      ? mayWait.has(manner.resource)
      : manner.kind === 'nested' || isFunction(resource) || Object.hasOwn(integrations, resource)
  if (!isKnown) throw new Error(`the task resource ${resource} is not supported by the local runner`)
}

/** Runs a task once; rejects with StateFailure. */
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
