// How the pipelines find documents.
import type { KeptDocument } from '../../shared/documents/kept-document.ts'
import { getDocument, keptDocuments } from '../../shared/documents/store.ts'
import type { DocumentId } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Keeper } from '../runtime/things.ts'

/** Documents are public: no operation compares a ward. */
const forAll = (): never => {
  throw new TypeError('A document belongs to no ward: its operations must not compare one')
}

export const documentsIn = (table: Table): Keeper<{ readonly documentId: DocumentId }, KeptDocument> => ({
  table,
  kept: keptDocuments,
  find: ({ documentId }) => getDocument(table, documentId),
  wardOf: forAll,
})
