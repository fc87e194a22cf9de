// The pool of a lottery: opaque entries, in an order that says nothing, in one file whose digest is posted; and the order
// that is drawn from it.
import { createHmac, hash } from 'node:crypto'
import { byCodeUnits, sha256 } from '../../kernel/digest.ts'
import { type LotEvidence, lotsDrawn } from '../../voting/lots/lots.ts'

/** The opening of an entry: with it and their digest on the roll somebody can compute their entry. Shown only to them. */
export const entryOpening = (key: Uint8Array, subject: string, digest: string): Buffer =>
  createHmac('sha256', key).update(`lottery\n${subject}\n${digest}`).digest()

/** An entry from its opening: SHA-256(opening ‖ digest on the roll), in hexadecimal. Another in each lottery. */
export const entryFrom = (opening: Uint8Array, digest: string): string =>
  hash('sha256', Buffer.concat([opening, Buffer.from(digest, 'hex')]), 'hex')

/** Somebody in the pool. `digest`: on the roll; never published. */
export type Drawable = { readonly entry: string; readonly digest: string }

/** The pool of these persons of the roll, in the order of their entries. */
export const poolOf = (key: Uint8Array, subject: string, digests: Iterable<string>): readonly Drawable[] =>
  [...new Set(digests)]
    .map((digest) => ({ digest, entry: entryFrom(entryOpening(key, subject, digest), digest) }))
    .sort((a, b) => byCodeUnits(a.entry, b.entry))

/** The published file: an entry on each line. */
export const poolText = (pool: readonly { readonly entry: string }[]): string =>
  pool.map(({ entry }) => `${entry}\n`).join('')

/** The published digest of the file, as `sha256sum` gives it. */
export const rootOfPool = (text: string): string => sha256(text)

/** The entries of a published file; undefined if it is none: an entry on each line, in order, each once. */
export const entriesOfPool = (text: string): readonly string[] | undefined => {
  const entries = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const isPool =
    (text === '' || text.endsWith('\n')) &&
    entries.every((entry, place) => /^[0-9a-f]{64}$/.test(entry) && (place === 0 || (entries[place - 1] ?? '') < entry))
  return isPool ? entries : undefined
}

type Draw = { readonly subject: string; readonly root: string; readonly evidence: LotEvidence }

/** The entries in the order drawn. */
export const orderOf = (draw: Draw, entries: Iterable<string>): readonly string[] =>
  lotsDrawn(draw, entries).map(({ id }) => id)

/** Length of a line of the file that says who an entry is: two digests, a space, a line feed. */
export const drawableBytes = 130

/** Who the entries are, in lines of one length, so that one place can be read alone. Not published. */
export const drawableText = (people: readonly Drawable[]): string =>
  people.map(({ entry, digest }) => `${entry} ${digest}\n`).join('')

export const drawablesOf = (text: string): readonly Drawable[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ entry: line.slice(0, 64), digest: line.slice(65) }))
