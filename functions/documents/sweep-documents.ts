// Every five minutes: makes the files of documents whose event was lost, or whose files could not be made.
import { listFilesDue } from '../../shared/documents/store.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openObjects } from '../../shared/platform/objects.ts'
import { openTable } from '../../shared/table/table.ts'
import { sweep } from '../runtime/sweeper.ts'
import { makeFiles } from './making.ts'

export const start = (environment: Environment) => {
  const [table, objects] = [openTable(environment), openObjects(environment)]
  return sweep({
    name: 'sweep-documents',
    listDue: (now) => listFilesDue(table, now),
    act: ({ id }, now) => makeFiles(table, objects, id, now),
    facts: ({ id }) => ({ documentId: id }),
  })
}
