// The pipeline of every HTTP operation: find it, admit the caller, parse, decide, answer.
import middy from '@middy/core'
import type * as z from 'zod'
import { partOf, placesNaming, type Sent } from '../../shared/api/named-thing.ts'
import { placeOfWard, wardNamedIn } from '../../shared/api/named-ward.ts'
import type { Cached, Operation } from '../../shared/api/operation.ts'
import {
  type CommonCode,
  commonProblems,
  type FieldError,
  type Language,
  languageOf,
  type Problem,
  problemOf,
} from '../../shared/api/problem.ts'
import { basePath } from '../../shared/api/version.ts'
import { type Instant, instantOf } from '../../shared/kernel/clock.ts'
import { digestOf } from '../../shared/kernel/digest.ts'
import type { WardCode } from '../../shared/kernel/ids.ts'
import { derivedId } from '../../shared/kernel/random.ts'
import { type Refusal, type RefusedField, refuse } from '../../shared/kernel/refusals.ts'
import { forCaches } from './caching.ts'
import { accountOf, admit, type CallerOf } from './caller.ts'
import { HttpEvent, type HttpResult } from './http-event.ts'
import { faultFacts, log } from './log.ts'
import { noRoute, type Route } from './no-route.ts'
import { entityTag, parsePreconditions, parseRequest } from './request.ts'
import { commonProblem, fail, faultProblem, succeed } from './respond.ts'

/** The arguments of a handler: parsed input, the verified caller, and the moment the gateway received the request. */
export type Call<Op extends Operation> = {
  readonly params: z.output<Op['params']>
  readonly query: z.output<Op['query']>
  readonly body: z.output<Op['body']>
  readonly caller: CallerOf<Op['access']>
  readonly now: Instant
  readonly language: Language
  /** For an operation that requires `if-match`: the version that the client has seen. */
  readonly ifMatch: number
  /** For an operation that requires an idempotency key: the id of the thing it creates, the same for every retry. */
  readonly createdId: string
  /** Digest of the parsed input: distinguishes a retry from another request with the same key. */
  readonly requestDigest: string
}

/** A declared answer. `version` becomes the ETag; `location` (below the base path) is the address of the created thing. */
export type Reply<Op extends Operation> = {
  readonly [Status in keyof Op['responses'] & number]: Op['responses'][Status] extends z.ZodType
    ? {
        readonly status: Status
        readonly body: z.input<Op['responses'][Status]>
        readonly version?: number
        readonly location?: string
        readonly cached?: Cached
        readonly fileName?: string
      }
    : never
}[keyof Op['responses'] & number]

/**
 * `cached`: who may cache this answer, if that depends on the thing and not only on the operation. `fileName`: the suggested
 * name of a file; letters, digits, `.`, `_` and `-`.
 */
type More = {
  readonly version?: number
  readonly location?: string
  readonly cached?: Cached
  readonly fileName?: string
}

/** A reply, its status kept as a literal: `reply(200, body, { version })`. */
export const reply = <const Status extends number, Body>(
  status: Status,
  body: Body,
  more: More = {},
): { readonly status: Status; readonly body: Body } & More => ({
  status,
  body,
  ...more,
})

/** A reply without the type of its operation. */
export type ErasedReply = {
  readonly status: number
  readonly body: unknown
} & More

/** Refusals that the runtime's own contract implies (preconditions, roles), beside the operation's declared ones. */
type PipelineCode = 'changed-meanwhile' | 'idempotency-key-reused' | 'forbidden'

/** The result of a handler: a declared reply or a declared refusal. */
export type Answer<Op extends Operation> = Reply<Op> | Refusal<Op['refusals'][number] | PipelineCode>

/** What a unit knows besides its operations. */
type Known = {
  /** The routes of its API, for the catch-all route. */
  readonly routes?: readonly Route[]
  /** Whether a ward exists: for operations that take the code of a ward in their query or body. */
  readonly isWard?: (code: WardCode) => Promise<boolean>
}

/** An operation and the function that answers it. */
export type Implementation<Op extends Operation = Operation> = {
  readonly operation: Op
  readonly answer: (event: HttpEvent, language: Language, known: Known) => Promise<HttpResult>
}

type Correlation = { readonly correlationId?: string }

const correlationOf = (operation: Operation, event: HttpEvent): Correlation =>
  operation.isSilent === true ? {} : { correlationId: event.requestContext.requestId }

const headersOf = (reply: ErasedReply): Record<string, string> => ({
  ...(reply.version === undefined ? {} : { etag: entityTag(reply.version) }),
  ...(reply.location === undefined ? {} : { location: `${basePath}${reply.location}` }),
  ...(reply.fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${reply.fileName}"` }),
})

/** The fields that a refusal is about: those it lists, or the only one that names the thing which is not there. */
const objectionsOf = (operation: Operation, { code, objections }: Refusal, sent: Sent): readonly RefusedField[] => {
  if (objections.length > 0 || code === operation.about?.missing) return objections
  const places = placesNaming(operation, code, sent)
  return places.length === 1 ? places.map((pointer) => ({ pointer })) : []
}

const refusalProblem = (
  operation: Operation,
  refusal: Refusal,
  sent: Sent,
  language: Language,
  correlation: Correlation,
): Problem => {
  const { code, facts } = refusal
  const catalogue = operation.catalogue[code] === undefined ? commonProblems : operation.catalogue
  const problem = problemOf(catalogue, code, language, {
    ...(Object.keys(facts).length === 0 ? {} : { facts }),
    ...correlation,
  })
  const errors = objectionsOf(operation, refusal, sent).map(
    ({ pointer, rule }): FieldError => ({
      in: partOf(operation),
      pointer,
      code,
      detail: rule?.[language] ?? problem.title,
    }),
  )
  return errors.length > 0 ? { ...problem, errors } : problem
}

/** An unknown ward is never answered as if it were one without things. */
const objectionToWard = async (
  operation: Operation,
  sent: Sent,
  isWard: Known['isWard'],
): Promise<Refusal<'ward-not-found'> | undefined> => {
  const place = placeOfWard(operation)
  const wardCode = place === undefined ? undefined : wardNamedIn(sent[place])
  if (wardCode === undefined || (await isWard?.(wardCode)) === true) return undefined
  return refuse('ward-not-found', {}, [{ pointer: '/wardCode' }])
}

/** An operation and its answer, without a check of whose thing it is about: the pipelines of things.ts are built on it. */
export const answering = <Op extends Operation>(
  operation: Op,
  decide: (call: Call<Op>) => Promise<ErasedReply | Refusal>,
): Implementation<Op> => ({
  operation,
  answer: async (event, language, { isWard }) => {
    const correlation = correlationOf(operation, event)
    const refused = (code: CommonCode, errors?: readonly FieldError[]) =>
      fail(
        commonProblem(code, language, { ...correlation, ...(errors?.length ? { errors: [...errors] } : {}) }),
        language,
      )
    const now = instantOf(event.requestContext.timeEpoch)
    const admitted = admit<Op['access']>(operation.access, accountOf(event.requestContext.authorizer?.jwt.claims, now))
    if (!admitted.in) return refused(admitted.code)
    const request = parseRequest<Op>(operation, event, language)
    if (!request.ok) return refused(request.code, request.errors)
    const conditions = parsePreconditions(operation, event, language)
    if (!conditions.ok) return refused(conditions.code, conditions.errors)
    const { params, query, body } = request
    const objection = await objectionToWard(operation, request, isWard)
    const answer =
      objection ??
      (await decide({
        params,
        query,
        body,
        caller: admitted.caller,
        now,
        language,
        ifMatch: conditions.ifMatch,
        ...(operation.requires === 'idempotency-key'
          ? {
              createdId: derivedId(admitted.account?.id ?? '', operation.id, conditions.idempotencyKey),
              requestDigest: digestOf({ params, body }),
            }
          : { createdId: '', requestDigest: '' }),
      }))
    return 'refused' in answer
      ? fail(refusalProblem(operation, answer, request, language, correlation), language)
      : forCaches(
          operation,
          answer.cached ?? operation.cached,
          event,
          succeed(operation, answer.status, answer.body, headersOf(answer)),
        )
  },
})

/** Does not compile for an operation on things of a ward or an owner: their pipeline loads the thing and compares. */
type Unscoped<Op extends Operation> = Op['access']['of'] extends 'city' | 'self'
  ? unknown
  : 'Use read, list, create, change or about of things.ts: they load the thing and compare its ward or owner.'

/** Joins an operation and its handler: does not compile if the two disagree. */
export const implement = <Op extends Operation>(
  operation: Op & Unscoped<Op>,
  decide: (call: Call<Op>) => Promise<Answer<Op>>,
): Implementation<Op> => answering<Op>(operation, decide)

/** A fault becomes a problem that reveals nothing internal, and one log line (none on a silent path). */
const faultResult = (operation: Operation, event: HttpEvent, language: Language, fault: unknown): HttpResult => {
  const { code, headers } = faultProblem(fault)
  const correlation = correlationOf(operation, event)
  if (operation.isSilent !== true)
    log.error('operation-failed', { operation: operation.id, code, ...correlation, ...faultFacts(fault) })
  return fail(commonProblem(code, language, correlation), language, headers)
}

/**
 * The Lambda handler of a deploy unit: exactly one implementation for each operation.
 * `routeKey` of the event (`GET /wards/{wardCode}`) finds the operation. HEAD is answered as GET: the gateway drops the body.
 */
export const serve = <Ops extends { readonly [id: string]: Operation }>(
  _operations: Ops,
  implementations: { readonly [Id in keyof Ops]: Implementation<Ops[Id]> },
  known: Known = {},
) => {
  for (const { operation } of Object.values<Implementation>(implementations))
    if (placeOfWard(operation) !== undefined && known.isWard === undefined)
      throw new TypeError(`${operation.id} takes the code of a ward, and its unit cannot look wards up`)
  const byRoute = new Map(
    Object.values<Implementation>(implementations).map((each) => [
      `${each.operation.method} ${each.operation.path}`,
      each,
    ]),
  )
  return middy<unknown, HttpResult>().handler(async (raw: unknown) => {
    const event = HttpEvent.parse(raw)
    const language = languageOf(event.headers['accept-language'])
    const implementation = byRoute.get(event.routeKey.replace(/^HEAD /, 'GET '))
    if (implementation === undefined) return noRoute(event, known.routes ?? [])
    try {
      return await implementation.answer(event, language, known)
    } catch (fault) {
      return faultResult(implementation.operation, event, language, fault)
    }
  })
}
