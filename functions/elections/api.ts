// Elections, contests, nominations, lists of candidates and appeals.
import { listingOperations } from '../../shared/elections/operations.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openTable } from '../../shared/table/table.ts'
import { wardLookup } from '../../shared/wards/store.ts'
import { serve } from '../runtime/http.ts'
import { appealing } from './appeals.ts'
import { listing } from './lists.ts'
import { nominating } from './nominate.ts'
import { planning } from './plan.ts'
import { reading } from './read.ts'
import { sessions } from './session.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(
    listingOperations,
    {
      ...nominating(table),
      ...listing(table),
      ...appealing(table),
      ...planning(table),
      ...reading(table),
      ...sessions(table),
    },
    { isWard: wardLookup(table) },
  )
}
