// Asynchronous invocation as Lambda does it: accepted and kept, tried three times, then to a dead-letter queue.
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { Queues } from '../bus/queues.ts'
import { parseJson } from '../json.ts'
import type { Log } from '../log.ts'
import type { State } from '../state.ts'
import type { Activity } from '../time/activity.ts'
import type { Agenda } from '../time/agenda.ts'
import type { VirtualClock } from '../time/clock.ts'
import type { Outcome } from './function-thread.ts'
import type { Functions } from './functions.ts'

const Pending = z.object({
  functionArn: z.string(),
  event: z.string(),
  /** Times it has been tried. */
  attempts: z.number(),
  dueAt: z.number(),
  /** Where the caller wants failed events when the function itself names no queue. */
  failures: z.string().optional(),
})
type Pending = z.infer<typeof Pending>

export type AsyncInvocations = {
  /** Accepts an event; when this returns, the event is kept. Refuses (Error) an unknown function. */
  accept(functionArn: string, event: string, failures?: string): void
  /** Goes on with what an earlier run had accepted. */
  resume(): void
}

/** Lambda waits a minute before the second and two before the third attempt. */
const retryDelay = (attempts: number) => attempts * 60_000

/** Asynchronous invocations over a drawer. */
export const openAsyncInvocations = (system: {
  readonly functions: Functions
  readonly queues: Queues
  readonly state: State
  readonly clock: VirtualClock
  readonly agenda: Agenda
  readonly activity: Activity
  readonly log: Log
}): AsyncInvocations => {
  const { functions, queues, clock, agenda, activity, log } = system
  const pending = system.state.drawer('async-invocations', Pending)

  const giveUp = (invocation: Pending, outcome: Extract<Outcome, { readonly ok: false }>) => {
    const definition = functions.find(invocation.functionArn)
    const queue = definition?.failures ?? invocation.failures
    log.warn(
      `${definition?.name ?? invocation.functionArn} gave up an event: ${outcome.error.errorType}: ${outcome.error.errorMessage}`,
    )
    if (queue?.includes(':sqs:')) queues.send(queue, invocation.event, { ErrorMessage: outcome.error.errorMessage })
  }

  const attempt = async (id: string, invocation: Pending): Promise<void> => {
    const outcome = await functions.invoke(invocation.functionArn, invocation.event)
    if (outcome.ok) {
      pending.remove(id)
      return
    }
    const attempts = invocation.attempts + 1
    if (attempts > (functions.find(invocation.functionArn)?.asyncRetries ?? 2)) {
      giveUp(invocation, outcome)
      pending.remove(id)
      return
    }
    const again = { ...invocation, attempts, dueAt: clock.now() + retryDelay(attempts) }
    pending.put(id, again)
    arrange(id, again)
  }

  const run = (id: string, invocation: Pending) =>
    activity
      .during(`event for ${invocation.functionArn}`, () => attempt(id, invocation))
      .catch((error: unknown) => log.warn(`${invocation.functionArn}: ${String(error)}`))

  const arrange = (id: string, invocation: Pending) => {
    const name = `retry ${functions.find(invocation.functionArn)?.name ?? invocation.functionArn}`
    agenda.once(name, invocation.dueAt, () => run(id, invocation))
  }

  return {
    accept: (functionArn, event, failures) => {
      if (!functions.find(functionArn)) throw new Error(`There is no function ${functionArn}.`)
      parseJson(event)
      const id = `${String(clock.now()).padStart(16, '0')}-${randomUUID()}`
      const invocation: Pending = {
        functionArn,
        event,
        attempts: 0,
        dueAt: clock.now(),
        ...(failures ? { failures } : {}),
      }
      pending.put(id, invocation)
      void run(id, invocation)
    },
    resume: () => {
      for (const [id, invocation] of pending.entries()) arrange(id, invocation)
    },
  }
}
