// What the API offers, declared once: from here come route, scope, validation, OpenAPI, client and contract tests.
import * as z from 'zod'
import type { Bilingual, RefusalCatalogue } from '../kernel/refusals.ts'
import type { Access } from './access.ts'
import { type SharedCode, sharedRefusals } from './refusals.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Schemas of the answers by status. */
export type Responses = { readonly [Status in 200 | 201 | 202 | 204]?: z.ZodType }

/**
 * How long caches may keep an answer: until they check whether it still holds (`checked`), some minutes, or for ever because it
 * never changes.
 */
export type Cached = 'checked' | 'short' | 'immutable'

/** An answer that is a file and not JSON: its schema is then a text. It carries a digest of its bytes (RFC 9530). */
export type FileType = 'text/xml' | 'text/csv'

/** What a client must send besides the declared input. */
export type Precondition =
  /** Makes a thing: an `Idempotency-Key`, so that a retry makes it once. */
  | 'idempotency-key'
  /** Changes a thing: an `If-Match` with the version the client has seen. */
  | 'if-match'

/**
 * The thing that an operation is about, by the refusals that come with it: it is not there, it is somebody else's, it is the
 * caller's own where that may not be. They follow from the access row; no operation lists them.
 */
export type About<Code extends string = string> = {
  readonly missing: Code
  readonly notOwner?: Code
  readonly isOwner?: Code
}

export type Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answers extends Responses = Responses,
  Code extends string = string,
  Row extends Access = Access,
> = {
  readonly id: string
  readonly method: Method
  /** Under the base path `/v1`, parameters in braces. */
  readonly path: string
  readonly tag: string
  readonly summary: Bilingual
  readonly description?: string
  readonly access: Row
  readonly about?: About
  /**
   * Fields of query or body that name a thing: the refusal of one that does not exist, with their JSON pointers (`*` for each item
   * of a list). If only one such field was sent, the answer points to it; otherwise the refusal says which.
   */
  readonly names?: { readonly [code: string]: readonly string[] }
  readonly requires?: Precondition
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly responses: Answers
  readonly refusals: readonly Code[]
  readonly catalogue: RefusalCatalogue
  /** For a public GET whose answer may be cached: it has an ETag, and a client that has it gets a 304. */
  readonly cached?: Cached
  readonly file?: FileType
  /** The casting path: no log line, no request id, nothing that reveals a moment. */
  readonly isSilent?: boolean
}

const nothing = z.strictObject({})
type Nothing = typeof nothing

type Declaration<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  A extends Responses,
  C extends string,
  R extends Access,
  Known extends string,
> = Omit<
  Operation<P, Q, B, A, C, R>,
  'tag' | 'catalogue' | 'params' | 'query' | 'body' | 'refusals' | 'about' | 'names'
> & {
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly refusals?: readonly C[]
  readonly about?: About<Known>
  readonly names?: { readonly [Missing in Known]?: readonly string[] }
}

/** Declares the operations of one context: their refusals are codes of its catalogue, or shared by all contexts. */
export const operationsOf =
  <const Catalogue extends RefusalCatalogue>(tag: string, catalogue: Catalogue) =>
  <
    Answers extends Responses,
    const Row extends Access,
    Params extends z.ZodType = Nothing,
    Query extends z.ZodType = Nothing,
    Body extends z.ZodType = z.ZodUndefined,
    const Code extends (keyof Catalogue & string) | SharedCode = never,
  >(
    declaration: Declaration<Params, Query, Body, Answers, Code, Row, (keyof Catalogue & string) | SharedCode>,
  ): Operation<Params, Query, Body, Answers, Code, Row> => {
    // The defaults stand for "no such input"; the type parameters default to the same schemas.
    const defaults = { params: nothing, query: nothing, body: z.undefined(), refusals: [] }
    const complete: object = { ...defaults, ...declaration, tag, catalogue: { ...sharedRefusals, ...catalogue } }
    return complete as Operation<Params, Query, Body, Answers, Code, Row>
  }

/** Paging of every list: at most 100 items, 25 unless asked. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(1_000).optional(),
}

/** A page of a list in the API. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item), cursor: z.string().optional() })
