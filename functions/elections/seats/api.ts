// Seats: offers, answers, vacancies.
import { seatingOperations } from '../../../shared/elections/operations.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable } from '../../../shared/table/table.ts'
import { serve } from '../../runtime/http.ts'
import { seating } from './seat.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(seatingOperations, { ...seating(table) })
}
