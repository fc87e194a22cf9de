// Choice rules, compiled to predicates. An unsupported comparison is refused when it is loaded.
import { isObject, type JsonObject } from '../json.ts'
import { compilePath, compileRequired, type Sources } from './paths.ts'

export type Predicate = (sources: Sources) => boolean

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const isTime = (value: unknown): value is string => typeof value === 'string' && timestamp.test(value)

type Compare = (value: unknown, expected: unknown) => boolean

const order = (holds: (difference: number) => boolean) => ({
  Numeric: (value: unknown, expected: unknown) =>
    typeof value === 'number' && typeof expected === 'number' && holds(value - expected),
  String: (value: unknown, expected: unknown) =>
    typeof value === 'string' &&
    typeof expected === 'string' &&
    holds(value < expected ? -1 : value > expected ? 1 : 0),
  Timestamp: (value: unknown, expected: unknown) =>
    isTime(value) && isTime(expected) && holds(Date.parse(value) - Date.parse(expected)),
})

const orders = {
  Equals: order((difference) => difference === 0),
  LessThan: order((difference) => difference < 0),
  GreaterThan: order((difference) => difference > 0),
  LessThanEquals: order((difference) => difference <= 0),
  GreaterThanEquals: order((difference) => difference >= 0),
}

const comparisons: Readonly<Record<string, Compare>> = {
  ...Object.fromEntries(
    Object.entries(orders).flatMap(([name, byType]) =>
      Object.entries(byType).map(([type, compare]) => [`${type}${name}`, compare] as const),
    ),
  ),
  BooleanEquals: (value, expected) => typeof value === 'boolean' && value === expected,
}

const matches = (value: unknown, pattern: string) => {
  if (typeof value !== 'string') return false
  const parts = pattern.split(/(\\\*|\*)/).map((part) => {
    if (part === '*') return '.*'
    return (part === '\\*' ? '*' : part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`, 's').test(value)
}

/** Tests that take a boolean: does the value have this type? */
const natures: Readonly<Record<string, (value: unknown) => boolean>> = {
  IsPresent: (value) => value !== undefined,
  IsNull: (value) => value === null,
  IsString: (value) => typeof value === 'string',
  IsNumeric: (value) => typeof value === 'number',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: isTime,
}

const compileComparison = (rule: JsonObject): Predicate => {
  const { Variable: variable, Next: _next, Comment: _comment, ...tests } = rule
  const [test, ...others] = Object.entries(tests)
  if (typeof variable !== 'string' || !test || others.length > 0)
    throw new Error(`A choice rule needs a Variable and one test: ${JSON.stringify(rule)}`)
  const [name, expected] = test
  const nature = natures[name]
  if (nature) {
    const read = compilePath(variable)
    return (sources) => nature(read(sources)) === expected
  }
  const read = compileRequired(variable, 'States.Runtime')
  if (name === 'StringMatches') return (sources) => matches(read(sources), String(expected))
  const compare = comparisons[name.replace(/Path$/, '')]
  if (!compare) throw new Error(`The choice test ${name} is not supported here.`)
  if (!name.endsWith('Path')) return (sources) => compare(read(sources), expected)
  const readExpected = compileRequired(String(expected), 'States.Runtime')
  return (sources) => compare(read(sources), readExpected(sources))
}

const rules = (value: unknown): readonly Predicate[] => {
  if (!Array.isArray(value) || value.length === 0) throw new Error('And and Or need a list of rules.')
  return value.map(compileRule)
}

/** Compiles one rule with its nested And, Or and Not. */
export const compileRule = (rule: unknown): Predicate => {
  if (!isObject(rule)) throw new Error('A choice rule must be an object.')
  if ('And' in rule) {
    const parts = rules(rule.And)
    return (sources) => parts.every((part) => part(sources))
  }
  if ('Or' in rule) {
    const parts = rules(rule.Or)
    return (sources) => parts.some((part) => part(sources))
  }
  if ('Not' in rule) {
    const part = compileRule(rule.Not)
    return (sources) => !part(sources)
  }
  return compileComparison(rule)
}
