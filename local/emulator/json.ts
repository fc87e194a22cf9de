// JSON from templates, events and AWS calls: of type `unknown` until checked.

/** A JSON object whose values have not been checked yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Narrows to a JSON object: not null, not an array. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Parses to `unknown`, so that the result must be checked. Throws SyntaxError. */
export const parseJson = (text: string): unknown => JSON.parse(text)

/** The member of an object or array, `undefined` if there is none. */
export const member = (value: unknown, key: string | number): unknown => {
  if (Array.isArray(value)) {
    const index = Number(key)
    return Number.isInteger(index) ? value[index < 0 ? value.length + index : index] : undefined
  }
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}

/** A string, or the empty string: for optional texts of templates. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The message of an error, as one line. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Whether it is a Node error with this code (`ENOENT`, `EADDRINUSE`, …). */
export const hasCode = (error: unknown, code: string): boolean => isObject(error) && error.code === code
