// An HTTP request to one of our operations, as API Gateway passes it to a function (payload 2.0).
import { randomUUID } from 'node:crypto'
import type { Role } from '../../../shared/api/access.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import { basePath } from '../../../shared/api/version.ts'
import { keepsContract } from './contract.ts'
import { keepExample } from './examples.ts'

type Text = { readonly [name: string]: string }

/** A person in a test. `claims` turns them into the verified claims of a token. */
export type Persona = {
  readonly sub: string
  readonly ward?: string
  readonly birthDate?: string
  /** Identifies the person, whichever account they use. */
  readonly pseudonym?: string
  readonly roles?: readonly Role[]
}

/** The claims of an access token as the gateway's authoriser passes them on: only texts; a list becomes `[a b]`. */
export const claims = ({ sub, ward, birthDate, pseudonym, roles = [] }: Persona): Text => ({
  sub,
  token_use: 'access',
  scope: roles.length > 0 ? 'wijk/resident wijk/staff' : 'wijk/resident',
  ...(ward === undefined ? {} : { ward }),
  ...(birthDate === undefined ? {} : { birthDate }),
  ...(pseudonym === undefined ? {} : { pseudonym }),
  ...(roles.length === 0 ? {} : { 'cognito:groups': `[${roles.join(' ')}]` }),
})

export type HttpInput = {
  readonly params?: Text
  readonly query?: { readonly [name: string]: string | number }
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown
  /** The caller; absent for a request without a token. */
  readonly by?: Persona
  /** Raw claims, for tokens that no persona has. They override `by`. */
  readonly claims?: { readonly [name: string]: unknown }
  /** When the gateway received the request, in any notation that `Date` parses. Default: the machine's clock. */
  readonly at?: string
  /** Short for the header `if-match: "n"`. */
  readonly ifMatch?: number
  /** Short for the header `idempotency-key`. Default: a new key if the operation needs one. */
  readonly idempotencyKey?: string
  readonly headers?: Text
}

const headersOf = (operation: Operation, input: HttpInput): Text => ({
  ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(operation.requires === 'idempotency-key' ? { 'idempotency-key': input.idempotencyKey ?? randomUUID() } : {}),
  ...(input.ifMatch === undefined ? {} : { 'if-match': `"${input.ifMatch}"` }),
  ...input.headers,
})

const pathOf = (operation: Operation, params: Text): string =>
  operation.path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

const textsOf = (query: NonNullable<HttpInput['query']>): Text =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))

/** A request for this operation. */
export const httpEvent = (operation: Operation, input: HttpInput = {}) => {
  const { params = {}, query = {}, body, by } = input
  const verified = input.claims ?? (by === undefined ? undefined : claims(by))
  const rawPath = `${basePath}${pathOf(operation, params)}`
  return {
    version: '2.0',
    routeKey: `${operation.method} ${operation.path}`,
    rawPath,
    rawQueryString: new URLSearchParams(textsOf(query)).toString(),
    headers: headersOf(operation, input),
    ...(Object.keys(params).length === 0 ? {} : { pathParameters: params }),
    ...(Object.keys(query).length === 0 ? {} : { queryStringParameters: textsOf(query) }),
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: {
      requestId: randomUUID(),
      stage: 'v1',
      http: {
        method: operation.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'tests',
      },
      timeEpoch: input.at === undefined ? Date.now() : Date.parse(input.at),
      ...(verified === undefined ? {} : { authorizer: { jwt: { claims: verified, scopes: null } } }),
    },
  }
}

/** The answer of a handler, with its body parsed. */
export type Answered = { readonly status: number; readonly headers: Text; readonly body: unknown }

type Result = { readonly statusCode: number; readonly headers: Text; readonly body?: string }
export type Handler = (event: unknown, context: unknown) => Promise<Result>

/** Sends a request to the handler of a unit. The operation must declare the answer. */
export const send = async (handler: Handler, operation: Operation, input: HttpInput = {}): Promise<Answered> => {
  const { statusCode, headers, body } = await handler(httpEvent(operation, input), {})
  const read = (text: string): unknown => (/\bjson$/.test(headers['content-type'] ?? '') ? JSON.parse(text) : text)
  const answered = { status: statusCode, headers, body: body === undefined ? undefined : read(body) }
  keepExample(operation, statusCode, answered.body)
  return keepsContract(operation, answered, { query: input.query, body: input.body })
}
