// How agreements and actions are found for the pipelines, and whose they are.
import type { Action } from '../../shared/agreements/actions/action.ts'
import type { Agreement } from '../../shared/agreements/agreement/agreement.ts'
import { getAction, getAgreement, keptActions, keptAgreements } from '../../shared/agreements/store.ts'
import type { ActionId, AgreementId } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Keeper } from '../runtime/things.ts'

type OfAgreement = { readonly agreementId: AgreementId }

/** Agreements, by the id in the path. */
export const agreementsIn = (table: Table): Keeper<OfAgreement, Agreement> => ({
  table,
  kept: keptAgreements,
  find: ({ agreementId }) => getAgreement(table, agreementId),
  wardOf: ({ wardCode }) => wardCode,
})

/** Actions, by both ids in the path. */
export const actionsIn = (table: Table): Keeper<OfAgreement & { readonly actionId: ActionId }, Action> => ({
  table,
  kept: keptActions,
  find: ({ agreementId, actionId }) => getAction(table, agreementId, actionId),
  wardOf: ({ wardCode }) => wardCode,
})
