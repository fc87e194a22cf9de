// The header `Range` (RFC 9110, 14.2) as S3 reads it: one range of bytes.
import { AwsRefusal } from '../refusal.ts'

/** A range of an object's bytes: its start and length. */
export type Span = { readonly start: number; readonly length: number }

const outside = () => new AwsRefusal('InvalidRange', 'The object has none of these bytes.', 416)

const between = (first: number, last: number, size: number): Span => {
  if (first >= size) throw outside()
  return { start: first, length: Math.min(last, size - 1) - first + 1 }
}

/**
 * `bytes=a-b`, `bytes=a-` and `bytes=-n`, cut off at the end of the object. `undefined` means the whole object: no range,
 * several ranges or a malformed one are ignored. Throws InvalidRange if no byte of the range exists.
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
