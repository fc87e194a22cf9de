// Storage of the addresses of postcode areas: one item for each area and day.
import type { DomainEvent } from '../../../events/envelope.ts'
import type { LocalDate } from '../../kernel/clock.ts'
import { getItem, type Key, queryPage } from '../../table/read.ts'
import { type Change, change } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { putVersion } from '../../table/write.ts'
import { wardKeys } from '../keys.ts'
import { type Address, Addresses, type PostcodeArea, postcodeAreaOf } from './address.ts'

const prefix = 'ADDRESSES#'
const keyOf = (area: PostcodeArea, validFrom: LocalDate): Key => ({
  pk: wardKeys.addresses(area),
  sk: `${prefix}${validFrom}`,
})

/** The addresses of an area from this day on. Table, strong, 1 RCU per 4 KB. */
export const getAddresses = (table: Table, area: PostcodeArea, validFrom: LocalDate): Promise<Addresses | undefined> =>
  getItem(table, keyOf(area, validFrom), Addresses)

/** What was recorded around an address, as it applies on a day. Table, strong, one item, 1 RCU per 4 KB. */
export const getAddressesAround = async (
  table: Table,
  address: Address,
  on: LocalDate,
): Promise<Addresses | undefined> => {
  const pk = wardKeys.addresses(postcodeAreaOf(address))
  const range = { pk, skFrom: prefix, skUpTo: `${prefix}${on}`, order: 'descending' } as const
  return (await queryPage(table, range, Addresses, 1)).items[0]
}

/** Records the addresses of an area, if they are still the previous version. 1 item of a transaction. */
export const addressesChange = (addresses: Addresses, events: readonly DomainEvent[]): Change<'changed-meanwhile'> =>
  change([putVersion({ ...keyOf(addresses.area, addresses.validFrom), ...addresses })], events, 'changed-meanwhile')
