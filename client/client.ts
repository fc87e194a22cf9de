// The typed client of the API: types inferred from the operations, routes generated from them. Runs in a browser and in
// Node; holds no state but what it is given.
import type * as z from 'zod'
import type { Operation } from '../shared/api/operation.ts'
import type { Problem } from '../shared/api/problem.ts'
import type { operations } from '../shared/operations.ts'
import { routes } from './routes.ts'

type Operations = typeof operations
export type OperationId = keyof Operations & keyof typeof routes

type Part<Name extends string, Schema extends z.ZodType> =
  z.input<Schema> extends undefined
    ? { readonly [N in Name]?: undefined }
    : Record<string, never> extends z.input<Schema>
      ? { readonly [N in Name]?: z.input<Schema> }
      : { readonly [N in Name]: z.input<Schema> }

/** What a call of one operation takes. */
export type Input<Id extends OperationId> = Part<'params', Operations[Id]['params']> &
  Part<'query', Operations[Id]['query']> &
  Part<'body', Operations[Id]['body']> & {
    /** Bearer token; without one the request is anonymous. */
    readonly token?: string
    /** The ETag seen, for an operation that changes something. */
    readonly ifMatch?: string
    /** The same for every retry of one creation. Made up when absent: then a lost answer cannot be retried safely. */
    readonly idempotencyKey?: string
  }

type BodyOf<Answers extends Operation['responses']> = {
  [Status in keyof Answers]: Answers[Status] extends z.ZodType ? z.output<Answers[Status]> : never
}[keyof Answers]

/** What comes back: the declared body, or the problem in the words of the API. */
export type Result<Id extends OperationId> =
  | {
      readonly ok: true
      readonly status: number
      readonly body: BodyOf<Operations[Id]['responses']>
      readonly etag: string | undefined
    }
  | { readonly ok: false; readonly status: number; readonly problem: Problem; readonly retryAfterSeconds: number }

export type ClientOptions = {
  /** `https://api.example/v1`, without a slash at the end. */
  readonly baseUrl: string
  /** Where ballots are cast, if that is another address: it shares no log with the rest. */
  readonly ballotBoxUrl?: string
  readonly language?: 'nl' | 'en'
  readonly fetch?: typeof fetch
}

export type Client = {
  /** Calls one operation once. Rejects only when no answer came. */
  call<Id extends OperationId>(id: Id, input: Input<Id>): Promise<Result<Id>>
}

type Untyped = {
  readonly params?: { readonly [name: string]: unknown }
  readonly query?: { readonly [name: string]: unknown }
  readonly body?: unknown
  readonly token?: string
  readonly ifMatch?: string
  readonly idempotencyKey?: string
}

const addressOf = (options: ClientOptions, route: (typeof routes)[OperationId], input: Untyped): string => {
  const base = 'isSilent' in route ? (options.ballotBoxUrl ?? options.baseUrl) : options.baseUrl
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input.params?.[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) if (value !== undefined) query.set(name, String(value))
  return `${base}${path}${query.size === 0 ? '' : `?${query}`}`
}

const headersOf = (options: ClientOptions, route: (typeof routes)[OperationId], input: Untyped) => ({
  'accept-language': options.language ?? 'nl',
  ...(input.body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(input.token === undefined ? {} : { authorization: `Bearer ${input.token}` }),
  ...(input.ifMatch === undefined ? {} : { 'if-match': input.ifMatch }),
  ...('requires' in route && route.requires === 'idempotency-key'
    ? { 'idempotency-key': input.idempotencyKey ?? crypto.randomUUID() }
    : {}),
})

/** A problem, also for an answer of a proxy that is not one. */
const problemIn = (status: number, text: string): Problem => {
  try {
    const problem: unknown = JSON.parse(text)
    if (typeof problem === 'object' && problem !== null && 'code' in problem) return problem as Problem
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  return { type: 'about:blank', title: `HTTP ${status}`, status, detail: text.slice(0, 500), code: 'unknown' }
}

/** A client for one address of the API. */
export const wijkClient = (options: ClientOptions): Client => {
  const send = options.fetch ?? fetch
  return {
    async call(id, input) {
      const route = routes[id]
      const response = await send(addressOf(options, route, input as Untyped), {
        method: route.method,
        headers: headersOf(options, route, input as Untyped),
        ...((input as Untyped).body === undefined ? {} : { body: JSON.stringify((input as Untyped).body) }),
      })
      const { status } = response
      const text = await response.text()
      if (!response.ok) {
        const retryAfterSeconds = Number(response.headers.get('retry-after') ?? 0)
        return { ok: false, status, problem: problemIn(status, text), retryAfterSeconds }
      }
      const isFile = 'isFile' in route
      const body = text === '' ? undefined : isFile ? text : JSON.parse(text)
      return { ok: true, status, body, etag: response.headers.get('etag') ?? undefined }
    },
  }
}
