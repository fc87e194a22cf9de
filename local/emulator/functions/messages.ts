// The messages between the emulator and a function's thread.
import * as z from 'zod'

/** Passed when the thread starts. */
export const WorkerStart = z.object({
  name: z.string(),
  arn: z.string(),
  memorySize: z.number(),
  directory: z.string(),
  /** `file.export`, as in the template. */
  handler: z.string(),
  clock: z.instanceof(SharedArrayBuffer),
})
export type WorkerStart = z.infer<typeof WorkerStart>

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
