// Documents: lists them, and gives the address of a file.
import { documentsOperations as operations } from '../../shared/documents/operations.ts'
import { presentDocument, presentFile } from '../../shared/documents/present.ts'
import { listDocuments } from '../../shared/documents/store.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { addressOf } from '../../shared/platform/object-address.ts'
import { openObjects } from '../../shared/platform/objects.ts'
import { openTable } from '../../shared/table/table.ts'
import { reply, serve } from '../runtime/http.ts'
import { about, list, read } from '../runtime/things.ts'
import { documentsIn } from './subjects.ts'

export const start = (environment: Environment) => {
  const [table, objects] = [openTable(environment), openObjects(environment)]
  const documents = documentsIn(table)
  return serve(operations, {
    listDocuments: list(
      operations.listDocuments,
      ({ query: { about: thing, ...page } }) => listDocuments(table, thing, page),
      presentDocument,
    ),
    getDocument: read(operations.getDocument, documents, presentDocument),
    getDocumentFile: about(operations.getDocumentFile, documents, async ({ thing, params: { format }, now }) => {
      const file = presentFile(thing, format)
      if (file === undefined || thing.status !== 'published')
        return refuse('document-not-published', { status: thing.status })
      return reply(200, { ...file, ...(await addressOf(objects, thing.files[format].key, now)) })
    }),
  })
}
