// The published document with the address of the local system, which also serves the ballot API.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import * as z from 'zod'

const Servers = z.object({ servers: z.unknown() }).partial().loose()
const Document = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), Servers)) })

export const writeDocument = (file: string, baseUrl: string): void => {
  const document = Document.parse(JSON.parse(readFileSync('docs/openapi.json', 'utf8')))
  for (const methods of Object.values(document.paths))
    for (const operation of Object.values(methods)) delete operation.servers
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify({ ...document, servers: [{ url: baseUrl }] }))
}
