// Publishes the events of a period again. Separate from the command, so that other commands do not load the AWS clients.
import * as z from 'zod'
import type { Instant } from '../shared/kernel/clock.ts'
import type { Environment } from '../shared/kernel/environment.ts'
import { republish } from '../shared/platform/bus.ts'
import { readDeadLetters } from '../shared/platform/dead-letters.ts'
import { listOutbox } from '../shared/table/outbox-reader.ts'
import { openTable } from '../shared/table/table.ts'

/** The names of the places where a stage stores its events. */
export type Place = { readonly table: string; readonly bus: string; readonly queues: string }
export type Period = { readonly since: Instant; readonly until: Instant }
export type Replayed = { readonly outbox: number; readonly deadLetters: number; readonly others: number }

const Envelope = z.object({ id: z.string(), time: z.string() })
const isWithin = (text: string, { since, until }: Period): boolean => {
  const { time } = Envelope.parse(JSON.parse(text))
  return since <= time && time < until
}

/** Publishes the events of a period again; `isDry` only counts them. A dead letter is deleted after its event is on the bus. */
export const replay = async (
  environment: Environment,
  place: Place,
  period: Period,
  isDry: boolean,
): Promise<Replayed> => {
  const table = openTable({ ...environment, TABLE_NAME: place.table })
  const { letters, others } = await readDeadLetters(environment, place.queues)
  const due = letters.filter(({ event }) => isWithin(event, period))
  const kept = await listOutbox(table, period.since, period.until)
  // Events that are also in the outbox are taken from there, so that each is published once.
  const known = new Set(kept.map((text) => Envelope.parse(JSON.parse(text)).id))
  const lost = due.map(({ event }) => event).filter((event) => !known.has(Envelope.parse(JSON.parse(event)).id))
  if (!isDry) {
    await republish(environment, place.bus, [...kept, ...lost])
    for (const { remove } of due) await remove()
  }
  return { outbox: kept.length, deadLetters: due.length, others: others + letters.length - due.length }
}
