import type { DomainEvent } from '../../events/envelope.ts'
import type { Initiative } from '../../shared/initiatives/initiative.ts'
import { leave } from '../../shared/rounds/entry.ts'
import { entryRemoval, getEntry, getRound, roundWrite } from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Write } from '../../shared/table/write.ts'

type Leaving = { readonly writes: readonly Write[]; readonly events: readonly DomainEvent[] }
const nothing: Leaving = { writes: [], events: [] }

/**
 * What a withdrawal changes in a round that is still being prepared: the initiative is off its list, in the same
 * transaction, so that no ballot is announced with it. An announced round is frozen; its award passes the initiative over.
 */
export const leavingDraftRound = async (table: Table, initiative: Initiative): Promise<Leaving> => {
  if (initiative.submission === undefined || initiative.status !== 'in-round') return nothing
  const { id, roundId } = initiative
  if (roundId === undefined) return nothing
  const [round, entry] = await Promise.all([getRound(table, roundId), getEntry(table, roundId, id)])
  if (round?.status !== 'draft' || entry === undefined) return nothing
  const left = leave(round, entry)
  if (left.refused) return nothing
  return { writes: [roundWrite(left.value.round), entryRemoval(round, entry)], events: left.events }
}
