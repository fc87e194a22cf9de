// Task tokens: a state hands one out and waits until it is sent back, or until its time is over. Stored, so that the holder of
// a token can answer after a restart, and no token is handed out twice.
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Limits } from '../asl/interpreter.ts'
import { ExecutionStopped, StateFailure } from '../asl/state-failure.ts'
import { AwsRefusal } from '../aws/refusal.ts'
import { messageOf, parseJson } from '../json.ts'
import type { State } from '../state.ts'
import type { Agenda } from '../time/agenda.ts'
import type { VirtualClock } from '../time/clock.ts'

const Kept = z.object({
  /** The execution, and the place in it that waits: the same after a restart. */
  executionArn: z.string(),
  place: z.string(),
  handedOutAt: z.number(),
  heardAt: z.number(),
  status: z.enum(['waiting', 'answered', 'over']),
  output: z.string().optional(),
})
type Kept = z.infer<typeof Kept>

export type TaskTokens = {
  /** The token of a place; `isNew`: it has not been handed out yet. */
  open(executionArn: string, place: string): { readonly token: string; readonly isNew: boolean }
  /** Resolves with the answer (JSON, parsed). Rejects with StateFailure on a failure answer or a timeout. */
  wait(token: string, limits: Limits, signal: AbortSignal): Promise<unknown>
  /** A failed place waits no more: its token becomes invalid. */
  end(token: string): void
  succeed(token: string, output: string): void
  fail(token: string, error: string | undefined, cause: string | undefined): void
  heartbeat(token: string): void
  /** Drops the waits of an ended execution. Answers are kept for a redrive, unless it has succeeded. */
  close(executionArn: string, hasSucceeded: boolean): void
}

type Waiter = { readonly resolve: (output: unknown) => void; readonly reject: (reason: Error) => void }

export const openTaskTokens = (system: {
  readonly state: State
  readonly clock: VirtualClock
  readonly agenda: Agenda
}): TaskTokens => {
  const { clock, agenda } = system
  const kept = system.state.drawer('task-tokens', Kept)
  const waiters = new Map<string, Waiter>()
  const placeOf = ({ executionArn, place }: Pick<Kept, 'executionArn' | 'place'>) => `${executionArn} ${place}`
  const byPlace = new Map(
    kept.entries().flatMap(([token, each]) => (each.status === 'over' ? [] : [[placeOf(each), token]])),
  )

  /** A token that is waited for. As on AWS, an answered or late token is reported as a task that timed out. */
  const waiting = (token: string): Kept => {
    const found = kept.get(token)
    if (found === undefined)
      throw new AwsRefusal('InvalidToken', 'Invalid Token: the token is none that was handed out.')
    if (found.status !== 'waiting')
      throw new AwsRefusal('TaskTimedOut', 'Task Timed Out: the task does not wait for this token any more.')
    return found
  }

  const end = (token: string) => {
    const found = kept.get(token)
    if (found !== undefined) {
      kept.put(token, { ...found, status: 'over' })
      byPlace.delete(placeOf(found))
    }
    waiters.delete(token)
  }

  /** Watches one time limit; returns a function that stops watching. `since` gives its start, which may move. */
  const watch = (token: string, error: string, seconds: number | undefined, since: (of: Kept) => number) => {
    let cancel = () => {}
    const look = () => {
      const found = kept.get(token)
      if (seconds === undefined || found?.status !== 'waiting') return
      const due = since(found) + seconds * 1000
      if (clock.now() < due) {
        cancel = agenda.once(`${error} of a task`, due, look)
        return
      }
      const waiter = waiters.get(token)
      end(token)
      waiter?.reject(new StateFailure(error, `No word within ${seconds} s`))
    }
    look()
    return () => cancel()
  }

  return {
    open: (executionArn, place) => {
      const present = byPlace.get(placeOf({ executionArn, place }))
      if (present !== undefined) return { token: present, isNew: false }
      const token = randomBytes(48).toString('base64url')
      const now = clock.now()
      kept.put(token, { executionArn, place, handedOutAt: now, heardAt: now, status: 'waiting' })
      byPlace.set(placeOf({ executionArn, place }), token)
      return { token, isNew: true }
    },
    wait: async (token, { timeout, heartbeat }, signal) => {
      const found = kept.get(token)
      if (found?.status === 'answered') return parseJson(found.output ?? 'null')
      if (found?.status !== 'waiting') throw new StateFailure('States.Timeout', 'The token is worth nothing any more')
      const answer = new Promise<unknown>((resolve, reject) => {
        waiters.set(token, { resolve, reject })
        signal.addEventListener('abort', () => reject(new ExecutionStopped()), { once: true })
        if (signal.aborted) reject(new ExecutionStopped())
      })
      const watches = [
        watch(token, 'States.Timeout', timeout, ({ handedOutAt }) => handedOutAt),
        watch(token, 'States.HeartbeatTimeout', heartbeat, ({ heardAt }) => heardAt),
      ]
      try {
        return await answer
      } finally {
        for (const cancel of watches) cancel()
      }
    },
    end,
    succeed: (token, output) => {
      const found = waiting(token)
      const answer = parsedOutput(output)
      kept.put(token, { ...found, status: 'answered', output })
      waiters.get(token)?.resolve(answer)
      waiters.delete(token)
    },
    fail: (token, error, cause) => {
      waiting(token)
      const waiter = waiters.get(token)
      end(token)
      waiter?.reject(new StateFailure(error ?? 'States.TaskFailed', cause ?? ''))
    },
    heartbeat: (token) => kept.put(token, { ...waiting(token), heardAt: clock.now() }),
    close: (executionArn, hasSucceeded) => {
      for (const [token, each] of kept.entries()) {
        if (each.executionArn !== executionArn) continue
        if (each.status === 'waiting' || (hasSucceeded && each.status === 'answered')) end(token)
      }
    },
  }
}

const parsedOutput = (output: string): unknown => {
  try {
    return parseJson(output)
  } catch (error) {
    throw new AwsRefusal('InvalidOutput', `The output is not valid JSON: ${messageOf(error)}`)
  }
}
