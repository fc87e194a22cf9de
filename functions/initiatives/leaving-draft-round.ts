import type { Initiative } from '../../shared/initiatives/initiative.ts'
import { leave } from '../../shared/rounds/entry.ts'
import { entryRemoved, getEntry, getRound, keptRounds } from '../../shared/rounds/store.ts'
import { type Change, changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'

/**
 * What a withdrawal changes in a round that is still being prepared: the initiative is off its list, in the same
 * transaction, so that no ballot is announced with it. An announced round is frozen; its award passes the initiative over.
 */
export const leavingDraftRound = async (table: Table, initiative: Initiative): Promise<readonly Change[]> => {
  if (initiative.status !== 'in-round') return []
  const { id, roundId } = initiative
  const [round, entry] = await Promise.all([getRound(table, roundId), getEntry(table, roundId, id)])
  if (round === undefined || entry === undefined) return []
  const left = leave(round, entry)
  return left.refused ? [] : [changeOf(keptRounds, left), entryRemoved(round, entry)]
}
