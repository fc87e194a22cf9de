// People with a role by ward and term. Writes the rows that a membership or a grant writes.
import { randomUUID } from 'node:crypto'
import { WardRole } from '../../../shared/api/access.ts'
import { Member } from '../../../shared/councils/members/member.ts'
import { RoleHolder } from '../../../shared/councils/members/role-holder.ts'
import { heldByHolder, heldByMember } from '../../../shared/councils/members/store.ts'
import { readClock } from '../../../shared/kernel/clock.ts'
import { save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import type { Persona } from '../services/http-event.ts'

const period = { from: '2020-01-01', until: '2100-01-01' }
type Given = { readonly ward?: string; readonly from?: string; readonly until?: string; readonly department?: string }

/** Gives a person a role, in a ward if the role belongs to one, and without an end unless a term is given. */
export const giveRole = async (table: Table, sub: string, role: WardRole, given: Given = {}): Promise<void> => {
  const { ward = 'oude-noorden', department = 'Stadsbeheer', ...term } = given
  const base = { id: randomUUID(), version: 1, requestDigest: '', residentId: sub, name: `Iemand als ${role}` }
  const held = { ...period, ...term }
  if (role === 'chair' || role === 'member') {
    const roles = role === 'chair' ? [{ role, period: held }] : []
    const seat = { ...base, wardCode: ward, mandate: held, roles, sideActivities: [], status: 'installed' }
    await save(table, readClock(), heldByMember(undefined, Member.parse(seat)))
    return
  }
  const isCitywide = role === 'council-clerk' || role === 'department'
  const grant = {
    ...{ ...base, role, period: held, status: 'granted', wardCode: isCitywide ? null : ward },
    ...(role === 'department' ? { department } : {}),
  }
  await save(table, readClock(), heldByHolder(undefined, RoleHolder.parse(grant)))
}

/** The person in Oude Noorden who holds this role. */
export const holderOf = (role: WardRole): Persona => ({ sub: `held-${role}` })

export const seedHolders = async (table: Table): Promise<void> => {
  for (const role of WardRole.options) await giveRole(table, holderOf(role).sub, role)
}
