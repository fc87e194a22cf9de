import * as z from 'zod'
import { DocumentId } from '../shared/kernel/ids.ts'
import { defineEvent } from './envelope.ts'

const document = { documentId: DocumentId, about: z.string(), kind: z.string(), number: z.int() }

export const documentDrawnUp = defineEvent(
  'nl.wijk.documents.document-drawn-up.v1',
  {
    nl: 'Een document is opgemaakt. De webpagina en het pdf-bestand volgen.',
    en: 'A document was drawn up. Its web page and PDF follow.',
  },
  z.strictObject(document),
)

export const documentPublished = defineEvent(
  'nl.wijk.documents.document-published.v1',
  { nl: 'Een document is te lezen.', en: 'A document can be read.' },
  z.strictObject({ ...document, html: z.string(), pdf: z.string() }),
)

export const documentsEvents = [documentDrawnUp, documentPublished] as const
