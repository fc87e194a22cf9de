// How the pipelines find agreements and actions, who owns them, and who holds which role.
import type { Action } from '../../shared/agreements/actions/action.ts'
import type { Agreement } from '../../shared/agreements/agreement/agreement.ts'
import { getAction, getAgreement, keptActions, keptAgreements } from '../../shared/agreements/store.ts'
import { heldRolesOf } from '../../shared/councils/members/store.ts'
import type { ActionId, AgreementId, WardCode } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import type { Ward } from '../../shared/wards/ward.ts'
import type { HeldRoles } from '../runtime/holder.ts'
import type { Keeper, Subject } from '../runtime/things.ts'

type ForHolders = { readonly rolesOf: HeldRoles }
type OfAgreement = { readonly agreementId: AgreementId }

/** The roles by ward and term, read at each call. */
export const rolesIn = (table: Table): ForHolders => ({ rolesOf: (id) => heldRolesOf(table, id) })

/** The ward in which something is created, if one is named. */
export const wardNamed = (table: Table, wardCode: WardCode | undefined): Subject<unknown, Ward> & ForHolders => ({
  find: async () => (wardCode === undefined ? undefined : getWard(table, wardCode)),
  wardOf: ({ code }) => code,
  ...rolesIn(table),
})

/** Agreements, by the id in the path. */
export const agreementsIn = (table: Table): Keeper<OfAgreement, Agreement> & ForHolders => ({
  table,
  kept: keptAgreements,
  find: ({ agreementId }) => getAgreement(table, agreementId),
  wardOf: ({ wardCode }) => wardCode,
  ...rolesIn(table),
})

/** Actions, by both ids in the path. Each belongs to one department. */
export const actionsIn = (
  table: Table,
): Keeper<OfAgreement & { readonly actionId: ActionId }, Action> & ForHolders => ({
  table,
  kept: keptActions,
  find: ({ agreementId, actionId }) => getAction(table, agreementId, actionId),
  wardOf: ({ wardCode }) => wardCode,
  departmentOf: ({ owner }) => owner.department,
  ...rolesIn(table),
})
