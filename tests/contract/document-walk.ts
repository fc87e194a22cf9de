// Walks the published document as an external tool does: JSON, references, schemas.
import { readFileSync } from 'node:fs'
import * as z from 'zod'

const Json = z.record(z.string(), z.unknown())
export type Json = z.infer<typeof Json>

const isJson = (value: unknown): value is Json => Json.safeParse(value).success
const object = (value: unknown): Json => Json.catch({}).parse(value)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const document: Json = Json.parse(JSON.parse(readFileSync('docs/openapi.json', 'utf8')))

/** The value itself, or what its reference points to. */
export const resolved = (value: unknown): Json => {
  const { $ref: reference, ...rest } = object(value)
  if (typeof reference !== 'string') return object(value)
  const target = reference
    .slice(2)
    .split('/')
    .reduce<unknown>((place, step) => object(place)[step], document)
  return { ...resolved(target), ...rest }
}

export type DocumentedOperation = {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly operation: Json
}

/** Every operation of the document. */
export const documented: readonly DocumentedOperation[] = Object.entries(object(document.paths)).flatMap(
  ([path, item]) =>
    Object.entries(object(item)).map(([method, operation]) => ({
      id: String(object(operation).operationId),
      method,
      path,
      operation: object(operation),
    })),
)

/** Schemas of the document that have a name. */
export const components: readonly (readonly [string, Json])[] = Object.entries(
  object(object(document.components).schemas),
).map(([name, schema]) => [name, object(schema)])

type Place = { readonly at: string; readonly schema: Json }

/** A schema and all schemas inside it, with references followed. Each place occurs once. */
export const placesOf = (
  schema: unknown,
  at: string,
  seen: ReadonlySet<unknown> = new Set<unknown>(),
): readonly Place[] => {
  const here = resolved(schema)
  const name = object(schema).$ref
  if (name !== undefined && seen.has(name)) return []
  const known = new Set([...seen, name])
  const parts: (readonly [string, unknown])[] = [
    ...Object.entries(object(here.properties)).map(([field, part]) => [`${at}.${field}`, part] as const),
    ...(isJson(here.items) ? [[`${at}[]`, here.items] as const] : []),
    ...(isJson(here.additionalProperties) ? [[`${at}.*`, here.additionalProperties] as const] : []),
    ...['anyOf', 'oneOf', 'allOf'].flatMap((kind) =>
      list(here[kind]).map((part, index) => [`${at}|${index}`, part] as const),
    ),
  ]
  return [{ at, schema: here }, ...parts.flatMap(([place, part]) => placesOf(part, place, known))]
}

/** Schemas by media type. */
export const mediaOf = (holder: unknown): readonly (readonly [string, Json])[] =>
  Object.entries(object(resolved(holder).content)).map(([type, media]) => [type, object(media)])

export const parametersOf = ({ operation }: DocumentedOperation): readonly Json[] =>
  list(operation.parameters).map(resolved)

/** Everything that a client may send to an operation. */
export const sentWith = (each: DocumentedOperation): readonly Place[] => [
  ...parametersOf(each).flatMap(({ name, schema }) => placesOf(schema, `${each.id} ${String(name)}`)),
  ...mediaOf(each.operation.requestBody).flatMap(([, { schema }]) => placesOf(schema, `${each.id} body`)),
]

/** Responses by status. */
export const answersOf = ({ operation }: DocumentedOperation): readonly (readonly [number, Json])[] =>
  Object.entries(object(operation.responses)).map(([status, answer]) => [Number(status), resolved(answer)])
