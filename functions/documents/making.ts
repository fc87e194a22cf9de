// Makes the files of a document from its content. Can run twice, late or concurrently: the first stored file is the one that
// counts, and its digest is published.
import { putFile } from '../../shared/documents/files-store.ts'
import { publishDocument } from '../../shared/documents/kept-document.ts'
import { renderHtml } from '../../shared/documents/render/html.ts'
import { renderPdf } from '../../shared/documents/render/pdf.ts'
import { getContents, getDocument, keptDocuments } from '../../shared/documents/store.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import type { DocumentId } from '../../shared/kernel/ids.ts'
import type { Objects } from '../../shared/platform/objects.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'

const encoder = new TextEncoder()

/** Makes both files and publishes them; false if they were published already. */
export const makeFiles = async (table: Table, objects: Objects, id: DocumentId, now: Instant): Promise<boolean> => {
  const document = await getDocument(table, id)
  if (document === undefined) throw new Error('There is no such document')
  if (document.status === 'published') return false
  const contents = await getContents(table, id)
  const html = await putFile(objects, document, 'html', encoder.encode(renderHtml(contents)))
  const pdf = await putFile(objects, document, 'pdf', await renderPdf(contents))
  const published = publishDocument(document, { html, pdf }, now)
  if (published.refused) return false
  // Refused: another writer was quicker, with the same files.
  return !(await save(table, now, changeOf(keptDocuments, published))).refused
}
