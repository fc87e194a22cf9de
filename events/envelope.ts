// The envelope of every event: CloudEvents 1.0, structured JSON.
import * as z from 'zod'
import { type Instant, Instant as InstantSchema } from '../shared/kernel/clock.ts'
import { freshOrderedId } from '../shared/kernel/random.ts'
import type { Bilingual } from '../shared/kernel/refusals.ts'

/** `source` of every event, and the pattern that rules on the bus select by. */
export const eventSource = 'nl.wijk'

/** A kind of event: its type ends in a version; its data hold ids and facts, never personal data. */
export type EventDefinition<Type extends string = string, Data = unknown> = {
  readonly type: Type
  readonly summary: Bilingual
  readonly data: z.ZodType<Data>
}

/** What a decision says has happened. `subject` names the thing: `initiatives/<id>`. */
export type DomainEvent<Type extends string = string, Data = unknown> = {
  readonly type: Type
  readonly subject: string
  readonly data: Data
}

/** An event on its way: as stored in the outbox, sent over the bus and received by a consumer. */
export type CloudEvent<Type extends string = string, Data = unknown> = {
  readonly specversion: '1.0'
  readonly id: string
  readonly source: typeof eventSource
  readonly type: Type
  readonly subject: string
  readonly time: Instant
  readonly datacontenttype: 'application/json'
  readonly data: Data
}

export const defineEvent = <const Type extends string, Data>(
  type: Type,
  summary: Bilingual,
  data: z.ZodType<Data>,
): EventDefinition<Type, Data> => ({ type, summary, data })

/** The event as the domain says it; its data are parsed, so nothing undeclared leaves. */
export const event = <Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
  subject: string,
  data: NoInfer<Data>,
): DomainEvent<Type, Data> => ({ type: definition.type, subject, data: definition.data.parse(data) })

/** The schema of one kind of event in its envelope. */
export const envelopeOf = <Type extends string, Data>(definition: EventDefinition<Type, Data>) =>
  z.strictObject({
    specversion: z.literal('1.0'),
    id: z.uuid(),
    source: z.literal(eventSource),
    type: z.literal(definition.type),
    subject: z.string().max(200),
    time: InstantSchema,
    datacontenttype: z.literal('application/json'),
    data: definition.data,
  })

/** Puts an event into its envelope. */
export const enveloped = (happened: DomainEvent, time: Instant): CloudEvent => ({
  specversion: '1.0',
  id: freshOrderedId(),
  source: eventSource,
  type: happened.type,
  subject: happened.subject,
  time,
  datacontenttype: 'application/json',
  data: happened.data,
})
