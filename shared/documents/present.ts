import type * as z from 'zod'
import { type Format, type KeptDocument, mediaTypes } from './kept-document.ts'
import type { PublicDocument } from './operations.ts'

/** The data of a document's file; undefined before it is made. */
export const presentFile = (document: KeptDocument, format: Format) => {
  if (document.status !== 'published') return undefined
  const { sha256, bytes } = document.files[format]
  return { format, mediaType: mediaTypes[format], sha256, bytes }
}

/** The public view of a document. */
export const presentDocument = (document: KeptDocument): z.input<typeof PublicDocument> => {
  const { id, about, kind, number, title, subtitle, language, on, status, drawnUpAt } = document
  const files = (['html', 'pdf'] as const).map((format) => presentFile(document, format))
  return {
    ...{ id, about, kind, number, title, subtitle, language, on, status, drawnUpAt },
    publishedAt: document.status === 'published' ? document.publishedAt : undefined,
    files: files.filter((file) => file !== undefined),
  }
}
