import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Operation } from '../../shared/api/operation.ts'
import { type CommonCode, commonProblems, type Language, type Problem, problemOf } from '../../shared/api/problem.ts'
import { apiVersion } from '../../shared/api/version.ts'
import { BusyError } from '../../shared/table/busy.ts'
import type { HttpResult } from './http-event.ts'

/** On every answer: the API's version (Dutch API Design Rules) and the security headers for browsers. */
const everywhere = {
  'api-version': apiVersion,
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

const isDeclared = (operation: Operation, status: number): status is keyof Operation['responses'] =>
  status in operation.responses

/** The bytes of an answer, and the headers that describe them. */
const written = ({ file }: Operation, body: unknown) => {
  if (file === undefined) return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const text = z.string().parse(body)
  const digest = createHash('sha256').update(text).digest('base64')
  const headers = { 'content-type': `${file}; charset=utf-8`, 'content-digest': `sha-256=:${digest}:` }
  return { body: text, headers }
}

/** An answer of the operation; its body must match the declared schema. */
export const succeed = (
  operation: Operation,
  status: number,
  body: unknown,
  headers: Record<string, string>,
): HttpResult => {
  const schema = isDeclared(operation, status) ? operation.responses[status] : undefined
  if (schema === undefined) throw new TypeError(`${operation.id} does not declare ${status}`)
  if (status === 204) return { statusCode: 204, headers: { ...everywhere, ...headers } }
  const answer = written(operation, schema.parse(body))
  return { statusCode: status, headers: { ...everywhere, ...answer.headers, ...headers }, body: answer.body }
}

/** A problem as an answer. */
export const fail = (problem: Problem, language: Language, headers: Record<string, string> = {}): HttpResult => ({
  statusCode: problem.status,
  headers: {
    ...everywhere,
    'content-type': 'application/problem+json',
    'content-language': language,
    ...headers,
  },
  body: JSON.stringify(problem),
})

const passingFaults = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingError',
  'LimitExceededException',
  'InternalServerError',
  'InternalServerException',
  'ServiceUnavailable',
  'TimeoutError',
  'KMSInternalException',
  'KeyUnavailableException',
  'SlowDown',
  'TransactionConflictException',
  'TransactionInProgressException',
  'DependencyTimeoutException',
])
const networkFaults = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'])

/** Whether a retry may help: throttling, a slow or restarting service, or contention over one item. */
export const isPassing = (fault: unknown): boolean =>
  fault instanceof BusyError ||
  (fault instanceof Error &&
    (passingFaults.has(fault.name) ||
      ('code' in fault && typeof fault.code === 'string' && networkFaults.has(fault.code))))

/** The public form of a fault, without internals. */
export const faultProblem = (
  fault: unknown,
): { readonly code: CommonCode; readonly headers: Record<string, string> } =>
  isPassing(fault) ? { code: 'busy', headers: { 'retry-after': '3' } } : { code: 'internal-error', headers: {} }

/** One of the problems that any operation may return. */
export const commonProblem = (
  code: CommonCode,
  language: Language,
  more: Parameters<typeof problemOf>[3] = {},
): Problem => problemOf(commonProblems, code, language, more)
