// Storage of members and officials, and of the rows of their rights: those are written in the transaction that gives or ends
// a role, and read strongly, so that a right ends at the moment it is revoked.
import * as z from 'zod'
import { canonicalJson } from '../../kernel/digest.ts'
import type { MemberId, ResidentId, RoleHolderId, WardCode } from '../../kernel/ids.ts'
import { type Listing, listMatching, listPage } from '../../table/paging.ts'
import { getItem, type Key, readAll } from '../../table/read.ts'
import { type Change, change, type Kept } from '../../table/save.ts'
import type { Table } from '../../table/table.ts'
import { absent, putVersion, type Write } from '../../table/write.ts'
import { councilKeys } from '../keys.ts'
import { HeldRow, rowsOfHolder, rowsOfMember } from './held-rows.ts'
import { Hub } from './hub.ts'
import { Member } from './member.ts'
import { RoleHolder } from './role-holder.ts'

type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }

const memberSort = (id: MemberId | '') => `MEMBER#${id}`
const memberKey = (wardCode: WardCode, id: MemberId): Key => ({ pk: councilKeys.council(wardCode), sk: memberSort(id) })
const holderKey = (id: RoleHolderId): Key => ({ pk: councilKeys.roleHolder(id), sk: 'ROLE' })
const hubKey = (wardCode: WardCode): Key => ({ pk: councilKeys.council(wardCode), sk: 'HUB' })
/** Stands for every ward. No ward has a code in capitals. */
const wholeCity = 'CITY'

/** Storage of a member: 1 item in the partition of the council; 2 WCU per KB in its transaction. */
export const keptMembers: Kept<Member> = {
  schema: Member,
  key: ({ wardCode, id }) => memberKey(wardCode, id),
  index: () => ({}),
}

/** Storage of an official: 1 item; 2 WCU per KB in its transaction. */
export const keptRoleHolders: Kept<RoleHolder> = {
  schema: RoleHolder,
  key: ({ id }) => holderKey(id),
  index: ({ id, wardCode, period }) => ({
    gsi1pk: councilKeys.roleHoldersOf(wardCode ?? wholeCity),
    gsi1sk: `${period.from}#${id}`,
  }),
}

/** One member of a ward council. Table, strong, 1 RCU. */
export const getMember = (table: Table, wardCode: WardCode, id: MemberId): Promise<Member | undefined> =>
  getItem(table, memberKey(wardCode, id), Member)

/** All present, past and future members of a ward council; about ten each term. Table, strong, 1 RCU for four. */
export const getMembers = (table: Table, wardCode: WardCode): Promise<readonly Member[]> =>
  readAll(table, { pk: councilKeys.council(wardCode), skPrefix: memberSort('') }, Member)

/** The members that match, a page at a time. Table, strong, 1 RCU for four. */
export const listMembers = (
  table: Table,
  wardCode: WardCode,
  page: PageRequest,
  matches: (member: Member) => boolean,
): Promise<Listing<Member> | 'invalid-cursor'> =>
  listMatching(table, { pk: councilKeys.council(wardCode), skPrefix: memberSort('') }, Member, page, matches)

/** One official. Table, strong, 1 RCU. */
export const getRoleHolder = (table: Table, id: RoleHolderId): Promise<RoleHolder | undefined> =>
  getItem(table, holderKey(id), RoleHolder)

/** The officials of a ward, or those of the whole city, the latest to begin first. gsi1, eventual, 0.5 RCU for eight. */
export const listRoleHolders = (
  table: Table,
  wardCode: WardCode | undefined,
  page: PageRequest,
): Promise<Listing<RoleHolder> | 'invalid-cursor'> =>
  listPage(
    table,
    { index: 'gsi1', pk: councilKeys.roleHoldersOf(wardCode ?? wholeCity), order: 'descending' },
    RoleHolder,
    page,
  )

const Row = z.object({ held: HeldRow })

const rowKey = (residentId: ResidentId, { id, role, wardCode, from }: HeldRow): Key => ({
  pk: councilKeys.heldBy(residentId),
  sk: `${wardCode ?? wholeCity}#${role}#${id}#${from}`,
})

/** All present, past and future roles of a person. Table, strong, 1 RCU for about thirty. */
export const heldRolesOf = async (table: Table, residentId: ResidentId): Promise<readonly HeldRow[]> =>
  (await readAll(table, { pk: councilKeys.heldBy(residentId) }, Row)).map(({ held }) => held)

type Rows = { readonly residentId: ResidentId; readonly version: number; readonly rows: readonly HeldRow[] }

const rosterKey = (wardCode: WardCode): Key => ({ pk: councilKeys.council(wardCode), sk: 'ROSTER' })
const Roster = z.object({ version: z.int() })

/** The members of a ward council together with the version of that list: for decisions that look at all of them. */
export const getRoster = async (table: Table, wardCode: WardCode) => {
  // The version is read first: a change between the two reads then makes the write fail.
  const roster = await getItem(table, rosterKey(wardCode), Roster)
  return { version: roster?.version ?? 0, members: await getMembers(table, wardCode) }
}

/** Checks that membership and chair have not changed since the list was read. 1 item of a transaction, 2 WCU. */
export const rosterUnchanged = (wardCode: WardCode, version: number): Change<'council-changed'> =>
  change([putVersion({ ...rosterKey(wardCode), version: version + 1 })], [], 'council-changed')

/** The changes of the rows: new ones are put, changed ones replaced, others deleted. */
const rowChange = (before: Rows | undefined, after: Rows): Change<'changed-meanwhile'> => {
  const keyOf = (row: HeldRow) => rowKey(after.residentId, row)
  const old = new Map((before?.rows ?? []).map((row) => [keyOf(row).sk, row]))
  const wanted = new Map(after.rows.map((row) => [keyOf(row).sk, row]))
  const isOlder = { condition: 'version < :version', values: { ':version': after.version } }
  const puts = [...wanted.values()].flatMap((row): readonly Write[] => {
    const standing = old.get(keyOf(row).sk)
    if (standing !== undefined && canonicalJson(standing) === canonicalJson(row)) return []
    const put = { ...keyOf(row), held: row, version: after.version }
    return [standing === undefined ? { put, ...absent } : { put, ...isOlder }]
  })
  const deletes = [...old.values()]
    .filter((row) => !wanted.has(keyOf(row).sk))
    .map((row): Write => ({ delete: keyOf(row), ...isOlder }))
  return change([...puts, ...deletes], [], 'changed-meanwhile')
}

/** The rows of a member after a step. For its transaction; 2 WCU for each role that changes. */
export const heldByMember = (before: Member | undefined, after: Member): Change<'changed-meanwhile'> =>
  rowChange(before === undefined ? undefined : { ...before, rows: rowsOfMember(before) }, {
    ...after,
    rows: rowsOfMember(after),
  })

/** The row of an official after a step. For its transaction; 2 WCU. */
export const heldByHolder = (before: RoleHolder | undefined, after: RoleHolder): Change<'changed-meanwhile'> =>
  rowChange(before === undefined ? undefined : { ...before, rows: rowsOfHolder(before) }, {
    ...after,
    rows: rowsOfHolder(after),
  })

/** The ward office of a ward. Table, strong, 1 RCU. */
export const getHub = (table: Table, wardCode: WardCode): Promise<Hub | undefined> =>
  getItem(table, hubKey(wardCode), Hub.strip())

/** Sets a ward office, if it is still the previous version. 1 item of a transaction, 2 WCU. */
export const hubChange = (hub: Hub): Change<'changed-meanwhile'> =>
  change([putVersion({ ...hubKey(hub.wardCode), ...hub })], [], 'changed-meanwhile')
