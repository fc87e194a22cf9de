// Everything about initiatives except their rounds.
import { initiativesOperations } from '../../shared/initiatives/operations.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openTable } from '../../shared/table/table.ts'
import { wardLookup } from '../../shared/wards/store.ts'
import { serve } from '../runtime/http.ts'
import { applyForInitiatives } from './apply.ts'
import { assessInitiatives } from './assess.ts'
import { readInitiatives } from './read.ts'
import { supportInitiatives } from './support.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(
    initiativesOperations,
    {
      ...readInitiatives(table),
      ...applyForInitiatives(table),
      ...supportInitiatives(table),
      ...assessInitiatives(table),
    },
    { isWard: wardLookup(table) },
  )
}
