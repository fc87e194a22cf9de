// Compares the limits of two schemas: does the receiver accept every value that the sender may send?
import { type Json, listOf } from './json.ts'

type Bound = { readonly value: number; readonly isExclusive: boolean } | undefined

const numberAt = (schema: Json, key: string): number | undefined => {
  const value = schema[key]
  return typeof value === 'number' ? value : undefined
}

/** The effective bound of the inclusive and the exclusive one. For whole numbers every bound is inclusive. */
const boundOf = (schema: Json, isLower: boolean): Bound => {
  const sign = isLower ? 1 : -1
  const inclusive = numberAt(schema, isLower ? 'minimum' : 'maximum')
  const exclusive = numberAt(schema, isLower ? 'exclusiveMinimum' : 'exclusiveMaximum')
  const isStricter = exclusive !== undefined && (inclusive === undefined || sign * exclusive >= sign * inclusive)
  if (!isStricter) return inclusive === undefined ? undefined : { value: inclusive, isExclusive: false }
  return schema.type === 'integer'
    ? { value: exclusive + sign, isExclusive: false }
    : { value: exclusive, isExclusive: true }
}

const isTighter = (receiver: Bound, sender: Bound, isLower: boolean): boolean => {
  if (receiver === undefined) return false
  if (sender === undefined) return true
  if (receiver.value !== sender.value) return isLower ? receiver.value > sender.value : receiver.value < sender.value
  return receiver.isExclusive && !sender.isExclusive
}

const counted = [
  ['minLength', true],
  ['maxLength', false],
  ['minItems', true],
  ['maxItems', false],
  ['minProperties', true],
  ['maxProperties', false],
] as const

/** Must be equal, unless the receiver does not have them. */
const exact = ['pattern', 'format', 'contentEncoding', 'contentMediaType'] as const

/** The keywords by which the receiver accepts less than the sender may send. */
export const tighterLimits = (receiver: Json, sender: Json): readonly string[] => {
  const bounds = ([true, false] as const)
    .filter((isLower) => isTighter(boundOf(receiver, isLower), boundOf(sender, isLower), isLower))
    .map((isLower) => (isLower ? 'minimum' : 'maximum'))
  const counts = counted
    .filter(([key, isLower]) => {
      const [mine, theirs] = [receiver, sender].map((each) => {
        const value = numberAt(each, key)
        return value === undefined ? undefined : { value, isExclusive: false }
      })
      // "At least none" is not a limit.
      return !(isLower && mine?.value === 0) && isTighter(mine, theirs, isLower)
    })
    .map(([key]) => key)
  const step = numberAt(receiver, 'multipleOf')
  const steps = step !== undefined && (numberAt(sender, 'multipleOf') ?? Number.NaN) % step !== 0 ? ['multipleOf'] : []
  const unique = receiver.uniqueItems === true && sender.uniqueItems !== true ? ['uniqueItems'] : []
  const others = exact.filter((key) => receiver[key] !== undefined && receiver[key] !== sender[key])
  return [...bounds, ...counts, ...steps, ...unique, ...others]
}

/** The value of a keyword of this schema, in words. */
export const saidOf = (schema: Json, keyword: string): string => {
  const exclusive = keyword === 'minimum' ? 'exclusiveMinimum' : keyword === 'maximum' ? 'exclusiveMaximum' : keyword
  const value = schema[keyword] ?? schema[exclusive]
  return value === undefined ? 'absent' : JSON.stringify(value)
}

/** The values that a schema lists; undefined if it lists none. */
export const valuesOf = (schema: Json): readonly unknown[] | undefined => {
  if ('const' in schema) return [schema.const]
  return Array.isArray(schema.enum) ? listOf(schema.enum) : undefined
}

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/** The types of a schema; undefined: any. A whole number is a number too. */
export const typesOf = (schema: Json): readonly string[] | undefined => {
  const values = valuesOf(schema)
  if (schema.type === undefined) return values === undefined ? undefined : [...new Set(values.map(typeOf))]
  return listOf(Array.isArray(schema.type) ? schema.type : [schema.type]).map(String)
}

export const takesType = (receiver: readonly string[] | undefined, type: string): boolean =>
  receiver === undefined || receiver.includes(type) || (type === 'integer' && receiver.includes('number'))

/** Whether a schema without a list of values accepts this one. */
export const takesValue = (schema: Json, value: unknown): boolean => {
  if (!takesType(typesOf(schema), typeOf(value))) return false
  if (typeof value === 'number')
    return tighterLimits(schema, { type: schema.type, minimum: value, maximum: value, multipleOf: value }).length === 0
  if (typeof value !== 'string') return true
  const { pattern, format, contentEncoding } = schema
  if (format !== undefined || contentEncoding !== undefined) return false
  const length = [...value].length
  return (
    length >= (numberAt(schema, 'minLength') ?? 0) &&
    length <= (numberAt(schema, 'maxLength') ?? Number.POSITIVE_INFINITY) &&
    (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(value))
  )
}
