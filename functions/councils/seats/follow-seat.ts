// Consumer: makes the holder of a seat a member, and ends the membership of the one who left it. sweep-council-seats repeats
// events that were lost.
import { seatChanged } from '../../../events/elections.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTable } from '../../../shared/table/table.ts'
import { consume, on } from '../../runtime/consumer.ts'
import { followSeat } from './following.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return consume(
    on(seatChanged, async ({ data: { electionId, wardCode, seat } }, now) => {
      await followSeat(table, { electionId, wardCode, number: seat }, now)
    }),
  )
}
