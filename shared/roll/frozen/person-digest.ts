// Under what a person lies on a roll, and under what on its marks: two digests that nobody can join without the roll's key.
import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'

/** SHA-256, 32 bytes. */
export const digestBytes = 32

const prepared = new WeakMap<Uint8Array, KeyObject>()

/** The key as HMAC takes it. Preparing it costs more than a digest, and a register has 600,000 of them. */
const preparedKey = (key: Uint8Array): KeyObject => {
  const known = prepared.get(key)
  if (known !== undefined) return known
  const made = createSecretKey(key)
  prepared.set(key, made)
  return made
}

const keyed = (key: Uint8Array, use: 'entry' | 'mark', person: string): Buffer =>
  createHmac('sha256', preparedKey(key)).update(`${use}\n${person}`).digest()

/** What opens somebody's entry: with it and their pseudonym they find the digest themselves. Shown to nobody but them. */
export const openingOf = (key: Uint8Array, person: string): Buffer => keyed(key, 'entry', person)

/** The digest of a person, from what opens it: SHA-256(opening ‖ pseudonym in UTF-8). */
export const digestFrom = (opening: Uint8Array, person: string): Buffer =>
  hash('sha256', Buffer.concat([opening, Buffer.from(person)]), 'buffer')

/** Where somebody lies on the roll with this key. */
export const digestOfPerson = (key: Uint8Array, person: string): Buffer => digestFrom(openingOf(key, person), person)

/** The mark of somebody who has voted, in hexadecimal. */
export const markOfPerson = (key: Uint8Array, person: string): string => keyed(key, 'mark', person).toString('hex')
