// The functions of the deployment, by name or ARN, each started at its first invocation.
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { type Extension, noExtension } from '../extension.ts'
import type { Log } from '../log.ts'
import { region } from '../template/references.ts'
import type { VirtualClock } from '../time/clock.ts'
import type { FunctionDefinition } from './function-definitions.ts'
import { type FunctionThread, type Outcome, startThread } from './function-thread.ts'
import { type Line, openLine } from './line.ts'

export type Functions = {
  /**
   * Waits for the outcome. The event is JSON text; `started` is called when the function gets it, which is later if many
   * wait. Rejects (Error) if the function does not exist.
   */
  invoke(nameOrArn: string, event: string, started?: () => void): Promise<Outcome>
  find(nameOrArn: string): FunctionDefinition | undefined
  readonly definitions: readonly FunctionDefinition[]
  /** Called after each invocation: a stream may hold new records now. */
  onDone(listener: () => void): void
  stop(): Promise<void>
}

/** The endpoint of the functions' AWS clients. */
export type Endpoints = { readonly engine: string; readonly aws: string }

const otherServices = ['KMS', 'SCHEDULER', 'SFN', 'EVENTBRIDGE', 'SQS', 'S3', 'LAMBDA', 'SESV2'] as const

/** Environment: the template's variables, their overrides, and Lambda's own. The access key names the function. */
const environmentOf = (
  definition: FunctionDefinition,
  endpoints: Endpoints,
  override: Extension['environment'],
): Readonly<Record<string, string>> => ({
  ...definition.environment,
  ...override(definition.environment, endpoints.aws),
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: definition.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memorySize),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_ACCESS_KEY_ID: definition.id,
  AWS_SECRET_ACCESS_KEY: 'local',
  LAMBDA_TASK_ROOT: definition.directory ?? '/',
  TZ: ':UTC',
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.engine,
  ...Object.fromEntries(otherServices.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoints.aws])),
})

/** `arn:…:function:name:version`, `name:version` and `name` all name the same function here. */
export const functionNameOf = (nameOrArn: string): string => {
  const name = nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? '') : (nameOrArn.split(':')[0] ?? '')
  return name
}

/**
 * Lambda gives each request its own environment; here few threads run them all. Beyond this many at once, requests would
 * wait for each other inside the threads, where waiting counts against their timeout. So the others wait before.
 */
export const maximumInFlight = 16

/** A function whose thread has this many requests gets a second one, if the machine has a core for it. */
const busy = 8

/**
 * A thread holds about 30 MB. A thread that was idle for this long ends, as Lambda drops an environment. While the clock is moved or
 * stands still none ends: sweepers run in turn, day after day, and how long a turn takes depends on the machine.
 */
const idleMilliseconds = 5_000
/**
 * The maximum number of threads: before another one starts, the one that has been idle longest ends. On Lambda environments
 * come and go as well; here all of them share the memory of one machine. When the clock is moved all sweepers run in turn, day
 * after day. With room for few others beside them, each request would end a sweeper's thread and start it again: in a year of
 * `npm run demo -- agreement` 105 threads instead of 35.
 */
export const maximumThreads = 32

/** All functions of the deployment; nothing is started yet. */
export const startFunctions = (
  definitions: readonly FunctionDefinition[],
  clock: Pick<VirtualClock, 'buffer' | 'isFrozen'>,
  endpoints: Endpoints,
  log: Log,
  override: Extension['environment'] = noExtension.environment,
  { idle = idleMilliseconds, most = maximumThreads, each = Math.min(2, availableParallelism()) } = {},
): Functions => {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]))
  const threads = new Map<string, readonly FunctionThread[]>()
  const all = new Set<FunctionThread>()
  const lines = new Map<string, Line>()
  const listeners: (() => void)[] = []
  const lineOf = (name: string): Line => {
    const line = lines.get(name) ?? openLine(maximumInFlight)
    lines.set(name, line)
    return line
  }
  const find = (nameOrArn: string) => byName.get(nameOrArn) ?? byName.get(functionNameOf(nameOrArn))
  /** Idle threads, the one that has been idle longest first. */
  const idleTimers = new Map<string, NodeJS.Timeout>()
  const inFlight = new Map<string, number>()
  let isOver = false
  const isFull = () => [...all].filter(({ isGone }) => !isGone).length >= most

  const drop = (name: string) => {
    clearTimeout(idleTimers.get(name))
    idleTimers.delete(name)
    for (const thread of threads.get(name) ?? []) void thread.stop()
    threads.delete(name)
  }

  const begin = (name: string) => {
    clearTimeout(idleTimers.get(name))
    idleTimers.delete(name)
    inFlight.set(name, (inFlight.get(name) ?? 0) + 1)
  }

  const rest = (name: string) => {
    const over = () => (clock.isFrozen ? rest(name) : drop(name))
    idleTimers.set(name, setTimeout(over, idle).unref())
  }

  const end = (name: string) => {
    const left = (inFlight.get(name) ?? 1) - 1
    inFlight.set(name, left)
    if (left === 0 && !isOver) rest(name)
  }

  const startOne = (definition: FunctionDefinition): FunctionThread => {
    const { name, arn, memorySize, handler, directory } = definition
    if (!directory) throw new Error(`${name}: code inside the template cannot be run here.`)
    if (isOver) throw new Error('The local runner is stopping.')
    for (const longest of idleTimers.keys()) {
      if (!isFull()) break
      drop(longest)
    }
    const thread = startThread(
      { name, arn, memorySize, handler, directory, clock: clock.buffer },
      environmentOf(definition, endpoints, override),
      log,
    )
    all.add(thread)
    void thread.ended.then(() => all.delete(thread))
    return thread
  }

  /** The thread of the function that has the fewest requests, or a second one if the first is busy. */
  const threadOf = (definition: FunctionDefinition): FunctionThread => {
    const running = (threads.get(definition.name) ?? []).filter((thread) => !thread.isGone)
    const [least] = running.toSorted((a, b) => a.requests - b.requests)
    if (least && (least.requests < busy || running.length >= each || isFull())) return least
    const another = startOne(definition)
    threads.set(definition.name, [...running, another])
    return another
  }

  return {
    find,
    definitions,
    invoke: async (nameOrArn, event, started = () => {}) => {
      const definition = find(nameOrArn)
      if (!definition) throw new Error(`There is no function ${nameOrArn}.`)
      const { name } = definition
      begin(name)
      const outcome = await lineOf(name)(() => {
        started()
        return threadOf(definition).invoke(event, randomUUID(), definition.timeout)
      }).finally(() => end(name))
      for (const listener of listeners) listener()
      return outcome
    },
    onDone: (listener) => {
      listeners.push(listener)
    },
    stop: async () => {
      isOver = true
      for (const timer of idleTimers.values()) clearTimeout(timer)
      await Promise.all([...all].map((thread) => thread.stop()))
    },
  }
}
