// Randomness; this is the only file that makes it. Lots are never drawn here, but derived from a recorded seed.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { v7 } from 'uuid'

/** A random id (UUID version 4) that reveals nothing, not even a time. */
export const freshSecretId = (): string => randomUUID()

/** An id in order of time (UUID version 7), for things whose order may be known. Never for a ballot. */
export const freshOrderedId = (): string => v7()

/** Bytes nobody can guess. */
export const freshBytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(randomBytes(length))

/** A UUID (version 8, RFC 9562) that is always the same for the same parts: a retry makes the same thing, once. */
export const derivedId = (...parts: readonly string[]): string => {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A random number of milliseconds below the limit: full jitter between tries. */
export const jitter = (limit: number): number => Math.random() * limit

/** Waits this many milliseconds of real time. */
export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
