// How the pipelines find initiatives, and who owns them.
import { type HandedIn, type Initiative, isHandedIn } from '../../shared/initiatives/initiative.ts'
import { getInitiative, keptInitiatives } from '../../shared/initiatives/store.ts'
import type { InitiativeId } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
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

/** For everyone and for the staff: what has been handed in. */
export const publicInitiatives = (table: Table): Keeper<Params, HandedIn, Initiative> => ({
  ...owned,
  table,
  kept: keptInitiatives,
  find: async ({ initiativeId }) => {
    const initiative = await getInitiative(table, initiativeId)
    return initiative !== undefined && isHandedIn(initiative) ? initiative : undefined
  },
})
