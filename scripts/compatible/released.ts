// The last release in docs/released, and what would be released now.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventCatalogue, eventSchema } from '../../events/catalogue.ts'
import { openApiDocument } from '../../shared/api/openapi/document.ts'
import { described } from '../../shared/described.ts'
import { operations } from '../../shared/operations.ts'
import { type Json, objectOf } from './json.ts'
import { brokenEvents, brokenOperations, promised } from './published.ts'

export type Release = { readonly version: string; readonly api: Json; readonly events: Json }

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
export const releaseFiles = {
  api: join(root, 'docs', 'released', 'openapi.json'),
  events: join(root, 'docs', 'released', 'events.json'),
}

const versionOf = (api: Json): string => String(objectOf(api.info).version)
const read = (file: string): Json => objectOf(JSON.parse(readFileSync(file, 'utf8')))

/** Undefined if nothing has been released yet. */
export const lastRelease = (): Release | undefined => {
  if (!existsSync(releaseFiles.api)) return undefined
  const api = read(releaseFiles.api)
  return { version: versionOf(api), api, events: read(releaseFiles.events) }
}

/** The interface that the declarations describe now. */
export const nextRelease = (): Release => {
  const api = objectOf(
    promised(JSON.parse(JSON.stringify(openApiDocument(Object.values(operations), described, new Map())))),
  )
  const events = Object.fromEntries(
    eventCatalogue.map((definition) => [
      definition.type,
      JSON.parse(JSON.stringify(promised(eventSchema(definition)))),
    ]),
  )
  return { version: versionOf(api), api, events }
}

const majorOf = (version: string): number => Number(version.split('.')[0])

/** The breaking changes of the next release, one sentence each. A new major version is another API; events have own versions. */
export const broken = (before: Release, after: Release): readonly string[] => [
  ...(majorOf(after.version) > majorOf(before.version) ? [] : brokenOperations(before.api, after.api)),
  ...brokenEvents(before.events, after.events),
]
