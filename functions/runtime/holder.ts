// Whether an account holds a role that permits an operation, in the ward of a thing, today.
import type { HeldRole, WardRole } from '../../shared/api/access.ts'
import type { LocalDate } from '../../shared/kernel/clock.ts'
import type { ResidentId, WardCode } from '../../shared/kernel/ids.ts'
import { type Refusal, refuse } from '../../shared/kernel/refusals.ts'
import { isSameName } from '../../shared/kernel/text.ts'

/** All roles of an account, in any ward and at any time. */
export type HeldRoles = (id: ResidentId) => Promise<readonly HeldRole[]>

/** The held roles that are among the required ones, in any ward and term. */
export const holdsAnywhere = (wanted: readonly WardRole[], held: readonly HeldRole[]): readonly HeldRole[] =>
  held.filter(({ role }) => wanted.includes(role))

/** The roles in force on a day in a ward, or why there are none. A role without a ward holds in every ward. */
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

/** The roles that reach a thing of a department: the role of another department does not. */
export const forDepartment = (
  held: readonly HeldRole[],
  department: string | undefined,
): readonly HeldRole[] | Refusal<'not-your-department'> => {
  if (department === undefined) return held
  const own = held.filter((each) => each.role !== 'department' || isSameName(each.department, department))
  return own.length === 0 ? refuse('not-your-department', { department }) : own
}
