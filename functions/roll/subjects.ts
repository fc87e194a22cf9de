// How the pipelines find rolls.
import type { ElectionId } from '../../shared/kernel/ids.ts'
import type { Roll } from '../../shared/roll/roll.ts'
import { getRoll, keptRolls } from '../../shared/roll/store.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Keeper } from '../runtime/things.ts'

/** A roll is of the whole city: no operation compares its ward. */
const ofTheCity = (): never => {
  throw new TypeError('A roll belongs to no ward: its operations must not compare one')
}

export const rollsIn = (table: Table): Keeper<{ readonly electionId: ElectionId }, Roll> => ({
  table,
  kept: keptRolls,
  find: ({ electionId }) => getRoll(table, electionId),
  wardOf: ofTheCity,
})
