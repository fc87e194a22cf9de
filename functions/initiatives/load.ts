// The first third of load → decide → save: finds an initiative for whoever asks, or says why not. A draft is not there
// for anyone but its applicant.

import { type HandedIn, type Initiative, isHandedIn } from '../../shared/initiatives/initiative.ts'
import { getInitiative } from '../../shared/initiatives/store.ts'
import type { InitiativeId, ResidentId, WardCode } from '../../shared/kernel/ids.ts'
import { type Refusal, refuse } from '../../shared/kernel/refusals.ts'
import type { Table } from '../../shared/table/table.ts'

type Found<Of extends Initiative> = { readonly refused: false; readonly initiative: Of }
const found = <Of extends Initiative>(initiative: Of): Found<Of> => ({ refused: false, initiative })

/** What everyone may find. */
export const findPublic = async (
  table: Table,
  id: InitiativeId,
): Promise<Found<HandedIn> | Refusal<'initiative-not-found'>> => {
  const initiative = await getInitiative(table, id)
  return initiative === undefined || !isHandedIn(initiative) ? refuse('initiative-not-found') : found(initiative)
}

/** What only its applicant may change, in the version they have seen. */
export const findOwn = async (
  table: Table,
  id: InitiativeId,
  applicantId: ResidentId,
  version: number,
): Promise<Found<Initiative> | Refusal<'initiative-not-found' | 'not-your-initiative' | 'changed-meanwhile'>> => {
  const initiative = await getInitiative(table, id)
  if (initiative === undefined) return refuse('initiative-not-found')
  if (initiative.applicantId !== applicantId)
    return refuse(isHandedIn(initiative) ? 'not-your-initiative' : 'initiative-not-found')
  return initiative.version === version ? found(initiative) : refuse('changed-meanwhile')
}

type Staff = { readonly id: ResidentId; readonly wardCode: WardCode | undefined }

/** What the staff of its ward may see. */
export const findForStaff = async (
  table: Table,
  id: InitiativeId,
  staff: Staff,
): Promise<Found<HandedIn> | Refusal<'initiative-not-found' | 'not-your-ward'>> => {
  const loaded = await findPublic(table, id)
  if (loaded.refused) return loaded
  return loaded.initiative.wardCode === staff.wardCode ? loaded : refuse('not-your-ward')
}

/** What the staff of its ward may change, in the version they have seen, unless it is their own. */
export const findToAssess = async (
  table: Table,
  id: InitiativeId,
  staff: Staff,
  version: number,
): Promise<
  Found<HandedIn> | Refusal<'initiative-not-found' | 'not-your-ward' | 'own-initiative' | 'changed-meanwhile'>
> => {
  const loaded = await findForStaff(table, id, staff)
  if (loaded.refused) return loaded
  if (loaded.initiative.applicantId === staff.id) return refuse('own-initiative')
  return loaded.initiative.version === version ? loaded : refuse('changed-meanwhile')
}
