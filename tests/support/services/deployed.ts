// Every operation through the handler of its unit, as deployed, on fresh tables and services.
import { resolve } from 'node:path'
import * as z from 'zod'
import { start as seedWards } from '../../../functions/wards/seed-wards.ts'
import { allUnits } from '../../../infra/units/all-units.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { seedHolders } from '../builders/ward-roles.ts'
import { awsEnvironment, startAwsStub } from '../engine/aws-stub.ts'
import { freshTables, tableEnvironment } from '../engine/engine.ts'
import { type Answered, type Handler, type HttpInput, send } from './http-event.ts'

const Entry = z.object({
  start: z.custom<(environment: Environment) => Handler>((value) => typeof value === 'function'),
})

/** Handlers by the id of the operations that they serve. */
const startHandlers = async (environment: Environment): Promise<ReadonlyMap<string, Handler>> => {
  const handlers = new Map<string, Handler>()
  for (const { entry, trigger } of allUnits) {
    if (trigger.kind !== 'http') continue
    const { start } = Entry.parse(await import(resolve(entry)))
    const handler = start(environment)
    for (const { id } of trigger.operations) handlers.set(id, handler)
  }
  return handlers
}

/** The whole API with wards and a person for each role of a ward; `call` checks each answer against its declaration. */
export const startApi = async () => {
  const [tables, aws] = await Promise.all([freshTables(), startAwsStub()])
  const environment = { ...tableEnvironment(tables), ...awsEnvironment(aws) }
  const handlers = await startHandlers(environment)
  await seedWards(environment)(undefined, {})
  await seedHolders(tables.table)
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
