// Every five minutes: freezes the pool of each lottery that was announced and has none.
import { listPoolsDue } from '../../../shared/elections/lottery/store.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable } from '../../../shared/table/table.ts'
import { sweep } from '../../runtime/sweeper.ts'
import { openFreezing } from './freezing.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return sweep({
    name: 'sweep-pools',
    listDue: (now) => listPoolsDue(table, now),
    act: openFreezing(environment),
    facts: ({ electionId, wardCode }) => ({ electionId, wardCode }),
  })
}
