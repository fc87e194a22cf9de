// Requests checked against the declaration of the operation: odd bodies, odd headers, undeclared fields.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { HttpEvent } from '../../../functions/runtime/http-event.ts'
import { entityTag, parsePreconditions, parseRequest } from '../../../functions/runtime/request.ts'
import { access } from '../../../shared/api/access.ts'
import { operationsOf } from '../../../shared/api/operation.ts'
import type { Language } from '../../../shared/api/problem.ts'

const operation = operationsOf('wards', {})
const common = {
  summary: { nl: 'Een bankje', en: 'A bench' },
  access: access.public,
  path: '/benches/{benchId}',
  params: z.strictObject({ benchId: z.string().max(4) }),
  responses: { 204: z.undefined() },
} as const
const Body = z.strictObject({
  place: z.string().min(2),
  legs: z.array(z.strictObject({ size: z.number() })).optional(),
  note: z.string().optional(),
})
const changing = operation({ ...common, id: 'changing', method: 'PATCH', requires: 'if-match', body: Body })
const making = operation({ ...common, id: 'making', method: 'POST', requires: 'idempotency-key', body: Body })
const reading = operation({
  ...{ ...common, id: 'reading', method: 'GET' },
  query: z.strictObject({ limit: z.coerce.number().int().max(9).default(5) }),
})

const json = { 'content-type': 'application/json' }
const eventOf = (given: Partial<HttpEvent>): HttpEvent =>
  HttpEvent.parse({
    ...{ routeKey: 'PATCH /benches/{benchId}', pathParameters: { benchId: 'b1' }, headers: json },
    ...{ requestContext: { requestId: 'r', timeEpoch: 0 }, ...given },
  })
const change = (body: string | undefined, given: Partial<HttpEvent> = {}, language: Language = 'en') =>
  parseRequest(changing, eventOf({ body, ...given }), language)
const read = (given: Partial<HttpEvent>, language: Language = 'en') =>
  parseRequest(reading, eventOf({ headers: {}, ...given }), language)
const errorsOf = (parsed: { readonly ok: boolean; readonly errors?: readonly unknown[] }) => parsed.errors
const base64 = (bytes: string | Uint8Array) => ({
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
})

describe('a valid request', () => {
  it('a valid request is parsed, with defaults for omitted fields', () => {
    expect(read({ queryStringParameters: { limit: '3' } })).toEqual({
      ...{ ok: true, params: { benchId: 'b1' }, query: { limit: 3 }, body: undefined },
    })
    expect(read({})).toMatchObject({ ok: true, query: { limit: 5 } })
    expect(change('{"place":"the quay"}')).toEqual({
      ...{ ok: true, params: { benchId: 'b1' }, query: {}, body: { place: 'the quay' } },
    })
  })

  it('a valid request can be in base64, as the gateway sends binary bodies', () => {
    expect(change(undefined, base64('{"place":"café 😀"}'))).toMatchObject({ ok: true, body: { place: 'café 😀' } })
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json'])(
    'a valid request is %s',
    (type) => {
      expect(change('{"place":"the quay"}', { headers: { 'content-type': type } }).ok).toBe(true)
    },
  )

  it('a valid request has no body if its text is empty', () => {
    expect(read({ body: '' }).ok).toBe(true)
    expect(errorsOf(change('', { headers: {} }))).toEqual([
      { in: 'body', pointer: '', code: 'invalid-type', detail: 'Fill in this field.' },
    ])
  })
})

describe('a body', () => {
  it.each([
    {},
    ...['text/plain', 'application/jsonp', 'text/application/json', 'application/x-www-form-urlencoded'].map(
      (type) => ({ 'content-type': type }),
    ),
  ])('a body without the type JSON is not read: %j', (headers) => {
    expect(change('{"place":"the quay"}', { headers })).toEqual({ ok: false, code: 'not-json', errors: [] })
  })

  it('a body that is required but missing is reported as a missing field, whatever the header says', () => {
    for (const headers of [{}, json])
      expect(change(undefined, { headers })).toEqual({
        ...{ ok: false, code: 'invalid-request' },
        errors: [{ in: 'body', pointer: '', code: 'invalid-type', detail: 'Fill in this field.' }],
      })
  })

  it('a body is refused if the operation takes none, whatever it contains', () => {
    for (const body of ['{}', 'x'.repeat(300_000)])
      expect(read({ body })).toEqual({
        ...{ ok: false, code: 'invalid-request' },
        errors: [{ in: 'body', pointer: '', code: 'invalid-type', detail: 'Send nothing here.' }],
      })
  })

  it('a body can have 256 KiB, counted in bytes', () => {
    const ofBytes = (size: number, letter: string) => {
      const room = size - Buffer.byteLength('{"place":""}')
      return `{"place":"${letter.repeat(room / Buffer.byteLength(letter))}"}`
    }
    expect(change(ofBytes(262_144, 'a')).ok).toBe(true)
    expect(change(ofBytes(262_144, 'é')).ok).toBe(true)
    expect(change(ofBytes(262_145, 'a'))).toEqual({ ok: false, code: 'body-too-large', errors: [] })
    expect(change(ofBytes(262_146, 'é'))).toEqual({ ok: false, code: 'body-too-large', errors: [] })
  })

  it.each([
    '{',
    'x',
    '{"place":"the quay",}',
    '{"place":"\\ud83d"}',
    '{"place":"\\uDC00 "}',
    '{"place":"ok","\\ud83d":1}',
    '{"place":"\\ud83d\\ude00","note":"\\udfff"}',
    '{"place":"\\ud800","note":"fine"}',
    '{"place":"half \ud800"}',
    `${'['.repeat(130_000)}"\\ud83d\\ude00"${']'.repeat(130_000)}`,
  ])('a body that is not JSON with whole characters is malformed (case %#)', (body) => {
    const malformed = { in: 'body', pointer: '', code: 'malformed-json' }
    expect(change(body)).toEqual({
      ...{ ok: false, code: 'invalid-request' },
      errors: [{ ...malformed, detail: 'This is not valid JSON.' }],
    })
    expect(errorsOf(change(body, {}, 'nl'))).toEqual([{ ...malformed, detail: 'Dit is geen geldige JSON.' }])
  })

  it('a body can contain characters outside the first plane, escaped or not, and numbers', () => {
    const body = '{"place":"a\\ud83d\\ude00","note":"\\uD83D\\uDE00😀","legs":[{"size":2}]}'
    expect(change(body)).toMatchObject({
      ...{ ok: true, body: { place: 'a😀', note: '😀😀', legs: [{ size: 2 }] } },
    })
  })
})

describe('bytes that are not UTF-8', () => {
  const broken = { code: 'not-utf-8', detail: 'This is not text in UTF-8. Send it as UTF-8.' }

  it('bytes that are not UTF-8 are refused in a body', () => {
    const body = base64(Uint8Array.of(0x7b, 0xff, 0x7d))
    const errors = [{ in: 'body', pointer: '', ...broken }]
    expect(change(undefined, body)).toEqual({ ok: false, code: 'invalid-request', errors })
    expect(errorsOf(change(undefined, body, 'nl'))).toEqual([
      { ...errors[0], detail: 'Dit is geen tekst in UTF-8. Stuur de gegevens als UTF-8.' },
    ])
  })

  it('bytes that are not UTF-8 are refused in a path and in names and values of a query, all reported together', () => {
    expect(
      read({
        pathParameters: { benchId: 'b\ufffd' },
        queryStringParameters: { limit: '\ufffd', 'a/\ufffd': '1', fine: '1' },
      }),
    ).toEqual({
      ...{ ok: false, code: 'invalid-request' },
      errors: [
        { in: 'path', pointer: '/benchId', ...broken },
        { in: 'query', pointer: '/limit', ...broken },
        { in: 'query', pointer: '/a~1\ufffd', ...broken },
      ],
    })
  })

  it('bytes that are not UTF-8 are reported at most fifty times', () => {
    const query = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`n${index}`, '\ufffd']))
    expect(errorsOf(read({ queryStringParameters: query }))).toHaveLength(50)
  })
})

describe('invalid fields', () => {
  it('invalid fields are reported for all parts of the request together, each with its pointer and what to do', () => {
    expect(
      change('{"place":"x","legs":[{"size":1},{"size":"2","w":1}]}', {
        pathParameters: { benchId: 'b1234' },
        queryStringParameters: { colour: 'red' },
      }),
    ).toEqual({
      ...{ ok: false, code: 'invalid-request' },
      errors: [
        { in: 'path', pointer: '/benchId', code: 'too-big', detail: 'Write at most 4 characters.' },
        { in: 'query', pointer: '/colour', code: 'unknown-field', detail: 'There is no such field here.' },
        { in: 'body', pointer: '/place', code: 'too-small', detail: 'Write at least 2 characters.' },
        { in: 'body', pointer: '/legs/1/size', code: 'invalid-type', detail: 'Give a number here.' },
        { in: 'body', pointer: '/legs/1/w', code: 'unknown-field', detail: 'There is no such field here.' },
      ],
    })
  })

  const amounts = operation({
    ...{ ...common, id: 'amounts', method: 'POST' },
    body: z.strictObject({
      cents: z.int().min(0).max(10),
      list: z.array(z.int().min(-5).max(5).max(3)).optional(),
      code: z.string().regex(/^a/).regex(/z$/).optional(),
    }),
  })
  it.each([
    ['beyond all whole numbers', { cents: 1e99 }, ['/cents Give a number of 10 or less.']],
    ['below all whole numbers', { cents: -1e99 }, ['/cents Give a number of 0 or more.']],
    [
      'in a list',
      { cents: 1, list: [1e16, 4, -1e16] },
      [
        '/list/0 Give a number of 3 or less.',
        '/list/1 Give a number of 3 or less.',
        '/list/2 Give a number of -5 or more.',
      ],
    ],
    ['against two forms', { cents: 1, code: 'no' }, ['/code This is not right. Write it as the description says.']],
  ] as const)('invalid fields are reported once, with the narrowest limit (%s)', (_, body, said) => {
    const parsed = parseRequest(amounts, eventOf({ body: JSON.stringify(body) }), 'en')
    const errors = parsed.ok ? [] : parsed.errors
    expect(errors.map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual(said)
  })

  it('invalid fields are reported once in a query, with the limit of the query', () => {
    expect(errorsOf(read({ queryStringParameters: { limit: '1e99' } }))).toEqual([
      { in: 'query', pointer: '/limit', code: 'too-big', detail: 'Give a number of 9 or less.' },
    ])
  })

  it('invalid fields are reported in Dutch to people who read Dutch', () => {
    expect(errorsOf(read({ queryStringParameters: { limit: '10', colour: 'red' } }, 'nl'))).toEqual([
      { in: 'query', pointer: '/limit', code: 'too-big', detail: 'Geef een getal van 9 of minder.' },
      { in: 'query', pointer: '/colour', code: 'unknown-field', detail: 'Dit veld bestaat hier niet.' },
    ])
  })

  it.each([
    ['a~b/c~/d', '/a~0b~1c~0~1d'],
    ['', '/'],
    ['n'.repeat(101), `/${'n'.repeat(100)}`],
  ])('invalid fields have a pointer of RFC 6901 (case %#)', (name, pointer) => {
    expect(errorsOf(read({ queryStringParameters: { [name]: '1' } }))).toMatchObject([{ pointer }])
  })

  it('invalid fields are reported at most fifty times, whatever the errors', () => {
    const unknown = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`n${index}`, 1]))
    const bodies = [
      { place: 'xy', ...unknown, legs: [{ size: 1, ...unknown }] },
      { place: 'xy', legs: Array.from({ length: 60 }, () => ({ size: 'x' })) },
      { place: 'xy', ...unknown, ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`m${index}`, 1])) },
    ]
    for (const body of bodies) expect(errorsOf(change(JSON.stringify(body)))).toHaveLength(50)
  })
})

describe('the Idempotency-Key of a new thing', () => {
  const keyed = (key: string | undefined, language: Language = 'en') =>
    parsePreconditions(making, eventOf({ headers: key === undefined ? {} : { 'idempotency-key': key } }), language)

  it.each(['a1b2c3d4', 'x'.repeat(128), '0193c3c6-7a00-7000-8000-0000000000aa', '!~!~!~!~'])(
    'the Idempotency-Key of a new thing can be %s',
    (key) => {
      expect(keyed(key)).toEqual({ ok: true, idempotencyKey: key, ifMatch: 0 })
    },
  )

  it.each([undefined, '', 'a1b2c3d', 'x'.repeat(129), 'with a space', 'é12345678', '12345678é', '12345678\n'])(
    'the Idempotency-Key of a new thing may not be %j',
    (key) => {
      const error = { in: 'header', pointer: '/idempotency-key', code: 'invalid-header' }
      expect(keyed(key)).toEqual({
        ...{ ok: false, code: 'invalid-request' },
        errors: [{ ...error, detail: 'Send an Idempotency-Key of your own, 8 to 128 characters, for example a UUID.' }],
      })
      expect(keyed(key, 'nl')).toMatchObject({
        errors: [{ detail: 'Stuur een eigen Idempotency-Key van 8 tot 128 tekens mee, bijvoorbeeld een UUID.' }],
      })
    },
  )
})

describe('the If-Match of a change', () => {
  const matching = (tag: string | undefined, language: Language = 'en') =>
    parsePreconditions(changing, eventOf({ headers: tag === undefined ? {} : { 'if-match': tag } }), language)

  it.each([0, 7, 12, 999_999_999_999_999])('the If-Match of a change is the ETag of version %i', (version) => {
    expect(matching(entityTag(version))).toEqual({ ok: true, idempotencyKey: '', ifMatch: version })
  })

  it('the If-Match of a change is written as an entity tag', () => {
    expect(entityTag(7)).toBe('"7"')
  })

  it('the If-Match of a change is required if it is missing', () => {
    expect(matching(undefined)).toEqual({ ok: false, code: 'precondition-required', errors: [] })
  })

  it.each(['', '*', '3', '"3', '3"', '""', 'W/"3"', '"3", "4"', '"3" ', '"x"', '"-1"', '"1234567890123456"'])(
    'the If-Match of a change is not %j',
    (tag) => {
      expect(matching(tag)).toEqual({
        ...{ ok: false, code: 'invalid-request' },
        errors: [
          {
            ...{ in: 'header', pointer: '/if-match', code: 'invalid-header' },
            detail: 'If-Match must be the ETag that you received, such as "3".',
          },
        ],
      })
      expect(matching(tag, 'nl')).toMatchObject({
        errors: [{ detail: 'If-Match moet de ETag zijn die u kreeg, zoals "3".' }],
      })
    },
  )

  it('the If-Match of a change is ignored if the operation does not require it', () => {
    const headers = { 'if-match': 'x', 'idempotency-key': 'y' }
    expect(parsePreconditions(reading, eventOf({ headers }), 'en')).toEqual({
      ...{ ok: true, idempotencyKey: '', ifMatch: 0 },
    })
  })
})
