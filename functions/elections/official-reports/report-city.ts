// Consumer: the result of the last ward leads to the official report of the city.
import { contestCancelled, resultEstablished } from '../../../events/elections.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { ElectionId } from '../../../shared/kernel/ids.ts'
import { openTable } from '../../../shared/table/table.ts'
import { consume, on } from '../../runtime/consumer.ts'
import { reportCity } from './city.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  const react = async (
    { data: { electionId } }: { readonly data: { readonly electionId: ElectionId } },
    now: Instant,
  ) => {
    await reportCity(table, electionId, now)
  }
  return consume(on(resultEstablished, react), on(contestCancelled, react))
}
