// The partitions of documents, in the table and in its indexes.
import { partition, some, uuid } from '../table/keys.ts'

export const documentKeys = {
  /** A version of a document, and its text. */
  document: partition`DOCUMENT#${uuid}`,
  /** gsi1: the documents about a subject and its parts. */
  ofThing: partition`DOCUMENTS#${some}`,
  /** gsi2: documents whose files are to be made. */
  filesDue: partition`DUE#DOCUMENTS`,
} as const
