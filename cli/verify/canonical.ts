// JSON in the form of RFC 8785, implemented a second time, so that verification does not depend on the code that published the data.
import { createHash } from 'node:crypto'

/** Keys sorted by UTF-16 code units, no spaces. Texts and numbers as JSON.stringify writes them, which is what the RFC requires. */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const present = Object.entries(value).filter(([, each]) => each !== undefined)
    present.sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${present.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError('Only finite numbers can be written as JSON')
  return JSON.stringify(value)
}

/** SHA-256 of bytes, or of texts in UTF-8. */
export const hashOf = (...parts: readonly (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** SHA-256 of a value's canonical JSON, in hexadecimal. */
export const digestOfJson = (value: unknown): string => hashOf(canonical(value)).toString('hex')
