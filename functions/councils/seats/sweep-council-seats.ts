// Every five minutes: updates councils from the seats whose event was lost.
import { listSeatNotes } from '../../../shared/elections/seating/store.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable } from '../../../shared/table/table.ts'
import { sweep } from '../../runtime/sweeper.ts'
import { followSeat } from './following.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return sweep({
    name: 'sweep-council-seats',
    listDue: (now) => listSeatNotes(table, now),
    act: (note, now) => followSeat(table, note, now),
    facts: ({ electionId, wardCode }) => ({ electionId, wardCode }),
  })
}
