import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'
import * as z from 'zod'

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** JSON in the one form of RFC 8785: the same value gives the same bytes on any machine. */
export const canonicalJson = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('Only JSON values have a digest')
  return text
}

/** SHA-256 of some bytes or of a text in UTF-8, in hexadecimal. */
export const sha256 = (content: string | Uint8Array): string => hash('sha256', content, 'hex')

/** SHA-256 of the canonical JSON of a value, in hexadecimal: what is published as its hash. */
export const digestOf = (value: unknown): string => sha256(canonicalJson(value))

/** Orders texts by Unicode code units, the same everywhere. Never `localeCompare`. */
export const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
