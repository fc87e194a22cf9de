// The first third of load → decide → save: finds a round for the manager of its ward, in the version they have seen.
import type { RoundId, WardCode } from '../../shared/kernel/ids.ts'
import { type Refusal, refuse } from '../../shared/kernel/refusals.ts'
import type { Round } from '../../shared/rounds/round.ts'
import { getRound } from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'

type Found = { readonly refused: false; readonly round: Round }
type Manager = { readonly wardCode: WardCode | undefined }

/** A round that is there, if this manager may change this version of it. */
export const manageable = (
  round: Round,
  manager: Manager,
  version: number,
): Found | Refusal<'not-your-ward' | 'changed-meanwhile'> => {
  if (round.wardCode !== manager.wardCode) return refuse('not-your-ward')
  return round.version === version ? { refused: false, round } : refuse('changed-meanwhile')
}

/** What the manager of its ward may change. */
export const findToManage = async (
  table: Table,
  id: RoundId,
  manager: Manager,
  version: number,
): Promise<Found | Refusal<'round-not-found' | 'not-your-ward' | 'changed-meanwhile'>> => {
  const round = await getRound(table, id)
  return round === undefined ? refuse('round-not-found') : manageable(round, manager, version)
}
