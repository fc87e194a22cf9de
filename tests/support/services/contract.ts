// Checks an answer against the declaration of its operation: status, schema, problem, headers.
import { createHash } from 'node:crypto'
import { problemsOf } from '../../../shared/api/declared-problems.ts'
import { partOf, placesNaming, type Sent } from '../../../shared/api/named-thing.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import { type FieldError, Language, Problem, problemType, titleOf } from '../../../shared/api/problem.ts'
import { apiVersion, basePath } from '../../../shared/api/version.ts'
import type { Answered } from './http-event.ts'

/** Headers of every answer. */
const headersEverywhere: { readonly [name: string]: RegExp } = {
  'api-version': new RegExp(`^${apiVersion}$`),
  'cache-control': /^((private, )?no-store|public, no-cache|public, max-age=\d+(, immutable)?)$/,
  'content-security-policy': /frame-ancestors 'none'/,
  'strict-transport-security': /max-age=\d{7,}/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
}

const headerBreaches = ({ headers }: Answered): readonly string[] =>
  Object.entries(headersEverywhere).flatMap(([name, form]) =>
    form.test(headers[name] ?? '') ? [] : [`header ${name} is ${headers[name]}`],
  )

const isSuccess = (operation: Operation, status: number): status is keyof Operation['responses'] =>
  status in operation.responses

const digestOf = (body: unknown): string => `sha-256=:${createHash('sha256').update(String(body)).digest('base64')}:`

const successBreaches = (
  operation: Operation,
  { status, headers, body }: Answered,
  declared: keyof Operation['responses'],
): readonly string[] => {
  const breaches: string[] = []
  const complaint = operation.responses[declared]?.safeParse(body).error
  if (complaint !== undefined) breaches.push(`the body is not as declared: ${complaint.message}`)
  const type = operation.file === undefined ? 'application/json' : `${operation.file}; charset=utf-8`
  if (status !== 204 && headers['content-type'] !== type) breaches.push(`a success is ${type}`)
  if (operation.file !== undefined && headers['content-digest'] !== digestOf(body))
    breaches.push('a file has its digest')
  if (status === 201 && !(headers.location ?? '').startsWith(`${basePath}/`)) breaches.push('a 201 says where')
  if (headers.etag !== undefined && !/^"\d+"$/.test(headers.etag)) breaches.push(`the ETag is ${headers.etag}`)
  return breaches
}

const problemBreaches = (operation: Operation, { status, headers, body }: Answered): readonly string[] => {
  const parsed = Problem.safeParse(body)
  if (!parsed.success) return [`the body is no problem: ${parsed.error.message}`]
  const problem = parsed.data
  const declared = problemsOf(operation).find((each) => each.status === status && each.code === problem.code)
  if (declared === undefined) return [`${status} ${problem.code} is not declared`]
  const language = Language.safeParse(headers['content-language'])
  const checks: readonly (readonly [boolean, string])[] = [
    [headers['content-type'] === 'application/problem+json', 'a problem is application/problem+json'],
    [headers['cache-control'] === 'no-store', 'a problem is not kept'],
    [language.success, 'a problem says its language'],
    [problem.status === status, 'the status in the body is another'],
    [problem.type === problemType(problem.code), 'the type is another'],
    [language.success && problem.title === titleOf(declared, problem.facts)[language.data], 'the title is another'],
    [
      declared.standings === undefined || Object.hasOwn(declared.standings, problem.facts?.status ?? ''),
      'it does not say how the thing stands',
    ],
    [status !== 503 || /^\d+$/.test(headers['retry-after'] ?? ''), 'a 503 says when to try again'],
    [
      (problem.correlationId === undefined) === (operation.isSilent === true),
      'only a silent path has no correlation id',
    ],
  ]
  return checks.flatMap(([holds, breach]) => (holds ? [] : [breach]))
}

const notModifiedBreaches = (operation: Operation, { headers, body }: Answered): readonly string[] => [
  ...(operation.access.kind === 'public' && operation.method === 'GET' ? [] : ['only a public answer is kept']),
  ...(body === undefined ? [] : ['a 304 has no body']),
  ...(headers.etag === undefined ? ['a 304 says which answer it means'] : []),
]

const bodyBreaches = (operation: Operation, answered: Answered): readonly string[] => {
  if (isSuccess(operation, answered.status)) return successBreaches(operation, answered, answered.status)
  return answered.status === 304 ? notModifiedBreaches(operation, answered) : problemBreaches(operation, answered)
}

/** Everything in the answer that the declaration does not allow; empty if the answer conforms. */
export const breachesOf = (operation: Operation, answered: Answered): readonly string[] => [
  ...headerBreaches(answered),
  ...bodyBreaches(operation, answered),
]

/** A refusal of a thing that a field of the request names points to that field, and to no other. */
const pointerBreaches = (operation: Operation, answered: Answered, sent: Sent): readonly string[] => {
  const problem = Problem.safeParse(answered.body).data
  const places = problem === undefined ? [] : placesNaming(operation, problem.code, sent)
  if (problem === undefined || places.length === 0) return []
  const errors = problem.errors ?? []
  // The thing of the address is not there.
  if (errors.length === 0 && problem.code === operation.about?.missing) return []
  const isThere = ({ in: part, pointer }: FieldError) => part === partOf(operation) && places.includes(pointer)
  return errors.length > 0 && errors.every(isThere)
    ? []
    : [`${problem.code} points to ${errors.map(({ pointer }) => pointer).join(' ')}, not to one of ${places.join(' ')}`]
}

/** Fails the test if an answer does not conform to the declaration of its operation. */
export const keepsContract = (operation: Operation, answered: Answered, sent: Sent): Answered => {
  const breaches = [...breachesOf(operation, answered), ...pointerBreaches(operation, answered, sent)]
  if (breaches.length === 0) return answered
  throw new Error(`${operation.id} answered ${answered.status} against its declaration:\n- ${breaches.join('\n- ')}`)
}
