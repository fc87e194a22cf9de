// Storage of delegations and the decisions taken under them.
import type { DecisionId, DelegatedDecisionId, WardCode } from '../../kernel/ids.ts'
import { type Listing, listPage } from '../../table/paging.ts'
import { getItem, readAll } from '../../table/read.ts'
import { type Change, type Kept, unchanged } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { councilKeys } from '../keys.ts'
import { DelegatedDecision } from './delegated-decision.ts'
import { Delegation } from './delegation.ts'

type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }

const delegationKey = (id: DecisionId) => ({ pk: councilKeys.delegation(id), sk: 'DELEGATION' }) as const
const delegatedKey = (id: DelegatedDecisionId) => ({ pk: councilKeys.delegated(id), sk: 'DELEGATED' }) as const

/** Storage of a delegation: 1 item; 2 WCU in its transaction. */
export const keptDelegations: Kept<Delegation> = {
  schema: Delegation,
  key: ({ id }) => delegationKey(id),
  index: ({ id, wardCode, from }) => ({ gsi1pk: councilKeys.delegationsOfWard(wardCode), gsi1sk: `${from}#${id}` }),
}

/** One delegation, by the decision that gave it. Table, strong, 1 RCU. */
export const getDelegation = (table: Table, id: DecisionId): Promise<Delegation | undefined> =>
  getItem(table, delegationKey(id), Delegation)

/** The delegations of a ward, the latest to begin first. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listDelegations = (
  table: Table,
  wardCode: WardCode,
  page: PageRequest,
): Promise<Listing<Delegation> | 'invalid-cursor'> =>
  listPage(table, { index: 'gsi1', pk: councilKeys.delegationsOfWard(wardCode), order: 'descending' }, Delegation, page)

/** Checks that a delegation is as it was read: not revoked meanwhile. For the transaction of a decision under it; 2 WCU. */
export const delegationUnchanged = (thing: Delegation): Change<'changed-meanwhile'> => unchanged(keptDelegations, thing)

/** Storage of a decision under a delegation: 1 item; 2 WCU in its transaction. */
export const keptDelegated: Kept<DelegatedDecision> = {
  schema: DelegatedDecision,
  key: ({ id }) => delegatedKey(id),
  index: ({ id, wardCode, decidedAt, status }) => ({
    gsi1pk: councilKeys.delegatedOfWard(wardCode),
    gsi1sk: `${decidedAt}#${id}`,
    ...(status === 'objected' ? { gsi2pk: councilKeys.objectedOfWard(wardCode), gsi2sk: `${decidedAt}#${id}` } : {}),
  }),
}

/** One decision under a delegation. Table, strong, 1 RCU. */
export const getDelegated = (table: Table, id: DelegatedDecisionId): Promise<DelegatedDecision | undefined> =>
  getItem(table, delegatedKey(id), DelegatedDecision)

/** The decisions under delegations of a ward, the latest first. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listDelegated = (
  table: Table,
  wardCode: WardCode,
  page: PageRequest,
): Promise<Listing<DelegatedDecision> | 'invalid-cursor'> =>
  listPage(
    table,
    { index: 'gsi1', pk: councilKeys.delegatedOfWard(wardCode), order: 'descending' },
    DelegatedDecision,
    page,
  )

/** The decisions with an objection that no formal meeting has dealt with yet. gsi2, eventual, 0.5 RCU per 4 KB. */
export const objectedIn = (table: Table, wardCode: WardCode): Promise<readonly DelegatedDecision[]> =>
  readAll(table, { index: 'gsi2', pk: councilKeys.objectedOfWard(wardCode) }, DelegatedDecision)

/** Checks that a decision is as it was read: no objection meanwhile. For the transaction of a step based on it; 2 WCU. */
export const delegatedUnchanged = (thing: DelegatedDecision): Change<'changed-meanwhile'> =>
  unchanged(keptDelegated, thing)
