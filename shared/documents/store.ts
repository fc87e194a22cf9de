// Storage of documents. The text of a document is stored beside it by the step that made it; its files are in the public
// bucket (files-store.ts).
import { gunzipSync, gzipSync } from 'node:zlib'
import * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { canonicalJson } from '../kernel/digest.ts'
import type { DocumentId } from '../kernel/ids.ts'
import { dueIndex } from '../platform/deadlines.ts'
import { type Listing, listPage, type PageRequest } from '../table/paging.ts'
import { getItem, queryListed, readAll } from '../table/read.ts'
import { type Change, change, changeOf, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { filesDue } from './deadlines.ts'
import { Document } from './document.ts'
import { documentIdOf, drawUp, KeptDocument, type Naming } from './kept-document.ts'
import { documentKeys } from './keys.ts'

const documentKey = (id: DocumentId) => ({ pk: documentKeys.document(id), sk: 'DOCUMENT' }) as const

/** The subject without its part: `elections/<id>` of `elections/<id>/contests/<ward>`. */
const thingOf = (about: string): string => about.split('/').slice(0, 2).join('/')

/** Storage of a document: 1 item; a step is one conditional update. */
export const keptDocuments: Kept<KeptDocument> = {
  schema: KeptDocument,
  key: ({ id }) => documentKey(id),
  index: (document) => ({
    gsi1pk: documentKeys.ofThing(thingOf(document.about)),
    gsi1sk: `${document.about}/#${document.kind}#${String(document.number).padStart(4, '0')}`,
    ...dueIndex(filesDue, document),
  }),
}

/** One document. Table, strong, 1 RCU. */
export const getDocument = (table: Table, id: DocumentId): Promise<KeptDocument | undefined> =>
  getItem(table, documentKey(id), KeptDocument)

/** The documents about a subject and its parts, by subject. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listDocuments = (
  table: Table,
  about: string,
  page: PageRequest,
): Promise<Listing<KeptDocument> | 'invalid-cursor'> =>
  listPage(
    table,
    { index: 'gsi1', pk: documentKeys.ofThing(thingOf(about)), skPrefix: `${about}/` },
    KeptDocument,
    page,
  )

/** Documents whose files are overdue; at most 100, the longest overdue first. gsi2, eventual. */
export const listFilesDue = (table: Table, now: Instant): Promise<readonly KeptDocument[]> =>
  queryListed(table, { index: 'gsi2', pk: documentKeys.filesDue(), skUpTo: now }, KeptDocument, 100)

// An item holds 400 KB. Compression brings text to a fifth; longer text is split over several items.
const partLength = 300_000
const Part = z.object({ text: z.string() })
const partSort = (place: number) => `PART#${String(place).padStart(2, '0')}`

const packed = (document: Document): readonly string[] => {
  const text = gzipSync(canonicalJson(document)).toString('base64')
  return Array.from({ length: Math.ceil(text.length / partLength) }, (_, place) =>
    text.slice(place * partLength, (place + 1) * partLength),
  )
}

/** The text of a document. Table, strong, 1 RCU per 4 KB. */
export const getContents = async (table: Table, id: DocumentId): Promise<Document> => {
  const parts = await readAll(table, { pk: documentKeys.document(id), skPrefix: 'PART#' }, Part)
  const text = gunzipSync(Buffer.from(parts.map((part) => part.text).join(''), 'base64')).toString('utf8')
  return Document.parse(JSON.parse(text))
}

type Of = Omit<Naming, 'number'>

/** The latest version of a document; undefined if there is none. Table, strong, 1 RCU for each version and one more. */
const latestOf = async (table: Table, of: Of): Promise<KeptDocument | undefined> => {
  let latest: KeptDocument | undefined
  for (let number = 1; ; number++) {
    const found = await getDocument(table, documentIdOf({ ...of, number }))
    if (found === undefined) return latest
    latest = found
  }
}

type Written = Omit<Document, 'number'>

const drawnUp = (of: Of, written: Written, number: number): readonly Change<'changed-meanwhile'>[] => {
  const document: Document = Document.parse({ ...written, number })
  const parts = packed(document)
  const begun = drawUp(of, document, parts.length)
  const pk = documentKeys.document(begun.after.id)
  const writes = parts.map((text, place) => ({ put: { pk, sk: partSort(place), text }, ...absent }))
  return [changeOf(keptDocuments, begun), change(writes, [], 'changed-meanwhile')]
}

/**
 * The next version of a document, for the transaction of its step. 1 item, and one for each 300 KB of compressed text. Of
 * two writers of the same version, the slower one gets `changed-meanwhile`.
 */
export const documentDrawnUp = async (table: Table, of: Of, written: Written) =>
  drawnUp(of, written, ((await latestOf(table, of))?.number ?? 0) + 1)

/** The same for a writer that may repeat itself: nothing if the latest version is of that moment, or of a later one. */
export const documentDrawnUpOnce = async (table: Table, of: Of, written: Written) => {
  const latest = await latestOf(table, of)
  const isDrawnUp = latest !== undefined && written.madeAt <= latest.drawnUpAt
  return isDrawnUp ? [] : drawnUp(of, written, (latest?.number ?? 0) + 1)
}
