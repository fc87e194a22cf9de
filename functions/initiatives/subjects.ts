// How initiatives are found for the pipelines, whose they are, and who holds which role.
import { heldRolesOf } from '../../shared/councils/members/store.ts'
import { type HandedIn, type Initiative, isHandedIn } from '../../shared/initiatives/initiative.ts'
import { getInitiative, keptInitiatives } from '../../shared/initiatives/store.ts'
import type { InitiativeId } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import type { HeldRoles } from '../runtime/holder.ts'
import type { Keeper } from '../runtime/things.ts'

type Params = { readonly initiativeId: InitiativeId }

const owned = {
  wardOf: ({ wardCode }: Initiative) => wardCode,
  ownerOf: ({ applicantId }: Initiative) => applicantId,
}

/** For the applicant: a draft is hidden from everyone else. */
export const ownInitiatives = (table: Table): Keeper<Params, Initiative> => ({
  ...owned,
  table,
  kept: keptInitiatives,
  find: ({ initiativeId }) => getInitiative(table, initiativeId),
  isHidden: (initiative) => !isHandedIn(initiative),
})

/** For everyone: what has been handed in. */
export const publicInitiatives = (table: Table): Keeper<Params, HandedIn, Initiative> => ({
  ...owned,
  table,
  kept: keptInitiatives,
  find: async ({ initiativeId }) => {
    const initiative = await getInitiative(table, initiativeId)
    return initiative !== undefined && isHandedIn(initiative) ? initiative : undefined
  },
})

/** The same for whoever assesses them: council and ward manager, by their roles of ward and term. */
export const assessedInitiatives = (
  table: Table,
): Keeper<Params, HandedIn, Initiative> & { readonly rolesOf: HeldRoles } => ({
  ...publicInitiatives(table),
  rolesOf: (id) => heldRolesOf(table, id),
})
