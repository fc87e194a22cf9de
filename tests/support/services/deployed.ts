// Every operation through the handler of the unit that serves it, as infra deploys it, on tables and services of its own.
import { resolve } from 'node:path'
import * as z from 'zod'
import { allUnits } from '../../../infra/units/all-units.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import { startAwsStub, useAws } from '../engine/aws-stub.ts'
import { freshTables, useTables } from '../engine/engine.ts'
import { type Answered, type Handler, type HttpInput, send } from './http-event.ts'

const Entry = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') })

/** Handlers by the id of each operation that some unit serves. */
const startHandlers = async (): Promise<ReadonlyMap<string, Handler>> => {
  const handlers = new Map<string, Handler>()
  for (const { entry, trigger } of allUnits) {
    if (trigger.kind !== 'http') continue
    const { handler } = Entry.parse(await import(resolve(entry)))
    for (const { id } of trigger.operations) handlers.set(id, handler)
  }
  return handlers
}

/** The whole API, its wards seeded; `call` checks each answer against the declaration of its operation. */
export const startApi = async () => {
  const [tables, aws] = await Promise.all([freshTables(), startAwsStub()])
  useTables(tables)
  useAws(aws)
  const handlers = await startHandlers()
  await (await import('../../../functions/wards/seed-wards.ts')).handler(undefined, {})
  const handlerOf = (operation: Operation): Handler => {
    const handler = handlers.get(operation.id)
    if (handler === undefined) throw new Error(`No unit serves ${operation.id}`)
    return handler
  }
  return {
    ...tables,
    handlerOf,
    call: (operation: Operation, input: HttpInput = {}): Promise<Answered> =>
      send(handlerOf(operation), operation, input),
    stop: aws.stop,
  }
}
