// Event patterns, both of rules and of pipes' filters, compiled to predicates.
import { isObject, type JsonObject, member } from '../json.ts'

export type Matches = (event: unknown) => boolean

type Test = (value: unknown) => boolean

const compare: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

const numeric = (bounds: unknown): Test => {
  if (!Array.isArray(bounds) || bounds.length % 2 !== 0) throw new Error('numeric needs pairs of operator and number')
  const tests = Array.from({ length: bounds.length / 2 }, (_, pair) => {
    const holds = compare[String(bounds[2 * pair])]
    const bound = Number(bounds[2 * pair + 1])
    if (!holds || Number.isNaN(bound)) throw new Error(`numeric does not know ${String(bounds[2 * pair])}`)
    return (value: number) => holds(value, bound)
  })
  return (value) => typeof value === 'number' && tests.every((test) => test(value))
}

const startsWith =
  (prefix: unknown): Test =>
  (value) =>
    typeof value === 'string' && value.startsWith(String(prefix))
const endsWith =
  (suffix: unknown): Test =>
  (value) =>
    typeof value === 'string' && value.endsWith(String(suffix))

const anythingBut = (excluded: unknown): Test => {
  const test = isObject(excluded) ? contentTest(excluded) : anyOf(Array.isArray(excluded) ? excluded : [excluded])
  return (value) => value !== undefined && !test(value)
}

const contentTests: Readonly<Record<string, (argument: unknown) => Test>> = {
  prefix: startsWith,
  suffix: endsWith,
  'anything-but': anythingBut,
  'equals-ignore-case': (text) => (value) => String(value).toLowerCase() === String(text).toLowerCase(),
  numeric,
  exists: (wanted) => (value) => (value !== undefined) === wanted,
}

const contentTest = (filter: JsonObject): Test => {
  const [entry, ...others] = Object.entries(filter)
  const make = entry && contentTests[entry[0]]
  if (!entry || !make || others.length > 0)
    throw new Error(`The pattern ${JSON.stringify(filter)} is not supported here.`)
  return make(entry[1])
}

const anyOf = (candidates: readonly unknown[]): Test => {
  const tests = candidates.map(
    (candidate): Test => (isObject(candidate) ? contentTest(candidate) : (value) => value === candidate),
  )
  // A list in the event matches if one of its members does.
  return (value) => tests.some((test) => (Array.isArray(value) ? value.some(test) : test(value)))
}

/** Compiles a pattern. Throws (Error) on unsupported operators. */
export const compilePattern = (pattern: unknown): Matches => {
  if (!isObject(pattern)) throw new Error('An event pattern must be an object.')
  const parts = Object.entries(pattern).map(([key, wanted]): Matches => {
    if (key === '$or') {
      if (!Array.isArray(wanted)) throw new Error('$or needs a list of patterns.')
      const alternatives = wanted.map(compilePattern)
      return (event) => alternatives.some((matches) => matches(event))
    }
    if (Array.isArray(wanted)) {
      const test = anyOf(wanted)
      return (event) => test(member(event, key))
    }
    const deeper = compilePattern(wanted)
    return (event) => deeper(member(event, key))
  })
  return (event) => parts.every((matches) => matches(event))
}
