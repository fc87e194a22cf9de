// Counts, results and exports.
import { countingOperations } from '../../../shared/elections/operations.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable } from '../../../shared/table/table.ts'
import { wardLookup } from '../../../shared/wards/store.ts'
import { serve } from '../../runtime/http.ts'
import { counting } from './count.ts'
import { entering } from './enter.ts'
import { exporting } from './export.ts'
import { importing } from './import.ts'
import { recounting } from './recount.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(
    countingOperations,
    {
      ...counting(table),
      ...entering(table),
      ...importing(table),
      ...exporting(table),
      ...recounting(table),
    },
    { isWard: wardLookup(table) },
  )
}
