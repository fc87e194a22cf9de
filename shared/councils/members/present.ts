// Views of members, officials and the ward office.
import * as z from 'zod'
import { type HeldRole, WardRole } from '../../api/access.ts'
import { LocalDate } from '../../kernel/clock.ts'
import { MemberId, ResidentId, RoleHolderId, WardCode } from '../../kernel/ids.ts'
import { type Hub, HubContent } from './hub.ts'
import { Left, leftOf, type Member, periodsOf, SeatRole, SideActivity } from './member.ts'
import { isIn, Period } from './period.ts'
import { OfficialRole, type RoleHolder } from './role-holder.ts'

const shown = {
  id: MemberId,
  wardCode: WardCode,
  status: z.enum(['installed', 'left']),
  name: z.string(),
  mandate: Period,
  left: Left.optional(),
  roles: z.array(z.strictObject({ role: SeatRole, period: Period }).meta({ id: 'SeatRoleInPeriod' })),
}

/** The public view: no account, no side activities. */
export const PublicMember = z.strictObject(shown).meta({ id: 'CouncilMember' })
/** For those who run the council. */
export const CouncilFile = z
  .strictObject({ ...shown, residentId: ResidentId, sideActivities: z.array(SideActivity) })
  .meta({ id: 'CouncilMemberFile' })

const rolesOf = (member: Member) =>
  SeatRole.options.flatMap((role) => periodsOf(member, role).map((period) => ({ role, period })))

export const presentMember = (member: Member): z.input<typeof PublicMember> => {
  const { id, wardCode, status, name, mandate } = member
  const left = leftOf(member)
  return { id, wardCode, status, name, mandate, ...(left === undefined ? {} : { left }), roles: rolesOf(member) }
}

export const presentFile = (member: Member): z.input<typeof CouncilFile> => ({
  ...presentMember(member),
  residentId: member.residentId,
  sideActivities: [...member.sideActivities],
})

export const PublicRoleHolder = z
  .strictObject({
    id: RoleHolderId,
    role: OfficialRole,
    wardCode: WardCode.nullable(),
    department: z.string().optional(),
    name: z.string(),
    status: z.enum(['granted', 'ended']),
    period: Period,
    endedOn: LocalDate.optional(),
  })
  .meta({ id: 'RoleHolder' })

export const presentRoleHolder = (holder: RoleHolder): z.input<typeof PublicRoleHolder> => {
  const { id, role, wardCode, department, name, status, period } = holder
  return {
    ...{ id, role, wardCode, name, status, period },
    ...(department === undefined ? {} : { department }),
    ...(holder.status === 'ended' ? { endedOn: holder.endedOn } : {}),
  }
}

export const HeldRoleShown = z
  .strictObject({
    role: WardRole,
    wardCode: WardCode.nullable(),
    department: z.string().optional(),
    from: LocalDate,
    until: LocalDate,
    isInForce: z.boolean(),
  })
  .meta({ id: 'HeldRole' })

export const presentHeldRole = (
  { role, wardCode, department, from, until }: HeldRole,
  on: LocalDate,
): z.input<typeof HeldRoleShown> => ({
  ...{ role, wardCode, from, until },
  ...(department === undefined ? {} : { department }),
  isInForce: isIn({ from, until }, on),
})

export const HubShown = HubContent.extend({ wardCode: WardCode }).meta({ id: 'Hub' })

export const presentHub = ({ version: _, ...hub }: Hub): z.input<typeof HubShown> => hub
