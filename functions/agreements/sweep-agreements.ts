// Every five minutes: brings each agreement into force whose day has come, and ends those whose term is over.
import { listAgreementsToTurn } from '../../shared/agreements/store.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openTable } from '../../shared/table/table.ts'
import { sweep } from '../runtime/sweeper.ts'
import { stepByDate } from './turn.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return sweep({
    name: 'sweep-agreements',
    listDue: (now) => listAgreementsToTurn(table, now),
    act: (agreement, now) => stepByDate(table, agreement, now),
    facts: ({ wardCode }) => ({ wardCode }),
  })
}
