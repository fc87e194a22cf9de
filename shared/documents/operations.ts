// API operations on documents.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { Instant, LocalDate } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { DocumentId } from '../kernel/ids.ts'
import { About, DocumentKind, Format, KeptDocument } from './kept-document.ts'
import { documentsRefusals } from './refusals.ts'

const operation = operationsOf('documents', documentsRefusals)
const about = { missing: 'document-not-found' } as const
const params = z.strictObject({ documentId: DocumentId.meta({ description: 'Id of the version of a document.' }) })

const facts = { format: Format, mediaType: z.string(), sha256: Sha256, bytes: z.int() }
const PublicFile = z.strictObject(facts).meta({ id: 'DocumentFile' })

/** The public view of a version of a document. */
export const PublicDocument = z
  .strictObject({
    id: DocumentId,
    about: About,
    kind: DocumentKind,
    number: z.int(),
    title: z.string(),
    subtitle: z.string(),
    language: z.enum(['nl', 'en']),
    on: LocalDate,
    status: z.enum(KeptDocument.options.map(({ shape }) => shape.status.value)),
    drawnUpAt: Instant,
    publishedAt: Instant.optional(),
    files: z.array(PublicFile),
  })
  .meta({ id: 'Document' })

const listDocuments = operation({
  id: 'listDocuments',
  method: 'GET',
  path: '/documents',
  summary: { nl: 'De documenten van een verkiezing, akkoord of vergadering', en: 'The documents of a thing' },
  description:
    'Official reports, agreements, reports of reviews, lists of decisions: all versions, each with the digests of its files. `about` is the path of the thing: with that of an election come the documents of its wards too.',
  access: access.public,
  query: z.strictObject({
    about: About.meta({ description: 'The thing, as its path below the base: `elections/{electionId}`.' }),
    ...pageQuery,
  }),
  responses: { 200: pageOf(PublicDocument) },
})

const getDocument = operation({
  id: 'getDocument',
  method: 'GET',
  path: '/documents/{documentId}',
  summary: { nl: 'Een document', en: 'A document' },
  description: 'What it is about, which version it is, and its files with their digests. A version never changes.',
  access: access.public,
  about,
  params,
  responses: { 200: PublicDocument },
})

const getDocumentFile = operation({
  id: 'getDocumentFile',
  method: 'GET',
  path: '/documents/{documentId}/files/{format}',
  summary: { nl: 'Lees een document als webpagina of pdf', en: 'Read a document as a web page or PDF' },
  description:
    'An address of the file that is valid for a quarter of an hour, and the digest of its bytes, which never change.',
  access: access.public,
  about,
  params: z.strictObject({ ...params.shape, format: Format.meta({ description: 'As a web page or as a PDF.' }) }),
  responses: {
    200: z.strictObject({ ...facts, href: z.url(), expiresAt: Instant }).meta({ id: 'DocumentAddress' }),
  },
  refusals: ['document-not-published'],
})

export const documentsOperations = { listDocuments, getDocument, getDocumentFile } as const
