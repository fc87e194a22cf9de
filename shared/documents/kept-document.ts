// A stored document: what it is about, its version, and, once they are made, its files with their digests.
import * as z from 'zod'
import { Instant, LocalDate } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { DocumentId } from '../kernel/ids.ts'
import { derivedId } from '../kernel/random.ts'
import type { Document } from './document.ts'
import { documents } from './machine.ts'

/** The kinds of documents. */
export const DocumentKind = z
  .enum(['official-report', 'ward-agreement', 'review-report', 'list-of-decisions'])
  .meta({ id: 'DocumentKind' })
export type DocumentKind = z.infer<typeof DocumentKind>

/** The subject of a document, as the path of the API below the base: `elections/<id>/contests/<ward>`. */
export const About = z
  .string()
  .max(200)
  .regex(/^[a-z]+\/[0-9a-f-]{36}(\/[a-z-]+\/[a-z0-9-]+)*$/)

export const Format = z.enum(['html', 'pdf']).meta({ id: 'DocumentFormat' })
export type Format = z.infer<typeof Format>
export const mediaTypes = { html: 'text/html; charset=utf-8', pdf: 'application/pdf' } as const satisfies {
  readonly [Each in Format]: string
}

/** A file that was made: its object, and facts about its bytes. */
export const MadeFile = z.strictObject({ key: z.string(), sha256: Sha256, bytes: z.int() })
export type MadeFile = z.infer<typeof MadeFile>

const document = {
  id: DocumentId,
  about: About,
  kind: DocumentKind,
  /** Versions of the same document are numbered from 1; all are kept. */
  number: z.int().min(1),
  title: z.string(),
  subtitle: z.string(),
  language: z.enum(['nl', 'en']),
  on: LocalDate,
  drawnUpAt: Instant,
  /** The number of items that hold its text. */
  parts: z.int().min(1),
  version: z.int().min(1),
}

export const KeptDocument = z.discriminatedUnion('status', [
  z.object({ ...document, status: z.literal('drawn-up') }),
  z.object({
    ...document,
    status: z.literal('published'),
    publishedAt: Instant,
    files: z.strictObject({ html: MadeFile, pdf: MadeFile }),
  }),
])
export type KeptDocument = z.infer<typeof KeptDocument>

export type Naming = { readonly about: string; readonly kind: DocumentKind; readonly number: number }

/** The id of a version, always derived in the same way. */
export const documentIdOf = ({ about, kind, number }: Naming): DocumentId =>
  DocumentId.parse(derivedId('document', about, kind, String(number)))

/** A new document: its text is final from now on, and its files follow from it. */
export const drawUp = (of: Omit<Naming, 'number'>, document: Document, parts: number) => {
  const { number, title, subtitle, language, on, madeAt } = document
  return documents.begin('draw-up', {
    id: documentIdOf({ ...of, number }),
    about: About.parse(of.about),
    ...{ kind: of.kind, number, title, subtitle, language, on, parts },
    drawnUpAt: madeAt,
  })
}

/** Its files are made and stored in their final place. */
export const publishDocument = (
  document: KeptDocument,
  files: { readonly html: MadeFile; readonly pdf: MadeFile },
  publishedAt: Instant,
) => documents.take('publish', document, (it) => ({ ...it, files, publishedAt }))
