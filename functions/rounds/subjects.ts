// How the pipelines find rounds, and who owns them.
import type { RoundId } from '../../shared/kernel/ids.ts'
import type { Round } from '../../shared/rounds/round.ts'
import { getRound, keptRounds } from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Keeper } from '../runtime/things.ts'

/** Rounds, by the id in the path. */
export const roundsIn = (table: Table): Keeper<{ readonly roundId: RoundId }, Round> => ({
  table,
  kept: keptRounds,
  find: ({ roundId }) => getRound(table, roundId),
  wardOf: ({ wardCode }) => wardCode,
})
