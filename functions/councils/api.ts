// The API of ward councils: who sits in them, their meetings, and what they decide.
import { councilsOperations } from '../../shared/councils/operations.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openTable } from '../../shared/table/table.ts'
import { wardLookup } from '../../shared/wards/store.ts'
import { serve } from '../runtime/http.ts'
import { delegation } from './delegation.ts'
import { deciding } from './meetings/decide.ts'
import { lists } from './meetings/lists.ts'
import { meeting } from './meetings/meetings.ts'
import { seating } from './members.ts'
import { officials } from './officials.ts'
import { meetingRules } from './rules.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return serve(
    councilsOperations,
    {
      ...seating(table),
      ...officials(table),
      ...meeting(table),
      ...deciding(table),
      ...lists(table),
      ...meetingRules(table),
      ...delegation(table),
    },
    { isWard: wardLookup(table) },
  )
}
