// Operations that take the id of a thing in their query or body: a refusal of one that does not exist names the field.
import { takesBody } from './declared-problems.ts'
import type { Operation } from './operation.ts'

type Names = NonNullable<Operation['names']>

/** What a request sends beside its path. */
export type Sent = { readonly query: unknown; readonly body: unknown }

/** The part of a request that names things beside the path. No operation has fields in both. */
export const partOf = (operation: Operation): 'query' | 'body' => (takesBody(operation) ? 'body' : 'query')

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined

/** The places of a value that match these steps, as JSON pointers; `*` is each item of a list. */
const matching = (value: unknown, [step, ...rest]: readonly string[]): readonly string[] => {
  if (value === undefined || value === null) return []
  if (step === undefined) return ['']
  if (step !== '*') return matching(fieldOf(value, step), rest).map((place) => `/${step}${place}`)
  const items: readonly unknown[] = Array.isArray(value) ? value : []
  return items.flatMap((item, index) => matching(item, rest).map((place) => `/${index}${place}`))
}

/** Refusals of any operation that are about one field. */
const everywhere: Names = { 'invalid-cursor': ['/cursor'] }

/** The fields of this request that may have named the thing which such a refusal says is not there. */
export const placesNaming = (operation: Operation, code: string, sent: Sent): readonly string[] =>
  (operation.names?.[code] ?? everywhere[code] ?? []).flatMap((pointer) =>
    matching(sent[partOf(operation)], pointer.split('/').slice(1)),
  )
