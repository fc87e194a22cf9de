// How the pipelines find wards, and who holds which role in them.
import { heldRolesOf } from '../../shared/councils/members/store.ts'
import type { WardCode } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import type { Ward } from '../../shared/wards/ward.ts'
import type { HeldRoles } from '../runtime/holder.ts'
import type { Subject } from '../runtime/things.ts'

/** Wards, by the code in the path. */
export const wardsIn = (
  table: Table,
): Subject<{ readonly wardCode: WardCode }, Ward> & { readonly rolesOf: HeldRoles } => ({
  find: ({ wardCode }) => getWard(table, wardCode),
  wardOf: ({ code }) => code,
  rolesOf: (id) => heldRolesOf(table, id),
})
