// The rows of the roles of a membership or a grant, which are looked up at every call.
import * as z from 'zod'
import { type HeldRole, WardRole } from '../../api/access.ts'
import { LocalDate } from '../../kernel/clock.ts'
import { type MemberId, WardCode } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { type Member, periodsOf, sittingPeriodOf } from './member.ts'
import { heldPeriodOf, type RoleHolder } from './role-holder.ts'

/** A stored row. */
export const HeldRow = z.object({
  id: z.string(),
  role: WardRole,
  wardCode: WardCode.nullable(),
  from: LocalDate,
  until: LocalDate,
  department: z.string().optional(),
}) satisfies z.ZodType<HeldRole>
export type HeldRow = z.infer<typeof HeldRow>

/** Of a member: the seat itself, and each period as chair. A deputy presides without more rights than a member. */
export const rowsOfMember = (member: Member): readonly HeldRole[] => {
  const { id, wardCode } = member
  const sitting = sittingPeriodOf(member)
  if (sitting === undefined) return []
  return [
    { id, role: 'member', wardCode, ...sitting },
    ...periodsOf(member, 'chair').map((period) => ({ id, role: 'chair' as const, wardCode, ...period })),
  ]
}

/** Of an official: the one role. */
export const rowsOfHolder = (holder: RoleHolder): readonly HeldRole[] => {
  const period = heldPeriodOf(holder)
  if (period === undefined) return []
  const { id, role, wardCode, department } = holder
  return [{ id, role, wardCode, ...(department === undefined ? {} : { department }), ...period }]
}

/** A member acts for themselves, a coordinator for any member of the ward. `held`: the roles of whoever acts, in that ward today. */
export const objectionToActingFor = (
  held: readonly Pick<HeldRole, 'role' | 'id'>[],
  memberId: MemberId,
): Refusal<'not-yourself'> | undefined =>
  held.some(({ role, id }) => role === 'coordinator' || id === memberId) ? undefined : refuse('not-yourself')
