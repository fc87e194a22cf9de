// How the pipelines find rounds, who owns them, and who holds which role.
import { heldRolesOf } from '../../shared/councils/members/store.ts'
import type { RoundId, WardCode } from '../../shared/kernel/ids.ts'
import type { Round } from '../../shared/rounds/round.ts'
import { getRound, keptRounds } from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import type { Ward } from '../../shared/wards/ward.ts'
import type { HeldRoles } from '../runtime/holder.ts'
import type { Keeper, Subject } from '../runtime/things.ts'

type ForHolders = { readonly rolesOf: HeldRoles }

/** Rounds, by the id in the path. */
export const roundsIn = (table: Table): Keeper<{ readonly roundId: RoundId }, Round> & ForHolders => ({
  table,
  kept: keptRounds,
  find: ({ roundId }) => getRound(table, roundId),
  wardOf: ({ wardCode }) => wardCode,
  rolesOf: (id) => heldRolesOf(table, id),
})

/** The ward for which a round is prepared, if one is named. */
export const wardNamed = (table: Table, wardCode: WardCode | undefined): Subject<unknown, Ward> & ForHolders => ({
  find: async () => (wardCode === undefined ? undefined : getWard(table, wardCode)),
  wardOf: ({ code }) => code,
  rolesOf: (id) => heldRolesOf(table, id),
})
