// Runs inside a thread: one Lambda function, loaded from its bundle.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { isObject, member, parseJson } from '../json.ts'
import { type Answer, type FunctionError, type Invocation, isWorkerStart } from './messages.ts'
import { together } from './together.ts'
import { installVirtualDate } from './virtual-date.ts'

if (!isWorkerStart(workerData)) throw new TypeError('This thread was not told which function it runs')
const start = workerData
installVirtualDate(start.clock)

const errorOf = (error: unknown): FunctionError =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: 'Error', errorMessage: typeof error === 'string' ? error : (JSON.stringify(error) ?? 'undefined') }

type Handler = (event: unknown, context: unknown) => unknown

const isHandler = (value: unknown): value is Handler => typeof value === 'function'

const loadHandler = async (): Promise<Handler> => {
  const [file = 'index', name = 'handler'] = start.handler.split('.')
  const path = ['mjs', 'js', 'cjs'].map((ending) => join(start.directory, `${file}.${ending}`)).find(existsSync)
  if (!path) throw new Error(`${start.directory} has no ${file}.mjs, .js or .cjs`)
  const loaded: unknown = await import(pathToFileURL(path).href)
  const handler = isObject(loaded) ? (loaded[name] ?? member(loaded.default, name)) : undefined
  if (!isHandler(handler)) throw new Error(`${path} does not export ${name}`)
  return handler
}

const contextOf = (invocation: Invocation) => {
  const deadline = performance.now() + invocation.timeout
  return {
    functionName: start.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.arn,
    memoryLimitInMB: String(start.memorySize),
    awsRequestId: invocation.requestId,
    logGroupName: `/aws/lambda/${start.name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: false,
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
  }
}

// Loaded once; a load error is the answer to every invocation, as on Lambda.
const loading = loadHandler()
loading.catch(() => {})

const answer = async (invocation: Invocation): Promise<Answer> => {
  try {
    const handler = await loading
    const result = await handler(parseJson(invocation.event), contextOf(invocation))
    return { id: invocation.id, result: JSON.stringify(result) ?? 'null' }
  } catch (error) {
    return { id: invocation.id, error: errorOf(error) }
  }
}

const reply = together<Answer>((answers) => parentPort?.postMessage(answers))

parentPort?.on('message', (invocations: readonly Invocation[]) => {
  for (const invocation of invocations) void answer(invocation).then(reply)
})
