// Documents as readers get them: files are made from the events in the outbox, and fetched from the addresses that the API gives.
import { createHash } from 'node:crypto'
import { parse } from 'parse5'
import * as z from 'zod'
import { documentDrawnUp } from '../../../events/documents.ts'
import { start as startApi } from '../../../functions/documents/api.ts'
import { start as startMaking } from '../../../functions/documents/make-files.ts'
import { start as startSweeping } from '../../../functions/documents/sweep-documents.ts'
import { documentsOperations as operations, PublicDocument } from '../../../shared/documents/operations.ts'
import { awsEnvironment, startAwsStub } from '../engine/aws-stub.ts'
import { type freshTables, tableEnvironment } from '../engine/engine.ts'
import { textsIn } from '../readers/page-text.ts'
import { openedPdf } from '../readers/pdf-reading.ts'
import { send } from '../services/http-event.ts'
import { itemsUnder } from './voting/voting.ts'

const OutboxItem = z.object({
  detail: z
    .string()
    .transform((text) => z.looseObject({ type: z.string(), subject: z.string() }).parse(JSON.parse(text))),
})
const Page = z.object({ items: z.array(PublicDocument) })

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** The functions of documents, on the tables of a system that draws documents up. */
export const startDocuments = async (system: Awaited<ReturnType<typeof freshTables>>) => {
  const aws = await startAwsStub()
  const environment = { ...tableEnvironment(system), ...awsEnvironment(aws) }
  const functions = {
    api: startApi(environment),
    make: startMaking(environment),
    sweep: startSweeping(environment),
  }
  /** The events of these types about something, as the bus delivers them. */
  const eventsAbout = async (about: string, ...types: readonly string[]) =>
    (await itemsUnder(system.table, 'OUTBOX#'))
      .map((item) => OutboxItem.parse(item).detail)
      .filter((detail) => types.includes(detail.type) && JSON.stringify(detail).includes(about))
  const documentsOf = async (about: string) =>
    Page.parse((await send(functions.api, operations.listDocuments, { query: { about } })).body).items
  const read = async (documentId: string, format: 'html' | 'pdf') => {
    const answered = await send(functions.api, operations.getDocumentFile, { params: { documentId, format } })
    const { href, ...file } = operations.getDocumentFile.responses[200].parse(answered.body)
    const fetched = await fetch(href)
    return { file, type: fetched.headers.get('content-type'), bytes: new Uint8Array(await fetched.arrayBuffer()) }
  }
  /** Makes the files of the documents about something. Repeated calls make them again. */
  const make = async (about: string) => {
    for (const detail of await eventsAbout(about, documentDrawnUp.type)) await functions.make({ detail }, {})
    return documentsOf(about)
  }
  /** A document as readers see it: the source and texts of the page, and the PDF. */
  const opened = async ({ id }: { readonly id: string }) => {
    const [html, pdf] = await Promise.all([read(id, 'html'), read(id, 'pdf')])
    const source = new TextDecoder().decode(html.bytes)
    return { source, page: textsIn(parse(source)), pdf: await openedPdf(pdf.bytes), digests: [html, pdf] }
  }
  return { aws, environment, functions, eventsAbout, documentsOf, read, make, opened }
}
