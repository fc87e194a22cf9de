// Consumer: makes a member of whoever took a seat, and ends the membership of whoever left it. An event that is lost is made up
// for by sweep-council-seats.
import { seatChanged } from '../../events/elections.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openTable } from '../../shared/table/table.ts'
import { consume, on } from '../runtime/consumer.ts'
import { followSeat } from './following.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return consume(
    on(seatChanged, async ({ data: { electionId, wardCode, seat } }, now) => {
      await followSeat(table, { electionId, wardCode, number: seat }, now)
    }),
  )
}
