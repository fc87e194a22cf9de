// The refusal that the declaration of an operation requires for a caller, written out a second time so that a mistake is noticed.
import type { WardRole } from '../../shared/api/access.ts'
import type { Operation } from '../../shared/api/operation.ts'
import type { Persona } from '../support/services/http-event.ts'
import { heldBy, otherDepartment, rolesOfOwner, ward } from './scope-people.ts'

/** The refusals that are about the caller. */
export const refusals = [
  'forbidden',
  'residence-not-verified',
  'not-your-ward',
  'role-not-in-force',
  'not-your-department',
  'not-your-initiative',
  'own-initiative',
  'not-your-nomination',
  'not-your-list',
  'seat-not-yours',
]

const worksOnDepartments = ({ path, access }: Operation) =>
  access.kind === 'holder' && access.roles.includes('department') && /\{(actionId|alarmId)\}/.test(path)

const objectionToOwner = (operation: Operation): string | undefined => {
  const { access, about } = operation
  if (access.kind !== 'holder') return undefined
  if (!rolesOfOwner.some((role) => access.roles.includes(role))) return 'forbidden'
  return access.except === 'owner' && isAboutOwned(operation) ? about?.isOwner : undefined
}

/** Why the access row refuses this role holder. For holders this is checked before anything else. */
const objectionToHeld = (operation: Operation, { sub }: Persona): string | undefined => {
  if (sub === 'owner') return objectionToOwner(operation)
  const own = heldBy.get(sub === otherDepartment ? 'department-here' : sub)
  const { access } = operation
  if (access.kind !== 'holder') return undefined
  // A chair is also a member.
  const roles: readonly WardRole[] = own?.role === 'chair' ? ['chair', 'member'] : own === undefined ? [] : [own.role]
  if (own === undefined || !roles.some((role) => access.roles.includes(role))) return 'forbidden'
  if (own.where === 'elsewhere') return 'not-your-ward'
  if (sub === otherDepartment && worksOnDepartments(operation)) return 'not-your-department'
  return own.where === 'here' ? undefined : 'role-not-in-force'
}

/** Whether the access row admits this person. */
const isAdmitted = ({ access }: Operation, { ward: own, birthDate, roles = [] }: Persona): boolean => {
  switch (access.kind) {
    case 'public':
    case 'signed-in':
      return true
    case 'resident':
      return own !== undefined && birthDate !== undefined
    case 'staff':
      return access.roles.some((role) => roles.includes(role))
    case 'holder':
      throw new TypeError('A role by ward and term is no claim of a token')
    default:
      return access satisfies never
  }
}

/** Whether the operation is about a thing of `the owner`: an initiative, a nomination, a list, or a seat offered to them. */
const isAboutOwned = ({ path, tag }: Operation): boolean =>
  (path.includes('{initiativeId}') && tag === 'initiatives') ||
  path.includes('{nominationId}') ||
  path.includes('{listId}') ||
  path.includes('{seat}')

/** The refusal that the declaration requires; undefined if this person may call the operation. */
export const expected = (operation: Operation, person: Persona): string | undefined => {
  const { access, about } = operation
  if (access.kind === 'holder') return objectionToHeld(operation, person)
  if (!isAdmitted(operation, person)) return access.kind === 'staff' ? 'forbidden' : 'residence-not-verified'
  const isOwner = person.sub === 'owner' && isAboutOwned(operation)
  if (access.of === 'owner') return isOwner ? undefined : (about?.notOwner ?? about?.missing)
  // An operation that loads nothing creates something in the caller's own ward, whichever ward that is.
  const isElsewhere = about === undefined ? person.ward === undefined : person.ward !== ward
  return access.of === 'ward' && isElsewhere ? 'not-your-ward' : undefined
}
