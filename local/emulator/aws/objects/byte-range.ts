// The header `Range` (RFC 9110, 14.2) as S3 understands it: one range of bytes.
import { AwsRefusal } from '../refusal.ts'

/** Some of an object's bytes: from where, and how many. */
export type Span = { readonly start: number; readonly length: number }

const outside = () => new AwsRefusal('InvalidRange', 'The object has none of these bytes.', 416)

const between = (first: number, last: number, size: number): Span => {
  if (first >= size) throw outside()
  return { start: first, length: Math.min(last, size - 1) - first + 1 }
}

/**
 * `bytes=a-b`, `bytes=a-` and `bytes=-n`, cut off at the end of the object. `undefined` stands for all of it: no range,
 * several, or none that makes sense are answered as if not asked for. Refuses InvalidRange where none of the bytes is there.
 */
export const spanOf = (range: string | undefined, size: number): Span | undefined => {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  if (from === '') {
    const length = Math.min(Number(to), size)
    if (length === 0) throw outside()
    return { start: size - length, length }
  }
  if (to !== '' && Number(to) < Number(from)) return undefined
  return between(Number(from), to === '' ? size - 1 : Number(to), size)
}
