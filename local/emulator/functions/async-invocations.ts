// Asynchronous invocation as in Lambda: accepted and stored, tried three times, then sent to a dead-letter queue.
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
  /** Number of attempts so far. */
  attempts: z.number(),
  dueAt: z.number(),
  acceptedAt: z.number().default(0),
  /** The caller's queue for failed events, if the function itself names none. */
  failures: z.string().optional(),
})
type Pending = z.infer<typeof Pending>
type Failure = Extract<Outcome, { readonly ok: false }>

export type AsyncInvocations = {
  /** Accepts an event; when this returns, the event is stored. Throws (Error) on an unknown function. */
  accept(functionArn: string, event: string, failures?: string): void
  /** Continues what an earlier run had accepted. */
  resume(): void
}

/** Lambda waits one minute before the second attempt and two before the third. */
const retryDelay = (attempts: number) => attempts * 60_000

/** Asynchronous invocations, stored in a drawer. */
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

  /** The record that a destination gets (Lambda Developer Guide, "Asynchronous invocation record"). */
  const recordOf = (
    { event, attempts }: Pending,
    functionArn: string,
    { error }: Failure,
    condition: 'RetriesExhausted' | 'EventAgeExceeded',
  ) =>
    JSON.stringify({
      version: '1.0',
      timestamp: new Date(clock.now()).toISOString(),
      requestContext: { requestId: randomUUID(), functionArn, condition, approximateInvokeCount: attempts },
      requestPayload: parseJson(event),
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: error,
    })

  const giveUp = (invocation: Pending, outcome: Failure, condition: 'RetriesExhausted' | 'EventAgeExceeded') => {
    const definition = functions.find(invocation.functionArn)
    const queue = definition?.failures ?? invocation.failures
    log.warn(
      `${definition?.name ?? invocation.functionArn} gave up an event: ${outcome.error.errorType}: ${outcome.error.errorMessage}`,
    )
    const { onFailure } = definition ?? {}
    if (onFailure?.includes(':sqs:'))
      queues.send(onFailure, recordOf(invocation, invocation.functionArn, outcome, condition))
    else if (queue?.includes(':sqs:'))
      queues.send(queue, invocation.event, { ErrorMessage: outcome.error.errorMessage })
  }

  const attempt = async (id: string, invocation: Pending): Promise<void> => {
    const outcome = await functions.invoke(invocation.functionArn, invocation.event)
    if (outcome.ok) {
      pending.remove(id)
      return
    }
    const attempts = invocation.attempts + 1
    const definition = functions.find(invocation.functionArn)
    const again = { ...invocation, attempts, dueAt: clock.now() + retryDelay(attempts) }
    const isTooOld = again.dueAt - invocation.acceptedAt > (definition?.eventAge ?? Number.POSITIVE_INFINITY)
    if (isTooOld || attempts > (definition?.asyncRetries ?? 2)) {
      giveUp(again, outcome, isTooOld ? 'EventAgeExceeded' : 'RetriesExhausted')
      pending.remove(id)
      return
    }
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
        acceptedAt: clock.now(),
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
