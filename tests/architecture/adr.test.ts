import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { access } from '../../shared/api/access.ts'
import { openApiDocument } from '../../shared/api/openapi/document.ts'
import { operationsOf } from '../../shared/api/operation.ts'
import { getOpenApi } from '../../shared/api/operations.ts'
import { breaches } from './adr-violations.ts'

const Finding = z.object({ code: z.string(), source: z.string(), message: z.string() })
const ground = mkdtempSync(join(tmpdir(), 'planted-adr-'))

const operation = operationsOf('wards', {
  'no-such-thing': { status: 404, title: { nl: 'Dit bestaat niet.', en: 'There is no such thing.' } },
})
const Thing = z.strictObject({ name: z.string() }).meta({ id: 'Thing' })
const one = {
  path: '/things/{thingId}',
  params: z.strictObject({ thingId: z.uuid() }),
  summary: { nl: 'Een ding', en: 'A thing' },
  responses: { 200: Thing },
  refusals: ['no-such-thing'],
} as const
const body = z.strictObject({ name: z.string() })

/** A small document that keeps every rule. */
const sound = JSON.stringify(
  openApiDocument([
    getOpenApi,
    operation({ ...one, id: 'getThing', method: 'GET', access: access.public }),
    operation({ ...one, id: 'renameThing', method: 'PATCH', access: access.wardManager, requires: 'if-match', body }),
    operation({
      id: 'createThing',
      method: 'POST',
      path: '/things',
      summary: { nl: 'Maak een ding', en: 'Make a thing' },
      access: access.wardManager,
      requires: 'idempotency-key',
      body,
      responses: { 201: Thing },
    }),
  ]),
)

const write = (name: string, spoil: (document: Parameters<(typeof breaches)[string]>[0]) => void) => {
  const document = JSON.parse(sound)
  spoil(document)
  writeFileSync(join(ground, `${name}.json`), JSON.stringify(document))
}

/** What the linter finds: names of rules by document. */
const findings = async () => {
  write('sound', () => {})
  for (const [rule, spoil] of Object.entries(breaches)) write(rule, spoil)
  const gate = resolve('node_modules/.bin/spectral')
  const ruleset = resolve('.spectral.yaml')
  const run = spawn(gate, ['lint', '--quiet', '--format', 'json', '--ruleset', ruleset, `${ground}/*.json`])
  const all = z.array(Finding).parse(await json(run.stdout))
  return Map.groupBy(all, ({ source }) => basename(source, '.json'))
}

describe('the rules for the API document', async () => {
  const found = await findings()
  const caught = (name: string) => (found.get(name) ?? []).map(({ code }) => code)
  afterAll(() => rmSync(ground, { recursive: true, force: true }))

  it('the rules for the API document find nothing in a document that keeps them', () => {
    expect(found.get('sound') ?? []).toEqual([])
  })

  it('the rules for the API document have a planted breach each', () => {
    const names = [...readFileSync('rulesets/adr.yaml', 'utf8').matchAll(/^ {2}((?:core|house)-[a-z-]+):$/gm)]
    expect(Object.keys(breaches).sort()).toEqual(names.map(([, name]) => name).sort())
  })

  it.each(Object.keys(breaches))('%s finds its breach', (rule) => {
    expect(caught(rule)).toContain(rule)
  })
})
