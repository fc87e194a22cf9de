// Nonsensical requests get a well-formed problem with a declared status, never a fault. `call` checks each answer.
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { takesBody } from '../../shared/api/declared-problems.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { basePath } from '../../shared/api/version.ts'
import { createInitiative } from '../../shared/initiatives/operations.ts'
import { listRounds } from '../../shared/rounds/operations.ts'
import { startApi } from '../support/services/deployed.ts'
import { httpEvent } from '../support/services/http-event.ts'
import { runs } from '../support/sizes.ts'
import { all, sample } from './samples.ts'

const long = 'x'.repeat(10_000)
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

/** Bodies as text, because JSON can express more than JavaScript values can, such as a key that occurs twice. */
const bodies: readonly (readonly [string, string])[] = [
  ['null', 'null'],
  ['a number', '42'],
  ['a number beyond numbers', '1e400'],
  ['true', 'true'],
  ['a text', '"text"'],
  ['an empty list', '[]'],
  ['a list of lists', '[[[]]]'],
  ['an empty object', '{}'],
  ['nothing but spaces', '   '],
  ['1,000 levels', nested(1_000)],
  ['20,000 levels', nested(20_000)],
  ['a prototype', '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}},"toString":1}'],
  ['the same field twice', '{"title":"a","title":"b","title":null}'],
  ['a byte order mark', '\uFEFF{}'],
  ['half a surrogate', '{"title":"\\ud800"}'],
  ['10,000 fields', `{${Array.from({ length: 10_000 }, (_, index) => `"f${index}":1`).join(',')}}`],
]

/** Values that are sent instead of a text. */
const values: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a list', []],
  ['an object', {}],
  ['a number', -1],
  ['NUL characters', '\u0000\u0000'],
  ['10,000 characters', long],
  ['an empty text', ''],
  ['only spaces', '   '],
  ['a text from right to left', '\u202Eemordnilap'],
  ['a script', '<script>alert(1)</script>'],
  ['an expression', '#status = :x OR attribute_exists(pk)'],
  ['an infinite number', Number.MAX_VALUE],
  ['a prototype', '__proto__'],
]

const ids = [
  '\u0000',
  long,
  '..',
  '../../wards',
  '%00',
  '__proto__',
  'constructor',
  '0',
  '-1',
  'é',
  '#POLL',
  'a#b',
  ' ',
]
const cursors = ['', 'x', long.slice(0, 1_000), '{}', 'bnVsbA', 'W10', Buffer.from('{"pk":1}').toString('base64url')]
const foreign = { pk: 'POLL#x', sk: 'POLL', gsi1pk: 'WARD#pernis#POLL', gsi1sk: '2026' }
const headers: readonly { readonly [name: string]: string }[] = [
  { 'accept-language': long },
  { 'accept-language': ';;;q=q,,*;q=0' },
  { 'if-match': '\u0000' },
  { 'idempotency-key': long },
  { 'content-type': '' },
  { 'content-type': 'application/json; charset=utf-16' },
  { authorization: `Bearer ${long}` },
  { 'x-http-method-override': 'DELETE' },
]

const withBody = all.filter(([, operation]) => takesBody(operation))
const withIds = all.filter(([, { path }]) => path.includes('{'))
const paged = all.filter(([, { query }]) => query.safeParse({ cursor: 'x', wardCode: 'pernis' }).success)

describe('bytes that are not UTF-8', async () => {
  const api = await startApi()
  afterAll(api.stop)
  const latin1 = Buffer.from('{"title":"Caf\xe9"}', 'latin1')

  it.each([
    ['in the bytes of a body', { isBase64Encoded: true, body: latin1.toString('base64') }],
    ['in a body that was decoded on the way', { body: latin1.toString('utf8') }],
  ])('bytes that are not UTF-8 are refused %s, and nothing is stored', async (_, change) => {
    const event = httpEvent(createInitiative, sample(createInitiative))
    const { statusCode, body } = z
      .object({ statusCode: z.int(), body: z.string() })
      .parse(await api.handlerOf(createInitiative)({ ...event, ...change }, {}))
    expect(statusCode).toBe(400)
    expect(JSON.parse(body)).toMatchObject({ errors: [{ in: 'body', code: 'not-utf-8' }] })
  })

  it('bytes that are not UTF-8 are refused in a query', async () => {
    const answered = await api.call(listRounds, { query: { wardCode: 'a\ufffdb' } })
    expect(answered.body).toMatchObject({ errors: [{ in: 'query', pointer: '/wardCode', code: 'not-utf-8' }] })
  })
})

describe('a nonsensical request gets a declared problem:', async () => {
  const api = await startApi()
  afterAll(api.stop)
  const statusOf = async (operation: Operation, change: object) =>
    (await api.call(operation, { ...sample(operation), ...change })).status

  describe.each(withBody)('%s', (_, operation) => {
    it.each(bodies)('with a body that is %s', async (_name, body) => {
      expect(await statusOf(operation, { body })).toBeLessThan(500)
    })

    it('with a wrong value in each field in turn', async () => {
      const whole = Object(sample(operation).body)
      for (const field of Object.keys(whole))
        for (const [name, value] of values)
          expect(await statusOf(operation, { body: { ...whole, [field]: value } }), `${field}: ${name}`).toBeLessThan(
            500,
          )
    })

    it('with any JSON', async () => {
      const anything = fc.json({ maxDepth: 4 })
      const property = fc.asyncProperty(anything, async (body) => {
        expect(await statusOf(operation, { body })).toBeLessThan(500)
      })
      await fc.assert(property, { numRuns: runs(20) })
    })
  })

  it.each(withIds)('a nonsensical request gets a declared problem: %s with malformed ids', async (_, operation) => {
    for (const id of ids) {
      const params = Object.fromEntries(Object.keys(sample(operation).params).map((name) => [name, id]))
      expect([400, 404], id).toContain(await statusOf(operation, { params }))
    }
  })

  it.each(paged)(
    'a nonsensical request gets a declared problem: %s with cursors of other lists',
    async (_, operation) => {
      const made = [...cursors, Buffer.from(JSON.stringify(foreign)).toString('base64url')]
      for (const cursor of made) {
        const query = { ...sample(operation).query, cursor }
        expect(await statusOf(operation, { query }), cursor).toBe(400)
      }
      for (const limit of ['0', '-1', '101', '1.5', '1e400', 'NaN', '', 'ten', long])
        if ((await statusOf(operation, { query: { ...sample(operation).query, limit } })) !== 400)
          expect.fail(`limit ${limit}`)
    },
  )

  it.each(all)('a nonsensical request gets a declared problem: %s with nonsensical headers', async (_, operation) => {
    for (const each of headers) expect(await statusOf(operation, { headers: each })).toBeLessThan(500)
  })

  it.each(all)(
    'a nonsensical request gets a declared problem: %s at an address with an extra slash',
    async (_, operation) => {
      const handler = api.handlerOf(operation)
      const event = httpEvent(operation, sample(operation))
      const answered = await handler({ ...event, routeKey: `${event.routeKey}/`, rawPath: `${event.rawPath}/` }, {})
      expect(answered).toMatchObject({ statusCode: 404, headers: { 'content-type': 'application/problem+json' } })
      expect(event.rawPath.startsWith(basePath)).toBe(true)
    },
  )
})
