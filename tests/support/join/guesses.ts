// Keyed digests that an attacker can guess: every value found anywhere as a key, over every name of a voter.
import { createHmac, createSecretKey, hash } from 'node:crypto'
import { decodedFrom, leavesOf, tokensOf } from './readings.ts'

const longestKey = 600
const bytesOf = (value: string | number | Uint8Array): Uint8Array[] =>
  value instanceof Uint8Array
    ? [value]
    : [...tokensOf(String(value))].flatMap((token) => [Buffer.from(token), ...decodedFrom(token)])

const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** Every value of 8 to 600 bytes in these records, each once. */
const valuesIn = (records: readonly unknown[]): readonly Uint8Array[] => {
  const found = new Map<string, Uint8Array>()
  for (const { value } of leavesOf(records))
    for (const bytes of bytesOf(value))
      if (bytes.length >= 8 && bytes.length <= longestKey) found.set(latin(bytes), bytes)
  return [...found.values()]
}

/** A truncated value keeps its beginning or its end. */
const endsOf = (bytes: Uint8Array) => [latin(bytes.subarray(0, 8)), latin(bytes.subarray(-8))]

/** Under one key, over each of many names. */
const guesses = (key: Uint8Array) => {
  // Made once: for every single digest it would take longer than the digest.
  const secret = createSecretKey(key)
  return (name: string): readonly Uint8Array[] => [
    createHmac('sha256', secret).update(name).digest(),
    hash('sha256', Buffer.concat([key, Buffer.from(name)]), 'buffer'),
    hash('sha256', Buffer.concat([Buffer.from(name), key]), 'buffer'),
  ]
}

/** Digests of each of these names, under any value of the records, that occur in the records, whole or truncated. */
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
