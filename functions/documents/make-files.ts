// Consumer: makes the web page and the PDF of a new document.
import { documentDrawnUp } from '../../events/documents.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openObjects } from '../../shared/platform/objects.ts'
import { openTable } from '../../shared/table/table.ts'
import { consume, on } from '../runtime/consumer.ts'
import { makeFiles } from './making.ts'

export const start = (environment: Environment) => {
  const [table, objects] = [openTable(environment), openObjects(environment)]
  return consume(
    on(documentDrawnUp, async ({ data: { documentId } }, now) => {
      await makeFiles(table, objects, documentId, now)
    }),
  )
}
