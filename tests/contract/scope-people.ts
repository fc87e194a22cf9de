// Everybody who tries the operations: each kind of person twice, in the ward of the things and in another one.
import { WardRole } from '../../shared/api/access.ts'
import type { Table } from '../../shared/table/table.ts'
import { giveRole } from '../support/builders/ward-roles.ts'
import type { Persona } from '../support/services/http-event.ts'

export const at = '2026-03-02T09:00:00Z'
export const ward = 'oude-noorden'
const born = { birthDate: '1980-05-17' }

/** Who made the things of an owner. They also hold roles by ward. */
export const owner: Persona = { sub: 'owner', ward, ...born }

/** Each kind of person twice: in the ward of the things, and in another ward. */
const people: { readonly [name: string]: Persona } = {
  'the owner': owner,
  'the owner after moving': { sub: 'owner', ward: 'pernis', ...born },
  'a neighbour': { sub: 'neighbour', ward, ...born },
  'a resident of another ward': { sub: 'stranger', ward: 'pernis', ...born },
  'the election office': { sub: 'office', ward: 'pernis', roles: ['election-office'] },
  'the rules officer': { sub: 'rules', roles: ['rules-officer'] },
}

/** Every role by ward and term: in the ward of the things, in another ward, after the term has ended, before it begins. */
type Held = { readonly role: WardRole; readonly where: 'here' | 'elsewhere' | 'over' | 'to-come' }
const isCitywide = (role: WardRole) => role === 'council-clerk' || role === 'department'
const terms = {
  here: { ward },
  elsewhere: { ward: 'pernis' },
  over: { ward, until: '2026-03-02' },
  'to-come': { ward, from: '2026-03-03' },
} as const
const held: readonly (readonly [string, Held])[] = WardRole.options.flatMap((role) =>
  (['here', 'elsewhere', 'over', 'to-come'] as const)
    .filter((where) => where !== 'elsewhere' || !isCitywide(role))
    .map((where) => [`${role}-${where}`, { role, where }] as const),
)
export const heldBy = new Map(held)
/** Holds the role `department` for a department that owns nothing here. */
export const otherDepartment = 'department-of-something-else'
export const everybody: readonly (readonly [string, Persona])[] = [
  ...Object.entries(people),
  ...held.map(([sub]) => [sub, { sub }] as const),
  [otherDepartment, { sub: otherDepartment }],
]

/** The owner also assesses things of others here. Their roles by ward count, not where they live or what their token says. */
export const rolesOfOwner = ['ward-manager', 'coordinator'] as const

/** Gives all of them their roles by ward and term. */
export const giveRoles = async (table: Table): Promise<void> => {
  for (const [sub, { role, where }] of held) await giveRole(table, sub, role, terms[where])
  for (const role of rolesOfOwner) await giveRole(table, owner.sub, role, { ward })
  await giveRole(table, otherDepartment, 'department', { department: 'Zorg' })
}
