// Payload templates: objects in which a key that ends in `.$` is computed from a path or an intrinsic function.
import { isObject } from '../json.ts'
import { compileIntrinsic, isIntrinsic } from './intrinsics.ts'
import { compileRequired, type Read } from './paths.ts'

const compileExpression = (key: string, expression: unknown): Read => {
  if (typeof expression !== 'string') throw new Error(`The value of ${key} must be a path or an intrinsic function.`)
  return isIntrinsic(expression) ? compileIntrinsic(expression) : compileRequired(expression)
}

/** Compiles a template once. Throws on unsupported paths and functions. */
export const compileTemplate = (template: unknown): Read => {
  if (Array.isArray(template)) {
    const parts = template.map(compileTemplate)
    return (sources) => parts.map((part) => part(sources))
  }
  if (!isObject(template)) return () => template
  const parts = Object.entries(template).map(([key, value]) =>
    key.endsWith('.$')
      ? { name: key.slice(0, -2), read: compileExpression(key, value) }
      : { name: key, read: compileTemplate(value) },
  )
  return (sources) => Object.fromEntries(parts.map(({ name, read }) => [name, read(sources)]))
}
