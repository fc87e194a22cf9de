// Elections, contests and nominations.
import { ordinaryElectionsOperations } from '../../shared/elections/operations.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openTable } from '../../shared/table/table.ts'
import { serve } from '../runtime/http.ts'
import { counting } from './count.ts'
import { entering } from './enter.ts'
import { exporting } from './export.ts'
import { nominating } from './nominate.ts'
import { planning } from './plan.ts'
import { reading } from './read.ts'
import { seating } from './seat.ts'
import { sessions } from './session.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(ordinaryElectionsOperations, {
    ...planning(table),
    ...reading(table),
    ...nominating(table),
    ...sessions(table),
    ...counting(table),
    ...entering(table),
    ...exporting(table),
    ...seating(table),
  })
}
