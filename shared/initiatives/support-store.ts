// How supports are kept: one item per resident, in the partition of the initiative, counted in the same transaction.
import type { CloudEvent } from '../../events/envelope.ts'
import type { InitiativeId, ResidentId } from '../kernel/ids.ts'
import { partitions } from '../table/definition.ts'
import { type Listing, listPage } from '../table/paging.ts'
import type { Key } from '../table/read.ts'
import type { Table } from '../table/table.ts'
import { absent, transact, type Write } from '../table/write.ts'
import type { PageRequest } from './store.ts'
import { initiativeKey } from './store.ts'
import { Support, supportableIn } from './support.ts'

const supportKey = (initiativeId: InitiativeId, residentId: ResidentId): Key => ({
  pk: `${partitions.initiative}${initiativeId}`,
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

type Outcome = 'saved' | 'already-so' | 'closed'

const write = async (table: Table, writes: readonly Write[], events: readonly CloudEvent[]): Promise<Outcome> => {
  const result = await transact(table, writes, events)
  if (result.written) return 'saved'
  return result.failed.has(0) ? 'already-so' : 'closed'
}

/** Puts one support, once per resident, and counts it while the initiative can be supported. Transaction of 2 items and the outbox. */
export const addSupport = (table: Table, support: Support, events: readonly CloudEvent[]): Promise<Outcome> =>
  write(
    table,
    [
      { put: { ...supportKey(support.initiativeId, support.residentId), ...support }, ...absent },
      countWrite(support.initiativeId, 1),
    ],
    events,
  )

/** Takes one support away, if it is there, and counts it off. Transaction of 2 items and the outbox. */
export const removeSupport = (
  table: Table,
  of: { readonly initiativeId: InitiativeId; readonly residentId: ResidentId },
  events: readonly CloudEvent[],
): Promise<Outcome> =>
  write(
    table,
    [
      { delete: supportKey(of.initiativeId, of.residentId), condition: 'attribute_exists(pk)' },
      countWrite(of.initiativeId, -1),
    ],
    events,
  )

/** The supports of an initiative, for the ward's staff. Table, strong, 1 RCU per 4 KB. */
export const listSupports = (
  table: Table,
  id: InitiativeId,
  page: PageRequest,
): Promise<Listing<Support> | 'invalid-cursor'> =>
  listPage(table, { pk: `${partitions.initiative}${id}`, skPrefix: 'SUPPORT#' }, Support, page)
