// Reading untyped JSON.

export type Json = { readonly [key: string]: unknown }

const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The object at this place; empty if there is none. */
export const objectOf = (value: unknown): Json => (isJson(value) ? value : {})
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const textsOf = (value: unknown): readonly string[] => listOf(value).filter((each) => typeof each === 'string')

/** The target of a local reference (`#/components/…`); anything else unchanged. */
export const resolved = (root: Json, value: unknown): Json => {
  const { $ref } = objectOf(value)
  if (typeof $ref !== 'string') return objectOf(value)
  if (!$ref.startsWith('#/')) throw new Error(`${$ref} is not in this document`)
  let found: unknown = root
  for (const part of $ref.slice(2).split('/')) found = objectOf(found)[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  if (found === undefined) throw new Error(`${$ref} points at nothing`)
  return resolved(root, found)
}
