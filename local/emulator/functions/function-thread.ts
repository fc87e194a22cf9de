// One thread of a function, seen from outside: starts at once, runs several invocations at a time, may die.
import { Worker } from 'node:worker_threads'
import type { Log } from '../log.ts'
import type { Answer, FunctionError, Invocation, WorkerStart } from './messages.ts'
import { together } from './together.ts'
import { workerCode } from './worker-code.ts'

/** The outcome of an invocation. */
export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly error: FunctionError }

export type FunctionThread = {
  invoke(event: string, requestId: string, timeout: number): Promise<Outcome>
  /** Takes no new invocations: it died, hangs, or has been stopped. */
  readonly isGone: boolean
  /** How many invocations it has not answered yet. */
  readonly requests: number
  readonly ended: Promise<void>
  stop(): Promise<void>
}

const failed = (errorType: string, errorMessage: string): Outcome => ({ ok: false, error: { errorType, errorMessage } })

/** Splits the output of a stream into lines. */
const lines = (tell: (line: string) => void) => {
  let rest = ''
  return (chunk: unknown) => {
    const parts = `${rest}${String(chunk)}`.split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) if (part.trim()) tell(part)
  }
}

/** The size of V8's young generation. Node's default would let each thread keep 48 MB of garbage. */
const youngMb = 12

/** Starts a thread for a function. `environment` is the whole `process.env` of the thread. */
export const startThread = (
  start: WorkerStart,
  environment: Readonly<Record<string, string>>,
  log: Log,
): FunctionThread => {
  const worker = new Worker(workerCode(), {
    eval: true,
    workerData: start,
    // On Lambda all memory counts; here only the JavaScript heap.
    resourceLimits: { maxOldGenerationSizeMb: start.memorySize, maxYoungGenerationSizeMb: youngMb },
    env: { ...environment },
    stdout: true,
    stderr: true,
    execArgv: [],
  })
  worker.stdout.on(
    'data',
    lines((line) => log.said(start.name, line)),
  )
  worker.stderr.on(
    'data',
    lines((line) => log.said(start.name, line)),
  )
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const open = new Map<number, (outcome: Outcome) => void>()
  let lastId = 0
  let isGone = false
  let isStopping = false

  const settle = (id: number, outcome: Outcome) => {
    const tell = open.get(id)
    open.delete(id)
    tell?.(outcome)
  }
  worker.on('message', (answers: readonly Answer[]) => {
    for (const answer of answers)
      settle(answer.id, 'error' in answer ? { ok: false, error: answer.error } : { ok: true, payload: answer.result })
  })
  const send = together<Invocation>((invocations) => worker.postMessage(invocations))
  worker.on('error', (error) => {
    isGone = true
    const message = error instanceof Error ? error.message : String(error)
    log.warn(`${start.name} crashed: ${message}`)
    for (const id of [...open.keys()]) settle(id, failed('Runtime.UnhandledError', message))
  })
  worker.on('exit', (code) => {
    isGone = true
    if (!isStopping && open.size > 0) log.warn(`${start.name} ended with exit code ${code}.`)
    for (const id of [...open.keys()]) settle(id, failed('Runtime.ExitError', `Runtime exited with code ${code}`))
  })

  const stop = async () => {
    isGone = true
    isStopping = true
    await worker.terminate()
  }

  return {
    invoke: (event, requestId, timeout) =>
      new Promise((resolve) => {
        lastId += 1
        const id = lastId
        const timer = setTimeout(() => {
          // Lambda kills the environment. Other running invocations get a second to end, new ones a new thread.
          isGone = true
          settle(id, failed('Sandbox.Timedout', `Task timed out after ${(timeout / 1000).toFixed(2)} seconds`))
          setTimeout(() => void stop(), 1_000).unref()
        }, timeout)
        open.set(id, (outcome) => {
          clearTimeout(timer)
          resolve(outcome)
        })
        send({ id, requestId, timeout, event })
      }),
    get isGone() {
      return isGone
    },
    get requests() {
      return open.size
    },
    ended,
    stop,
  }
}
