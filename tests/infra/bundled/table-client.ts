// Bundled by bundled-client.test.ts like a function, to test our client inside a bundle.
import * as z from 'zod'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { getItem } from '../../../shared/table/read.ts'
import { openTable } from '../../../shared/table/table.ts'
import { TableFault } from '../../../shared/table/table-fault.ts'

/** Reads an item. Answers with the fault's name, its class if our code knows it, and the reasons of a cancelled transaction. */
export const start = (environment: Environment) => {
  const table = openTable(environment)
  return async () => {
    try {
      return await getItem(table, { pk: 'A', sk: 'B' }, z.object({ pk: z.string(), amount: z.number() }))
    } catch (fault) {
      if (fault instanceof TableFault && fault.reasons.length > 0)
        return { name: fault.name, reasons: fault.reasons.map(({ code }) => code) }
      return { name: fault instanceof Error ? fault.name : 'none', isCancellation: false }
    }
  }
}
