// Answers: a declared body with all headers, and a fault that says only whether to retry.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { commonProblem, fail, faultProblem, isPassing, succeed } from '../../../functions/runtime/respond.ts'
import { access } from '../../../shared/api/access.ts'
import { operationsOf } from '../../../shared/api/operation.ts'
import { apiVersion } from '../../../shared/api/version.ts'
import { BusyError } from '../../../shared/table/busy.ts'

const operation = operationsOf(
  'wards',
  {},
)({
  ...{ id: 'moveBench', method: 'POST', path: '/bench', summary: { nl: 'Een bankje', en: 'A bench' } },
  ...{ access: access.public, responses: { 200: z.object({ name: z.string() }), 204: z.undefined() } },
})
const everywhere = {
  'api-version': apiVersion,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

describe('a success', () => {
  it('a success conforms to its schema, with all headers', () => {
    const answer = { name: 'the quay', iban: 'NL91ABNA0417164300' }
    expect(succeed(operation, 200, answer, { etag: '"1"' })).toEqual({
      statusCode: 200,
      headers: { ...everywhere, 'content-type': 'application/json', etag: '"1"' },
      body: '{"name":"the quay"}',
    })
  })

  it('a success with 204 has neither a body nor a type', () => {
    const answer = succeed(operation, 204, undefined, { etag: '"2"' })
    expect(answer).toStrictEqual({ statusCode: 204, headers: { ...everywhere, etag: '"2"' } })
  })

  it('a success that the operation does not declare is a fault that says so', () => {
    expect(() => succeed(operation, 201, {}, {})).toThrow(new TypeError('moveBench does not declare 201'))
  })
})

describe('a problem', () => {
  it('a problem is application/problem+json in its language, with all common headers and its own', () => {
    const problem = commonProblem('busy', 'nl', { correlationId: 'c' })
    expect(fail(problem, 'nl', { 'retry-after': '3' })).toEqual({
      statusCode: 503,
      headers: {
        ...{ ...everywhere, 'content-type': 'application/problem+json', 'content-language': 'nl' },
        'retry-after': '3',
      },
      body: JSON.stringify(problem),
    })
  })
})

describe('a fault', () => {
  const busy = { code: 'busy', headers: { 'retry-after': '3' } }
  const ours = { code: 'internal-error', headers: {} }
  const named = (name: string) => Object.assign(new Error('x'), { name })

  it.each([
    ...['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingError'],
    ...['LimitExceededException', 'InternalServerError', 'InternalServerException', 'ServiceUnavailable'],
    ...['TimeoutError', 'KMSInternalException', 'KeyUnavailableException', 'SlowDown'],
    ...['TransactionConflictException', 'TransactionInProgressException', 'DependencyTimeoutException'],
  ])('a fault of a busy service is temporary: %s', (name) => {
    expect([isPassing(named(name)), faultProblem(named(name))]).toEqual([true, busy])
  })

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])('a fault of the network is temporary: %s', (code) => {
    expect(faultProblem(Object.assign(new Error('x'), { code }))).toEqual(busy)
  })

  it('a fault caused by contention for one item is temporary', () => {
    expect(faultProblem(new BusyError('x'))).toEqual(busy)
  })

  it.each([
    ...['', 'Error', 'ValidationException', 'AccessDeniedException', 'ConditionalCheckFailedException'].map(named),
    Object.assign(new Error('x'), { code: 'ENOENT' }),
    Object.assign(new Error('x'), { code: 104 }),
    Object.assign(new Error('x'), { code: '' }),
    ...[{ name: 'ThrottlingException' }, { code: 'EPIPE' }, 'ThrottlingException', undefined, null],
  ])('a fault of any other kind is not temporary (case %#)', (fault) => {
    expect([isPassing(fault), faultProblem(fault)]).toEqual([false, ours])
  })
})
