import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { forCaches } from '../../../functions/runtime/caching.ts'
import { implement, reply, serve } from '../../../functions/runtime/http.ts'
import { HttpEvent } from '../../../functions/runtime/http-event.ts'
import { access } from '../../../shared/api/access.ts'
import { type Cached, type Operation, operationsOf } from '../../../shared/api/operation.ts'
import { operations as declared } from '../../../shared/operations.ts'
import { resident } from '../../support/builders/voting/polls.ts'
import { send } from '../../support/services/http-event.ts'

const operation = operationsOf('wards', {})
const common = {
  method: 'GET',
  summary: { nl: 'Een ding', en: 'A thing' },
  responses: { 200: z.strictObject({ name: z.string() }) },
} as const
const plain = operation({ ...common, id: 'plain', path: '/plain', access: access.public })
const short = operation({ ...common, id: 'short', path: '/short', access: access.public, cached: 'short' })
const checked = operation({ ...common, id: 'checked', path: '/checked', access: access.public, cached: 'checked' })
const immutable = operation({
  ...common,
  id: 'immutable',
  path: '/immutable',
  access: access.public,
  cached: 'immutable',
})
const mine = operation({ ...common, id: 'mine', path: '/mine', access: access.self })
const operations = { plain, checked, short, immutable, mine }

let name = 'one'
type More = { readonly cached?: Cached; readonly version?: number }
const serving = (more: More = {}) =>
  serve(operations, {
    checked: implement(checked, async () => reply(200, { name }, more)),
    plain: implement(plain, async () => reply(200, { name }, more)),
    short: implement(short, async () => reply(200, { name }, more)),
    immutable: implement(immutable, async () => reply(200, { name }, more)),
    mine: implement(mine, async () => reply(200, { name }, more)),
  })
const ask = (which: keyof typeof operations, more: More = {}, headers: Record<string, string> = {}) =>
  send(serving(more), operations[which], { headers, ...(which === 'mine' ? { by: resident('anna') } : {}) })

describe('the cache headers of an answer', () => {
  it.each([
    ['plain', 'no-store'],
    ['checked', 'public, no-cache'],
    ['short', 'public, max-age=300'],
    ['immutable', 'public, max-age=31536000, immutable'],
    ['mine', 'private, no-store'],
  ] as const)('the cache headers of an answer of %s: %s', async (which, directive) => {
    expect((await ask(which)).headers['cache-control']).toBe(directive)
  })

  it('the cache headers of an answer depend on the thing if the handler says so, and never make a personal answer public', async () => {
    expect((await ask('plain', { cached: 'short' })).headers['cache-control']).toBe('public, max-age=300')
    expect((await ask('mine', { cached: 'immutable' })).headers).toMatchObject({ 'cache-control': 'private, no-store' })
  })

  it('the cache headers of an answer forbid storing a problem', async () => {
    const refused = await send(serving(), short, { query: { unknown: '1' } })
    expect([refused.status, refused.headers['cache-control'], refused.headers.etag]).toEqual([
      400,
      'no-store',
      undefined,
    ])
  })

  it('the cache headers of an answer are public only for public operations', () => {
    const kept = Object.values<Operation>(declared).filter(({ cached }) => cached !== undefined)
    expect(kept.map(({ method, access: row }) => [method, row.kind])).toEqual(kept.map(() => ['GET', 'public']))
    expect(kept.filter(({ isSilent }) => isSilent === true)).toEqual([])
  })
})

describe('a conditional request', () => {
  it('a conditional request is answered by 304, without a body, with the same tag and the same directive', async () => {
    const first = await ask('short')
    const again = await ask('short', {}, { 'if-none-match': first.headers.etag ?? '' })
    expect([again.status, again.body, again.headers['content-type']]).toEqual([304, undefined, undefined])
    expect(again.headers).toMatchObject({ etag: first.headers.etag, 'cache-control': 'public, max-age=300' })
  })

  it.each([(tag: string) => `W/${tag}`, (tag: string) => `"1", ${tag}`, () => '*'])(
    'a conditional request supports the forms of RFC 9110',
    async (form) => {
      const { headers } = await ask('immutable')
      expect((await ask('immutable', {}, { 'if-none-match': form(headers.etag ?? '') })).status).toBe(304)
    },
  )

  it('a conditional request gets the answer if it has changed', async () => {
    const { headers } = await ask('short')
    name = 'two'
    const second = await ask('short', {}, { 'if-none-match': headers.etag ?? '' })
    expect([second.status, second.body]).toEqual([200, { name: 'two' }])
    expect(second.headers.etag).not.toBe(headers.etag)
  })

  it('a conditional request gets the full answer for personal data, and for things whose version does not cover everything', async () => {
    const known = { 'if-none-match': '"3"' }
    expect((await ask('plain', { version: 3 }, known)).status).toBe(200)
    expect((await ask('mine', { version: 3 }, known)).status).toBe(200)
    expect((await ask('mine', { version: 3, cached: 'immutable' }, known)).status).toBe(200)
    expect((await ask('plain', { version: 3, cached: 'short' }, known)).status).toBe(304)
  })

  it.each(['"4"', '"W/3"', 'W/"4"', '3', '"*"', '', '"3'])(
    'a conditional request gets the answer if it names another tag: %s',
    async (tag) => {
      const { status } = await ask('plain', { version: 3, cached: 'short' }, { 'if-none-match': tag })
      expect(status).toBe(200)
    },
  )

  it.each(['"1", *', '"1" , W/"3" , "2"'])('a conditional request reads the whole list: %s', async (tag) => {
    const { status } = await ask('plain', { version: 3, cached: 'short' }, { 'if-none-match': tag })
    expect(status).toBe(304)
  })

  const known = HttpEvent.parse({
    ...{ routeKey: 'GET /short', headers: { 'if-none-match': '"3"' } },
    requestContext: { requestId: 'r', timeEpoch: 0 },
  })
  const kept = { etag: '"3"', 'api-version': '1', 'x-content-type-options': 'nosniff' }
  const result = { statusCode: 200, headers: { ...kept, 'cache-control': 'no-store' }, body: 'x' }

  it('a conditional request has an answer without headers about a body', () => {
    const ofTheBody = { 'content-type': 'text/csv', 'content-language': 'nl', 'content-digest': 'd' }
    const headers = { ...result.headers, ...ofTheBody, 'content-disposition': 'attachment' }
    expect(forCaches(short, 'short', known, { ...result, headers })).toStrictEqual({
      statusCode: 304,
      headers: { ...kept, 'cache-control': 'public, max-age=300' },
    })
  })

  it('a conditional request gets the full answer if something was changed', () => {
    const done = operation({ ...common, id: 'done', method: 'POST', path: '/done', access: access.public })
    expect(forCaches(done, 'short', known, result)).toMatchObject({ statusCode: 200, body: 'x' })
  })
})
