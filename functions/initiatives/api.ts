// Everything about initiatives but their rounds.
import { initiativesOperations } from '../../shared/initiatives/operations.ts'
import { openTable } from '../../shared/table/table.ts'
import { serve } from '../runtime/http.ts'
import { applyForInitiatives } from './apply.ts'
import { assessInitiatives } from './assess.ts'
import { readInitiatives } from './read.ts'
import { supportInitiatives } from './support.ts'

const table = openTable(process.env)

export const handler = serve(initiativesOperations, {
  ...readInitiatives(table),
  ...applyForInitiatives(table),
  ...supportInitiatives(table),
  ...assessInitiatives(table),
})
