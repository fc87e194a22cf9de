// `npm run generate`: writes the files that are derived from the declarations. A test fails if one of them is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { eventCatalogue, eventSchema } from '../events/catalogue.ts'
import { openApiDocument } from '../shared/api/openapi/document.ts'
import type { Operation } from '../shared/api/operation.ts'
import { described } from '../shared/described.ts'
import { operations } from '../shared/operations.ts'
import { accessPage } from './access-matrix.ts'
import { accessPatternsPage } from './access-patterns.ts'
import { checkArguments } from './arguments.ts'
import { drawnPages } from './drawings.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The folder of the events' schemas: any other file in it is a leftover. */
export const schemaFolder = 'events/schemas'

/** The recorded answers by operation; a test run with RECORD_EXAMPLES=docs/examples writes them. */
const exampleFolder = 'docs/examples'
const examples = (from: string): ReadonlyMap<string, unknown> =>
  new Map(
    Object.keys(operations).flatMap((id) => {
      const file = join(from, exampleFolder, `${id}.json`)
      return existsSync(file) ? [[id, JSON.parse(readFileSync(file, 'utf8'))]] : []
    }),
  )

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const routeLine = ({ id, method, path, requires, isSilent, file }: Operation): string => {
  const precondition = requires === undefined ? '' : `, requires: '${requires}'`
  const silence = isSilent === true ? ', isSilent: true' : ''
  const media = file === undefined ? '' : ', isFile: true'
  return `  ${id}: { method: '${method}', path: '${path}'${precondition}${silence}${media} },`
}

const routesModule = (all: readonly Operation[]): string =>
  [
    '// Generated from the operations by `npm run generate`: what a browser needs to know of them. Do not edit.',
    '',
    'export const routes = {',
    ...all.map(routeLine),
    '} as const',
    '',
  ].join('\n')

/** Every generated file: its path in the project and its text. */
export const generatedFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/openapi.json', json(openApiDocument(Object.values(operations), described, examples(root)))],
    ['client/routes.ts', routesModule(Object.values(operations))],
    ['docs/access-patterns.md', accessPatternsPage(root)],
    ...drawnPages(root),
    ['docs/access.md', accessPage(Object.values(operations))],
    ...eventCatalogue.map((definition): [string, string] => [
      `${schemaFolder}/${definition.type}.json`,
      json(eventSchema(definition)),
    ]),
  ])

const removeLeftovers = (files: ReadonlyMap<string, string>): void => {
  for (const name of readdirSync(join(root, schemaFolder)))
    if (!files.has(`${schemaFolder}/${name}`)) rmSync(join(root, schemaFolder, name))
}

const writeAll = (files: ReadonlyMap<string, string>): void => {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

if (import.meta.main) {
  checkArguments({ options: {}, named: [] }, 'npm run generate')
  const files = generatedFiles()
  writeAll(files)
  removeLeftovers(files)
  console.log(`${files.size} files generated.`)
}
