// Every quarter of an hour: creates official reports of the city whose event was lost, for elections of the last year.
import { newestElections } from '../../../shared/elections/store.ts'
import { dateInCity, daysBetween } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable } from '../../../shared/table/table.ts'
import { sweep } from '../../runtime/sweeper.ts'
import { reportCity } from './city.ts'

const aYear = 366

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return sweep({
    name: 'sweep-city-reports',
    listDue: async (now) =>
      (await newestElections(table, 20)).filter(
        ({ calendar }) => calendar.pollingClosesAt <= now && daysBetween(calendar.pollingOn, dateInCity(now)) <= aYear,
      ),
    act: ({ id }, now) => reportCity(table, id, now),
    facts: ({ id }) => ({ electionId: id }),
  })
}
