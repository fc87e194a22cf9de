// In which ward an address lies: recorded by the election office, asked by anyone.
import { dateInCity } from '../../shared/kernel/clock.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { type Addresses, recordAddresses, wardOfAddress } from '../../shared/wards/addresses/address.ts'
import * as operations from '../../shared/wards/addresses/operations.ts'
import * as addresses from '../../shared/wards/addresses/store.ts'
import { listWards } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'

const present = ({ area, validFrom, source, isSynthetic, ranges }: Addresses) => ({
  ...{ area, validFrom, source, isSynthetic },
  ranges: [...ranges],
})

export const findWardOfAddress = (table: Table) =>
  implement(operations.findWardOfAddress, async ({ body, now }) => {
    const found = await addresses.getAddressesAround(table, body, dateInCity(now))
    const wardCode = found && wardOfAddress(found, body)
    if (found === undefined || wardCode === undefined) return refuse('address-not-known')
    const { validFrom, source, isSynthetic } = found
    return reply(200, { wardCode, validFrom, source, isSynthetic })
  })

export const getAddresses = (table: Table) =>
  implement(operations.getAddresses, async ({ params: { area, validFrom } }) => {
    const found = await addresses.getAddresses(table, area, validFrom)
    return found === undefined
      ? refuse('addresses-not-recorded')
      : reply(200, present(found), { version: found.version })
  })

export const setAddresses = (table: Table) =>
  implement(operations.setAddresses, async ({ params, body, ifMatch, now }) => {
    const [standing, wards] = await Promise.all([
      addresses.getAddresses(table, params.area, params.validFrom),
      listWards(table),
    ])
    if ((standing?.version ?? 0) !== ifMatch) return refuse('changed-meanwhile')
    const decision = recordAddresses(params, standing, body, new Set(wards.map(({ code }) => code)), now)
    if (decision.refused) return decision
    const { value, events } = decision
    const saved = await save(table, now, addresses.addressesChange(value, events))
    return saved.refused ? saved : reply(200, present(value), { version: value.version })
  })
