// Storage of wards.
import * as z from 'zod'
import type { DomainEvent } from '../../events/envelope.ts'
import type { Area } from '../kernel/area.ts'
import { epochMilliseconds, type Instant } from '../kernel/clock.ts'
import type { WardCode } from '../kernel/ids.ts'
import { memoize, memoizeFor } from '../kernel/memory.ts'
import { getItem, type Key, queryListed } from '../table/read.ts'
import { type Change, change, save } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { wardKeys } from './keys.ts'
import { Ward } from './ward.ts'

const wardKey = (code: WardCode): Key => ({ pk: wardKeys.wards(), sk: `WARD#${code}` })

// Attributes are wrapped, so that the strict schemas read back exactly what was written.
const WardItem = z.object({ ward: Ward }).transform(({ ward }) => ward)

/** Checks that the ward exists, for the transaction that creates something in it. 1 check. */
export const wardExists = (code: WardCode): Change<'residence-not-verified'> =>
  change([{ check: wardKey(code), condition: 'attribute_exists(pk)' }], [], 'residence-not-verified')

/** All wards. Table, strong, one query: 39 items, about 3 RCU. */
export const listWards = (table: Table): Promise<readonly Ward[]> =>
  queryListed(table, { pk: wardKeys.wards(), attributes: ['ward'] }, WardItem, 100)

export type WardFilter = { readonly wardCode?: WardCode | undefined; readonly area?: Area | undefined }

/**
 * The codes of the wards of a list: one, those of an area, or all of the city. All wards are read at most once a
 * minute, one query; for one ward nothing is read.
 */
export const wardFinder = (table: Table) => {
  const all = memoizeFor(60_000, 1, (_: 'all') => listWards(table))
  return async ({ wardCode, area }: WardFilter, now: Instant): Promise<readonly WardCode[]> => {
    if (wardCode !== undefined && area === undefined) return [wardCode]
    return (await all('all', epochMilliseconds(now)))
      .filter(
        (ward) => (area === undefined || ward.area === area) && (wardCode === undefined || ward.code === wardCode),
      )
      .map(({ code }) => code)
  }
}

/** One ward. Table, strong, 1 RCU. */
export const getWard = (table: Table, code: WardCode): Promise<Ward | undefined> =>
  getItem(table, wardKey(code), WardItem)

/** Whether a ward exists. A ward never goes, so those that were found are remembered. Table, strong, 1 RCU the first time. */
export const wardLookup = (table: Table) => {
  const find = memoize(100, (code: WardCode) => getWard(table, code))
  return async (code: WardCode): Promise<boolean> => (await find(code)) !== undefined
}

/** Creates a ward. Transaction of 1 item and the outbox; does nothing if it exists. */
export const establishWard = async (
  table: Table,
  ward: Ward,
  events: readonly DomainEvent[],
  now: Instant,
): Promise<void> => {
  await save(table, now, change([{ put: { ...wardKey(ward.code), ward }, ...absent }], events, 'established-already'))
}
