// Keyed digests that an attacker can guess: tries every value found anywhere as a key for every name of a voter.
import { createHmac, createSecretKey, hash } from 'node:crypto'
import { decodedFrom, leavesOf, tokensOf } from './readings.ts'

const longestKey = 600
const bytesOf = (value: string | number | Uint8Array): Uint8Array[] =>
  value instanceof Uint8Array
    ? [value]
    : [...tokensOf(String(value))].flatMap((token) => [Buffer.from(token), ...decodedFrom(token)])

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** Every distinct value of 8 to 600 bytes in these records. */
const valuesIn = (records: readonly unknown[]): readonly Uint8Array[] => {
  const found = new Map<string, Uint8Array>()
  for (const { value } of leavesOf(records))
    for (const bytes of bytesOf(value))
      if (bytes.length >= 8 && bytes.length <= longestKey) found.set(latin(bytes), bytes)
  return [...found.values()]
}

/** Digests are often truncated to their beginning or end, so both are compared. */
const endsOf = (bytes: Uint8Array) => [latin(bytes.subarray(0, 8)), latin(bytes.subarray(-8))]

/** The digests of names under one key. */
const guesses = (key: Uint8Array) => {
  // Creating the key object takes longer than a digest, so it is done once for all names.
  const secret = createSecretKey(key)
  return (name: string): readonly Uint8Array[] => [
    createHmac('sha256', secret).update(name).digest(),
    hash('sha256', Buffer.concat([key, Buffer.from(name)]), 'buffer'),
    hash('sha256', Buffer.concat([Buffer.from(name), key]), 'buffer'),
  ]
}

/** Digests of these names, under any value in the records, that themselves occur in the records, whole or truncated. */
export const keyedDigestsIn = (
  records: readonly unknown[],
  names: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly Uint8Array[]> => {
  const values = valuesIn(records)
  const present = new Set(values.flatMap(endsOf))
  const isPresent = (digest: Uint8Array) => endsOf(digest).some((end) => present.has(end))
  const under = values.map(guesses)
  return new Map(
    [...names].map(([voter, called]) => [
      voter,
      under.flatMap((guess) => called.flatMap((name) => guess(name).filter(isPresent))),
    ]),
  )
}
