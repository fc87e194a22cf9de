// The intrinsic functions of the Amazon States Language (JSONPath). An unsupported one is refused when it is loaded.
import { createHash, randomUUID } from 'node:crypto'
import { isObject, parseJson } from '../json.ts'
import { compileRequired, type Read } from './paths.ts'
import { StateFailure } from './state-failure.ts'

const fail = (cause: string): never => {
  throw new StateFailure('States.IntrinsicFailure', cause)
}
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : fail('a list was expected'))
const text = (value: unknown): string => (typeof value === 'string' ? value : fail('a text was expected'))
const whole = (value: unknown): number => (Number.isInteger(value) ? Number(value) : fail('an integer was expected'))
const object = (value: unknown) => (isObject(value) ? value : fail('an object was expected'))
const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

const format = (template: unknown, values: readonly unknown[]) => {
  let next = 0
  return text(template).replace(/\\([{}'\\])|\{\}/g, (_all, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped
    if (next >= values.length) return fail('States.Format has more {} than values')
    next += 1
    return String(shown(values[next - 1]))
  })
}

const range = (first: number, last: number, step: number) => {
  if (step === 0) fail('the step is 0')
  const length = Math.floor((last - first) / step) + 1
  if (length > 1000) fail('more than 1000 elements')
  return Array.from({ length: Math.max(0, length) }, (_, index) => first + index * step)
}

const partition = (values: readonly unknown[], size: number) =>
  Array.from({ length: Math.ceil(values.length / size) }, (_, index) => values.slice(index * size, (index + 1) * size))

const digest = (value: unknown, algorithm: string) =>
  createHash(algorithm.toLowerCase().replace('-', ''))
    .update(String(shown(value)))
    .digest('hex')

const functions: Readonly<Record<string, (...values: readonly unknown[]) => unknown>> = {
  'States.Format': (template, ...values) => format(template, values),
  'States.Array': (...values) => values,
  'States.ArrayLength': (values) => list(values).length,
  'States.ArrayGetItem': (values, index) => list(values)[whole(index)],
  'States.ArrayContains': (values, value) =>
    list(values).some((candidate) => JSON.stringify(candidate) === JSON.stringify(value)),
  'States.ArrayRange': (first, last, step) => range(whole(first), whole(last), whole(step)),
  'States.ArrayPartition': (values, size) => partition(list(values), whole(size)),
  'States.ArrayUnique': (values) => [
    ...new Map(list(values).map((value) => [JSON.stringify(value), value] as const)).values(),
  ],
  'States.JsonToString': (value) => JSON.stringify(value),
  'States.StringToJson': (value) => parseJson(text(value)),
  'States.JsonMerge': (first, second) => ({ ...object(first), ...object(second) }),
  'States.MathAdd': (first, second) => whole(first) + whole(second),
  'States.StringSplit': (value, separators) =>
    text(value)
      .split(new RegExp(`[${text(separators).replace(/[\]\\^-]/g, '\\$&')}]`))
      .filter((part) => part !== ''),
  'States.Base64Encode': (value) => Buffer.from(text(value)).toString('base64'),
  'States.Base64Decode': (value) => Buffer.from(text(value), 'base64').toString(),
  'States.Hash': (value, algorithm) => digest(value, text(algorithm)),
  'States.UUID': () => randomUUID(),
}

/** Whether a text is a call of an intrinsic function. */
export const isIntrinsic = (expression: string): boolean => /^States\.\w+\s*\(/.test(expression)

/** Compiles a call, including nested calls, paths and literals. Throws if it cannot be parsed. */
export const compileIntrinsic = (expression: string): Read => {
  let at = 0
  const refuse = (): never => {
    throw new Error(`The expression ${expression} cannot be read (at "${expression.slice(at)}").`)
  }
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(expression)
    if (!found) return undefined
    at = pattern.lastIndex
    return found[0]
  }
  const space = () => take(/\s*/y)
  const argument = (): Read => {
    space()
    const quoted = take(/'(?:[^'\\]|\\.)*'/y)
    if (quoted !== undefined) {
      // `\{`, `\}` stay escaped for States.Format, which reads them.
      const literal = quoted.slice(1, -1).replace(/\\(['\\])/g, '$1')
      return () => literal
    }
    const path = take(/\$[^,)\s]*/y)
    if (path !== undefined) return compileRequired(path)
    const constant = take(/-?\d+(?:\.\d+)?|true|false|null/y)
    if (constant !== undefined) {
      const value = parseJson(constant)
      return () => value
    }
    return call()
  }
  const call = (): Read => {
    const name = take(/States\.\w+/y) ?? refuse()
    const run = functions[name]
    if (!run) throw new Error(`The intrinsic function ${name} is not supported here.`)
    space()
    if (take(/\(/y) === undefined) refuse()
    const parts: Read[] = []
    space()
    while (take(/\)/y) === undefined) {
      parts.push(argument())
      space()
      if (take(/,/y) === undefined && expression[at] !== ')') refuse()
    }
    return (sources) => run(...parts.map((part) => part(sources)))
  }
  const compiled = call()
  space()
  if (at !== expression.length) refuse()
  return compiled
}
