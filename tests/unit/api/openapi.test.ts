import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { access } from '../../../shared/api/access.ts'
import { openApiDocument } from '../../../shared/api/openapi/document.ts'
import { operationsOf } from '../../../shared/api/operation.ts'
import { operations } from '../../../shared/operations.ts'

const document = openApiDocument(Object.values(operations))
const text = JSON.stringify(document)

const resolve = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((place, step) => z.record(z.string(), z.unknown()).parse(place)[step], document)

const declared = operationsOf('wards', {
  'no-such-thing': { status: 404, title: { nl: 'Dit bestaat niet.', en: 'There is no such thing.' } },
})
const changeThing = declared({
  id: 'changeThing',
  method: 'PATCH',
  path: '/things/{thingId}',
  summary: { nl: 'Wijzig een ding', en: 'Change a thing' },
  access: access.rulesOfficer,
  requires: 'if-match',
  params: z.strictObject({ thingId: z.uuid() }),
  body: z.strictObject({ name: z.string() }),
  responses: { 200: z.strictObject({ name: z.string() }) },
  refusals: ['no-such-thing'],
})
const readThing = declared({
  id: 'readThing',
  method: 'GET',
  path: '/things/{thingId}',
  summary: { nl: 'Een ding', en: 'A thing' },
  access: access.public,
  params: z.strictObject({ thingId: z.uuid() }),
  responses: { 200: z.strictObject({ name: z.string() }) },
})
const small = openApiDocument([changeThing, readThing])

describe('the OpenAPI document', () => {
  it('the OpenAPI document has every operation once, under its path', () => {
    const ids = Object.values(document.paths ?? {}).flatMap((item) =>
      Object.values(item).map((each) => each.operationId),
    )
    expect(ids.sort()).toEqual(Object.keys(operations).sort())
  })

  it('the OpenAPI document refers only to things that exist', () => {
    const references = [...text.matchAll(/"\$ref":"(#[^"]+)"/g)].map(([, reference = '']) => reference)
    expect(references.length).toBeGreaterThan(0)
    for (const reference of new Set(references)) expect(resolve(reference), reference).toBeDefined()
  })

  it('the OpenAPI document describes every tag that an operation carries', () => {
    const used = new Set(Object.values(operations).map(({ tag }) => tag))
    expect(document.tags?.map(({ name }) => name).sort()).toEqual([...used].sort())
  })

  it('the OpenAPI document requires the scope of the permission row, and no token if the row is public', () => {
    expect(small.paths?.['/things/{thingId}']?.patch?.security).toEqual([{ token: ['wijk/staff'] }])
    expect(small.paths?.['/things/{thingId}']?.get?.security).toEqual([])
  })

  it('the OpenAPI document has the statuses that a changing operation may answer with', () => {
    const answers = small.paths?.['/things/{thingId}']?.patch?.responses ?? {}
    expect(Object.keys(answers)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '412',
      '413',
      '415',
      '428',
      '429',
      '500',
      '503',
    ])
  })

  it('the OpenAPI document has the version of a changeable thing, when it is read and when it is changed', () => {
    const item = JSON.stringify(small.paths?.['/things/{thingId}'])
    expect(item.match(/"ETag"/g)).toHaveLength(2)
  })

  it('the OpenAPI document has the reasons of refusals in both languages', () => {
    expect(JSON.stringify(small)).toContain('`no-such-thing`: Dit bestaat niet. / There is no such thing.')
  })

  it('the OpenAPI document allows no token for casting a ballot, and sends it to the ballot API', () => {
    const cast = document.paths?.['/polls/{pollId}/ballots']?.post
    expect(cast?.security).toEqual([])
    expect(cast?.servers?.[0]?.url).toContain('{ballotBox}')
  })
})
