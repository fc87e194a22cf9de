// Reference paths: `$`, `$.a.b[0]['c d']`, and `$$.` for the context object. Wildcards and filters are refused when loaded.
import { member } from '../json.ts'
import { StateFailure } from './state-failure.ts'

export type Sources = { readonly input: unknown; readonly context: unknown }
/** Reads a value; `undefined` if there is none. */
export type Read = (sources: Sources) => unknown

type Segment = string | number

const segment = /^(?:\.([\p{L}_][\p{L}\p{N}_-]*)|\[(-?\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\])/u

const segmentsOf = (path: string): readonly Segment[] => {
  const segments: Segment[] = []
  let rest = path
  while (rest !== '') {
    const found = segment.exec(rest)
    if (!found) throw new Error(`The path ${path} is not supported here (at "${rest}").`)
    const [whole, name, index, single, double] = found
    segments.push(index === undefined ? (name ?? single ?? double ?? '').replace(/\\(.)/g, '$1') : Number(index))
    rest = rest.slice(whole.length)
  }
  return segments
}

/** Compiles a path once. Throws on unsupported syntax. */
export const compilePath = (path: string): Read => {
  const isContext = path.startsWith('$$')
  if (!path.startsWith('$')) throw new Error(`${path} is not a path: it does not begin with $.`)
  const segments = segmentsOf(path.slice(isContext ? 2 : 1))
  return (sources) =>
    segments.reduce<unknown>((value, key) => member(value, key), isContext ? sources.context : sources.input)
}

/** Like `compilePath`, but a missing value fails the state (States.ParameterPathFailure by default). */
export const compileRequired = (path: string, error = 'States.ParameterPathFailure'): Read => {
  const read = compilePath(path)
  return (sources) => {
    const value = read(sources)
    if (value === undefined) throw new StateFailure(error, `The path ${path} finds nothing in the input.`)
    return value
  }
}

/** Puts a result at a `ResultPath`; `null` drops the result. */
export const placeResult = (path: string | null | undefined, input: unknown, result: unknown): unknown => {
  if (path === null) return input
  if (path === undefined || path === '$') return result
  const put = (at: unknown, segments: readonly Segment[]): unknown => {
    const [first, ...others] = segments
    if (first === undefined) return result
    const copy = typeof at === 'object' && at !== null && !Array.isArray(at) ? { ...at } : {}
    return { ...copy, [String(first)]: put(member(copy, first), others) }
  }
  return put(input, segmentsOf(path.slice(1)))
}
