// Officials who work for a ward council on behalf of the city, and where residents find them.
import { membersOperations as operations } from '../../shared/councils/members/operations.ts'
import { presentHub, presentRoleHolder } from '../../shared/councils/members/present.ts'
import * as decide from '../../shared/councils/members/role-holder.ts'
import * as store from '../../shared/councils/members/store.ts'
import { RoleHolderId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'
import { about, change, create, list, together } from '../runtime/things.ts'
import { roleHoldersIn, wardsIn } from './subjects.ts'

export const officials = (table: Table) => {
  const holders = roleHoldersIn(table)
  return {
    grantRole: create(
      operations.grantRole,
      holders,
      async ({ body, caller, createdId, requestDigest }) => {
        const wardCode = 'wardCode' in body ? body.wardCode : null
        const id = RoleHolderId.parse(createdId)
        const granted = decide.grantRole({ ...body, wardCode, id, requestDigest }, caller.id)
        return granted.refused ? granted : together(granted, store.heldByHolder(undefined, granted.after))
      },
      presentRoleHolder,
      ({ wardCode }) => `/role-holders${wardCode === null ? '' : `?wardCode=${wardCode}`}`,
    ),
    endRole: change(
      operations.endRole,
      holders,
      ({ thing, body, caller }) => {
        const ended = decide.endRole(thing, body.on, caller.id)
        return ended.refused ? ended : together(ended, store.heldByHolder(thing, ended.after))
      },
      presentRoleHolder,
    ),
    listRoleHolders: list(
      operations.listRoleHolders,
      ({ query: { wardCode, ...page } }) => store.listRoleHolders(table, wardCode, page),
      presentRoleHolder,
    ),
    getHub: implement(operations.getHub, async ({ params: { wardCode } }) => {
      const [ward, hub] = await Promise.all([getWard(table, wardCode), store.getHub(table, wardCode)])
      if (ward === undefined) return refuse('ward-not-found')
      return hub === undefined ? refuse('hub-not-found') : reply(200, presentHub(hub), { version: hub.version })
    }),
    setHub: about(operations.setHub, wardsIn(table), async ({ params: { wardCode }, body, ifMatch, now }) => {
      const standing = await store.getHub(table, wardCode)
      if ((standing?.version ?? 0) !== ifMatch) return refuse('changed-meanwhile')
      const hub = { ...body, wardCode, version: ifMatch + 1 }
      const saved = await save(table, now, store.hubChange(hub))
      return saved.refused ? saved : reply(200, presentHub(hub), { version: hub.version })
    }),
  }
}
