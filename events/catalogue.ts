// All events of every context, and their JSON Schemas.
import * as z from 'zod'
import { agreementsEvents } from './agreements.ts'
import { councilsEvents } from './councils.ts'
import { documentsEvents } from './documents.ts'
import { electionsEvents } from './elections.ts'
import { type EventDefinition, envelopeOf } from './envelope.ts'
import { initiativesEvents } from './initiatives.ts'
import { noticesEvents } from './notices.ts'
import { rollEvents } from './roll.ts'
import { roundEvents } from './rounds.ts'
import { votingEvents } from './voting.ts'
import { wardsEvents } from './wards.ts'

/** All kinds of events; each type once. */
export const eventCatalogue: readonly EventDefinition[] = [
  ...wardsEvents,
  ...initiativesEvents,
  ...roundEvents,
  ...votingEvents,
  ...electionsEvents,
  ...rollEvents,
  ...councilsEvents,
  ...agreementsEvents,
  ...documentsEvents,
  ...noticesEvents,
]

/** JSON Schema (draft 2020-12) of one kind of event in its envelope, as a consumer receives it. */
export const eventSchema = (definition: EventDefinition) => ({
  $id: `https://wijkaanzet.example/events/${definition.type}.json`,
  title: definition.type,
  description: `${definition.summary.en} / ${definition.summary.nl}`,
  ...z.toJSONSchema(envelopeOf(definition), { io: 'output' }),
})
