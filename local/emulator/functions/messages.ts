// The messages between the emulator and a function's thread.
import { isObject } from '../json.ts'

/** Passed when the thread starts. */
export type WorkerStart = {
  readonly name: string
  readonly arn: string
  readonly memorySize: number
  readonly directory: string
  /** `file.export`, as in the template. */
  readonly handler: string
  readonly clock: SharedArrayBuffer
}

/** By hand, because each thread would load and keep a library of schemas for it. */
export const isWorkerStart = (value: unknown): value is WorkerStart =>
  isObject(value) &&
  ['name', 'arn', 'directory', 'handler'].every((name) => typeof value[name] === 'string') &&
  typeof value.memorySize === 'number' &&
  value.clock instanceof SharedArrayBuffer

/** One invocation; the event is JSON text. `timeout` in milliseconds. */
export type Invocation = {
  readonly id: number
  readonly requestId: string
  readonly timeout: number
  readonly event: string
}

/** Its answer: the JSON text of the result, or the error as Lambda reports it. */
export type Answer =
  | { readonly id: number; readonly result: string }
  | { readonly id: number; readonly error: FunctionError }

/** The error document of Lambda. */
export type FunctionError = {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace?: readonly string[]
}
