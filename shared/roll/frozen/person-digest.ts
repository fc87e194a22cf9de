// The digests of a person on a roll and on its marks: nobody can join the two without the roll's key.
import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'

/** SHA-256, 32 bytes. */
export const digestBytes = 32

const prepared = new WeakMap<Uint8Array, KeyObject>()

/** The key in the form HMAC takes. Preparing it costs more than a digest, and a register has 600,000 of them. */
const preparedKey = (key: Uint8Array): KeyObject => {
  const known = prepared.get(key)
  if (known !== undefined) return known
  const made = createSecretKey(key)
  prepared.set(key, made)
  return made
}

const keyed = (key: Uint8Array, use: 'entry' | 'mark', person: string): Buffer =>
  createHmac('sha256', preparedKey(key)).update(`${use}\n${person}`).digest()

/** The opening of a person's entry: with it and their pseudonym they can compute the digest. Shown only to them. */
export const openingOf = (key: Uint8Array, person: string): Buffer => keyed(key, 'entry', person)

/** The digest of a person, from their opening: SHA-256(opening ‖ pseudonym in UTF-8). */
export const digestFrom = (opening: Uint8Array, person: string): Buffer =>
  hash('sha256', Buffer.concat([opening, Buffer.from(person)]), 'buffer')

/** The digest of a person on the roll with this key. */
export const digestOfPerson = (key: Uint8Array, person: string): Buffer => digestFrom(openingOf(key, person), person)

/** The mark of a person who has voted, in hexadecimal. */
export const markOfPerson = (key: Uint8Array, person: string): string => keyed(key, 'mark', person).toString('hex')
