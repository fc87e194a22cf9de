// Whether somebody holds a role that lets them do something, in the ward of a thing, today.
import type { HeldRole, WardRole } from '../../shared/api/access.ts'
import type { LocalDate } from '../../shared/kernel/clock.ts'
import type { ResidentId, WardCode } from '../../shared/kernel/ids.ts'
import { type Refusal, refuse } from '../../shared/kernel/refusals.ts'
import { isSameName } from '../../shared/kernel/text.ts'

/** The roles that somebody has, in any ward and at any time. */
export type HeldRoles = (id: ResidentId) => Promise<readonly HeldRole[]>

/** Those of these roles that are among the wanted ones, in whichever ward and term. */
export const holdsAnywhere = (wanted: readonly WardRole[], held: readonly HeldRole[]): readonly HeldRole[] =>
  held.filter(({ role }) => wanted.includes(role))

/** Those in force on a day in a ward, or why there is none. A role that names no ward is held in each. */
export const standingOf = (
  held: readonly HeldRole[],
  wardCode: WardCode,
  on: LocalDate,
): { readonly refused: false; readonly held: readonly HeldRole[] } | Refusal<'not-your-ward' | 'role-not-in-force'> => {
  const here = held.filter((each) => each.wardCode === null || each.wardCode === wardCode)
  if (here.length === 0) return refuse('not-your-ward')
  const inForce = here.filter(({ from, until }) => from <= on && on < until)
  return inForce.length === 0 ? refuse('role-not-in-force') : { refused: false, held: inForce }
}

/** Those of the roles that reach a thing of a department: that of another department does not. */
export const forDepartment = (
  held: readonly HeldRole[],
  department: string | undefined,
): readonly HeldRole[] | Refusal<'not-your-department'> => {
  if (department === undefined) return held
  const own = held.filter((each) => each.role !== 'department' || isSameName(each.department, department))
  return own.length === 0 ? refuse('not-your-department', { department }) : own
}
