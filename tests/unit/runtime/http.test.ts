// The pipeline of requests: headers of answers, content of refusals, arguments of handlers, log lines of faults.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { type Call, implement, reply, serve } from '../../../functions/runtime/http.ts'
import { access } from '../../../shared/api/access.ts'
import { type Operation, operationsOf } from '../../../shared/api/operation.ts'
import { Problem } from '../../../shared/api/problem.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import { WardCode } from '../../../shared/kernel/ids.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { httpEvent, send } from '../../support/services/http-event.ts'
import { fieldsOf, linesLogged } from '../../support/services/log-lines.ts'

const operation = operationsOf('wards', {
  'bench-not-found': { status: 404, title: { nl: 'Dit bankje bestaat niet.', en: 'There is no such bench.' } },
  'no-benches-left': { status: 409, title: { nl: 'De bankjes zijn op.', en: 'There are no benches left.' } },
})
const summary = { nl: 'Een bankje', en: 'A bench' }
const body = z.strictObject({ name: z.string() })
const public200 = { summary, access: access.public, responses: { 200: body } } as const
const getBench = operation({
  ...{ ...public200, id: 'getBench', method: 'GET', path: '/bench', refusals: ['no-benches-left'] },
})
const moveBench = operation({
  ...{ ...public200, id: 'moveBench', method: 'PATCH', path: '/bench', requires: 'if-match', body },
})
const makeBench = operation({
  ...{ id: 'makeBench', method: 'POST', path: '/benches', summary, access: access.self, body },
  ...{ requires: 'idempotency-key', responses: { 201: body } },
})
const makeNothing = operation({
  ...{ id: 'makeNothing', method: 'POST', path: '/nothing', summary, access: access.public, body },
  ...{ requires: 'idempotency-key', responses: { 204: z.undefined() } },
})
const listBenches = operation({
  ...{ id: 'listBenches', method: 'GET', path: '/benches.csv', summary, access: access.public },
  ...{ file: 'text/csv', responses: { 200: z.string() } },
})
const joinBenches = operation({
  ...{
    id: 'joinBenches',
    method: 'POST',
    path: '/join',
    summary,
    access: access.public,
    responses: { 204: z.undefined() },
  },
  body: z.strictObject({ to: z.string().optional(), from: z.array(z.string()).optional() }),
  names: { 'bench-not-found': ['/to', '/from/*'] },
  refusals: ['bench-not-found'],
})
const castBench = operation({ ...public200, id: 'castBench', method: 'POST', path: '/cast', isSilent: true, body })
const operations = { getBench, moveBench, makeBench, makeNothing, listBenches, castBench }

const bench = { name: 'the quay' }
type Seen = Pick<Call<Operation>, 'now' | 'language' | 'ifMatch' | 'createdId' | 'requestDigest' | 'body' | 'caller'>
const given: Seen[] = []
const answering =
  <Answer>(answer: Answer) =>
  async (call: Seen): Promise<Answer> => {
    given.push(call)
    return answer
  }
const handler = serve(
  operations,
  {
    getBench: implement(getBench, answering(reply(200, bench))),
    moveBench: implement(moveBench, answering(reply(200, bench, { version: 4 }))),
    makeBench: implement(makeBench, answering(reply(201, bench, { version: 1, location: '/benches/b1' }))),
    makeNothing: implement(makeNothing, answering(reply(204, undefined))),
    listBenches: implement(listBenches, answering(reply(200, 'name\nthe quay\n', { fileName: 'benches.csv' }))),
    castBench: implement(castBench, answering(reply(200, bench))),
  },
  { routes: [{ method: 'GET', path: '/bench' }] },
)
const anna = { sub: 'anna' }
const idempotencyKey = 'the-first-bench'

beforeEach(() => {
  given.length = 0
})
afterEach(() => {
  vi.restoreAllMocks()
})

describe('the headers of an answer', () => {
  it('the headers of an answer state the version and address of a new thing', async () => {
    const { status, headers } = await send(handler, makeBench, { by: anna, body: bench })
    expect([status, headers.etag, headers.location]).toEqual([201, '"1"', '/v1/benches/b1'])
    expect(headers).not.toHaveProperty('content-disposition')
  })

  it('the headers of an answer say nothing about parts that the answer does not have', async () => {
    const { headers } = await send(handler, getBench)
    for (const name of ['etag', 'location', 'content-disposition', 'retry-after', 'allow'])
      expect(headers).not.toHaveProperty(name)
  })

  it('the headers of an answer state the type, name and digest of a file', async () => {
    const { status, headers, body: text } = await send(handler, listBenches)
    expect([status, text]).toEqual([200, 'name\nthe quay\n'])
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="benches.csv"',
      'content-digest': 'sha-256=:djexzrddM7TFzjup0GSTO1g3ZmqT5ZfdtXopRwPhQK4=:',
    })
  })
})

describe('a refusal', () => {
  const refusing = (...refused: Parameters<typeof refuse<'no-benches-left'>>) =>
    serve({ getBench }, { getBench: implement(getBench, async () => refuse(...refused)) })
  const english = { headers: { 'accept-language': 'en' } }

  it('a refusal says what happened, and nothing else', async () => {
    const { status, body: problem } = await send(refusing('no-benches-left'), getBench, english)
    expect([status, problem]).toEqual([
      409,
      {
        type: 'https://wijkaanzet.example/problems/no-benches-left',
        title: 'There are no benches left.',
        status: 409,
        detail: 'Nothing was changed. Fetch how it stands now and see what is still possible.',
        code: 'no-benches-left',
        correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    ])
  })

  it.each([
    ['the only field that names such a thing', { to: 'b1' }, [], ['/to']],
    ['the only item of a list', { from: ['b1'] }, [], ['/from/0']],
    ['no field if none was sent', {}, [], undefined],
    ['no field if the handler does not say which of several', { to: 'b1', from: ['b2'] }, [], undefined],
    ['the field that the handler says', { to: 'b1', from: ['b2', 'b3'] }, [{ pointer: '/from/1' }], ['/from/1']],
  ] as const)('a refusal of a thing that is not there points to %s', async (_, sent, fields, pointers) => {
    const refused = serve(
      { joinBenches },
      { joinBenches: implement(joinBenches, async () => refuse('bench-not-found', {}, fields)) },
    )
    const event = httpEvent(joinBenches, { body: sent, ...english })
    const problem = Problem.parse(JSON.parse((await refused(event, Object({}))).body ?? ''))
    const [code, detail] = ['bench-not-found', 'There is no such bench.']
    expect(problem.errors).toEqual(pointers?.map((pointer) => ({ in: 'body', pointer, code, detail })))
  })

  it('a refusal has the facts and the wrong fields, in the language of the request', async () => {
    const rule = { nl: 'Kies een ander.', en: 'Choose another.' }
    const refused = refusing('no-benches-left', { left: 0 }, [{ pointer: '/place', rule }])
    for (const [language, detail] of [
      ['nl', rule.nl],
      ['en', rule.en],
    ] as const) {
      const { headers, body: problem } = await send(refused, getBench, { headers: { 'accept-language': language } })
      expect(headers['content-language']).toBe(language)
      expect(problem).toMatchObject({
        facts: { left: 0 },
        errors: [{ in: 'query', pointer: '/place', code: 'no-benches-left', detail }],
      })
    }
  })

  it('a refusal that any operation can give has the common text', async () => {
    const meanwhile = serve({ moveBench }, { moveBench: implement(moveBench, async () => refuse('changed-meanwhile')) })
    const { status, body: problem } = await send(meanwhile, moveBench, { ifMatch: 1, body: bench, ...english })
    expect([status, problem]).toMatchObject([
      412,
      { code: 'changed-meanwhile', title: expect.stringMatching(/^This was changed/) },
    ])
  })

  it('a refusal of a request names the fields, if there are any', async () => {
    const wrong = await send(handler, getBench, { query: { colour: 'red' }, ...english })
    expect([wrong.status, wrong.body]).toMatchObject([
      400,
      { code: 'invalid-request', errors: [{ in: 'query', pointer: '/colour', code: 'unknown-field' }] },
    ])
    const stranger = await send(handler, makeBench, { body: bench, ...english })
    expect([stranger.status, stranger.body]).toMatchObject([401, { code: 'unauthorized' }])
    expect(stranger.body).not.toHaveProperty('errors')
    const blind = await send(handler, moveBench, { body: bench, ...english })
    expect([blind.status, blind.body]).toMatchObject([428, { code: 'precondition-required' }])
    expect(blind.body).not.toHaveProperty('errors')
    const keyless = await send(handler, makeBench, { by: anna, body: bench, idempotencyKey: 'short' })
    expect([keyless.status, keyless.body]).toMatchObject([400, { errors: [{ pointer: '/idempotency-key' }] }])
    expect(given).toEqual([])
  })

  it('a refusal tells a caller without a token to sign in before it names other errors', async () => {
    expect((await send(handler, makeBench, { body: 'x', query: { a: 'b' } })).status).toBe(401)
  })

  it('a refusal on a silent path has no correlation id', async () => {
    const { status, body: problem } = await send(handler, castBench, { body: {} })
    expect(status).toBe(400)
    expect(problem).not.toHaveProperty('correlationId')
  })
})

describe('the input of a handler', () => {
  it('the input of a handler has the time of the gateway, the language, and the version that the client has seen', async () => {
    const at = '2026-03-02T09:00:00.000Z'
    await send(handler, moveBench, { ifMatch: 3, body: bench, at, headers: { 'accept-language': 'en' } })
    expect(given).toMatchObject([{ ifMatch: 3, language: 'en', body: bench, caller: undefined, requestDigest: '' }])
    expect(given.map(({ now }) => Date.parse(now))).toEqual([Date.parse(at)])
  })

  it('the input of a handler has an id and a digest that are the same for every retry by the same person with the same key', async () => {
    await send(handler, makeBench, { by: anna, body: bench, idempotencyKey })
    await send(handler, makeNothing, { body: bench, idempotencyKey })
    const requestDigest = digestOf({ params: {}, body: bench })
    expect(given).toMatchObject([
      { createdId: derivedId('anna', 'makeBench', idempotencyKey), requestDigest, caller: { id: 'anna' }, ifMatch: 0 },
      { createdId: derivedId('', 'makeNothing', idempotencyKey), requestDigest, caller: undefined },
    ])
  })

  it('the input of a handler is the same for HEAD as for GET, and for no other method', async () => {
    const routed = (routeKey: string, method: string) =>
      handler(
        { ...httpEvent(getBench), routeKey, requestContext: { requestId: 'r', timeEpoch: 0, http: { method } } },
        {},
      )
    expect(await routed('HEAD /bench', 'HEAD')).toMatchObject({ statusCode: 200, body: '{"name":"the quay"}' })
    const refused = await routed('$default', 'DELETE')
    expect([refused.statusCode, refused.headers.allow]).toEqual([405, 'GET, HEAD'])
    expect(given).toHaveLength(1)
  })
})

describe('a unit that cannot look wards up', () => {
  it('a unit that cannot look wards up does not start with an operation that takes the code of a ward', () => {
    const query = z.strictObject({ wardCode: WardCode.optional() })
    const ofWard = operation({ ...public200, id: 'listOfWard', method: 'GET', path: '/of-ward', query })
    const start = () => serve({ ofWard }, { ofWard: implement(ofWard, async () => reply(200, bench)) })
    expect(start).toThrow(new TypeError('listOfWard takes the code of a ward, and its unit cannot look wards up'))
  })
})

describe('a fault', () => {
  const failing = (fault: Error) => {
    const answer = async () => Promise.reject(fault)
    const both = { getBench, castBench }
    return serve(both, { getBench: implement(getBench, answer), castBench: implement(castBench, answer) })
  }

  it.each([
    ['Error', 500, 'internal-error'],
    ['ThrottlingException', 503, 'busy'],
  ])('%s is answered by %i, and logged under the correlation id of the answer', async (name, status, code) => {
    const lines = linesLogged()
    const fault = Object.assign(new Error('jan@example.org'), { name })
    const answer = await send(failing(fault), getBench)
    const { correlationId } = Problem.parse(answer.body)
    expect(answer).toMatchObject({ status, body: { code } })
    expect(correlationId).toMatch(/^[0-9a-f-]{36}$/)
    expect(fieldsOf(lines)).toMatchObject([
      { level: 'ERROR', message: 'operation-failed', operation: 'getBench', code, correlationId },
    ])
    expect(lines.join()).toContain(name)
    expect(JSON.stringify([lines, answer])).not.toContain('jan@')
  })

  it('a fault is thrown for an event that no gateway sends', async () => {
    await expect(handler({ detail: {} }, {})).rejects.toThrow(z.ZodError)
  })
})
