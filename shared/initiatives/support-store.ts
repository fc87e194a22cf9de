// How supports are kept: one item per resident, in the partition of the initiative, counted in the same transaction.
import type { DomainEvent } from '../../events/envelope.ts'
import type { InitiativeId, ResidentId } from '../kernel/ids.ts'
import { type Listing, listPage } from '../table/paging.ts'
import type { Key } from '../table/read.ts'
import { type Change, change } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent, type Write } from '../table/write.ts'
import { initiativeKeys } from './keys.ts'
import type { PageRequest } from './store.ts'
import { initiativeKey } from './store.ts'
import { Support, supportableIn } from './support.ts'

const supportKey = (initiativeId: InitiativeId, residentId: ResidentId): Key => ({
  pk: initiativeKeys.initiative(initiativeId),
  sk: `SUPPORT#${residentId}`,
})

/** Counts one more or one less while signatures may be given. */
const countWrite = (id: InitiativeId, by: 1 | -1): Write => {
  const states = supportableIn.map((status, index) => [`:state${index}`, status] as const)
  return {
    update: initiativeKey(id),
    expression: 'SET supporterCount = supporterCount + :by',
    condition: `#status IN (${states.map(([name]) => name).join(', ')})`,
    names: { '#status': 'status' },
    values: { ':by': by, ...Object.fromEntries(states) },
  }
}

/** One support, once per resident, counted while the initiative can be supported. 2 items of a transaction. */
export const supportChanges = (
  support: Support,
  events: readonly DomainEvent[],
): readonly Change<'already-so' | 'support-closed'>[] => [
  change(
    [{ put: { ...supportKey(support.initiativeId, support.residentId), ...support }, ...absent }],
    events,
    'already-so',
  ),
  change([countWrite(support.initiativeId, 1)], [], 'support-closed'),
]

/** A support taken back, if it is there, and counted off. 2 items of a transaction. */
export const supportRemoval = (
  of: { readonly initiativeId: InitiativeId; readonly residentId: ResidentId },
  events: readonly DomainEvent[],
): readonly Change<'already-so' | 'support-closed'>[] => [
  change(
    [{ delete: supportKey(of.initiativeId, of.residentId), condition: 'attribute_exists(pk)' }],
    events,
    'already-so',
  ),
  change([countWrite(of.initiativeId, -1)], [], 'support-closed'),
]

/** The supports of an initiative, for the ward's staff. Table, strong, 1 RCU per 4 KB. */
export const listSupports = (
  table: Table,
  id: InitiativeId,
  page: PageRequest,
): Promise<Listing<Support> | 'invalid-cursor'> =>
  listPage(table, { pk: initiativeKeys.initiative(id), skPrefix: 'SUPPORT#' }, Support, page)
