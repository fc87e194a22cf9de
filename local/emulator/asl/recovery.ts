// Retry and Catch: which errors are retried, when, and where the others lead.
import type { Host } from './interpreter.ts'
import type { State } from './machine.ts'
import { placeResult } from './paths.ts'
import { ExecutionStopped, StateFailure } from './state-failure.ts'
import type { Retrier } from './state-schemas.ts'

type Step = { readonly output: unknown; readonly next: string | undefined }

const covers = (names: readonly string[], error: string): boolean =>
  names.some(
    (name) =>
      name === error ||
      name === 'States.ALL' ||
      (name === 'States.Timeout' && error === 'States.HeartbeatTimeout') ||
      (name === 'States.TaskFailed' && error !== 'States.Timeout'),
  )

const delayOf = (retrier: Retrier, attempt: number): number => {
  const full = Math.min(
    retrier.IntervalSeconds * retrier.BackoffRate ** (attempt - 1),
    retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY,
  )
  return 1000 * (retrier.JitterStrategy === 'FULL' ? Math.random() * full : full)
}

const failureOf = (error: unknown): StateFailure => {
  if (error instanceof StateFailure) return error
  if (error instanceof ExecutionStopped) throw error
  return new StateFailure('States.Runtime', error instanceof Error ? error.message : String(error))
}

/** Does the work of a state; retries, or goes to the target of a catcher, as the state declares. */
export const recover = async (state: State, input: unknown, host: Host, work: () => Promise<Step>): Promise<Step> => {
  const retriers = 'Retry' in state.written ? state.written.Retry : []
  const catchers = 'Catch' in state.written ? state.written.Catch : []
  const attempts = new Map<Retrier, number>()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const failure = failureOf(error)
      const retrier = retriers.find(({ ErrorEquals }) => covers(ErrorEquals, failure.name))
      const attempt = retrier ? (attempts.get(retrier) ?? 0) + 1 : 0
      if (retrier && attempt <= retrier.MaxAttempts) {
        attempts.set(retrier, attempt)
        await host.waitUntil(host.now() + delayOf(retrier, attempt), `${state.name} (again)`)
        continue
      }
      const catcher = catchers.find(({ ErrorEquals }) => covers(ErrorEquals, failure.name))
      if (!catcher) throw failure
      const told = { Error: failure.name, Cause: failure.cause }
      return { output: placeResult(catcher.ResultPath, input, told), next: catcher.Next }
    }
  }
}
