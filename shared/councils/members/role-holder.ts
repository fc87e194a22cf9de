// Officials around a ward council, by ward and term, with the roles they have on behalf of the city.
import * as z from 'zod'
import { LocalDate } from '../../kernel/clock.ts'
import { ResidentId, RoleHolderId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'
import { roleHolders } from '../machine.ts'
import { Period } from './period.ts'

/** Roles that are granted for one ward. */
export const RoleOfWard = z.enum(['coordinator', 'ward-manager', 'ward-networker', 'adopting-alderman'])
export const OfficialRole = z.enum([...RoleOfWard.options, 'council-clerk', 'department']).meta({ id: 'OfficialRole' })
export const Department = Line(80)

const fields = {
  id: RoleHolderId,
  version: z.int().min(1),
  requestDigest: z.string(),
  role: OfficialRole,
  /** Null if it is held in every ward. */
  wardCode: WardCode.nullable(),
  department: Department.optional(),
  /** The account. Never published. */
  residentId: ResidentId,
  name: Line(120),
  period: Period,
}
export const RoleHolder = z.discriminatedUnion('status', [
  z.object({ ...fields, status: z.literal('granted') }),
  z.object({ ...fields, status: z.literal('ended'), endedOn: LocalDate }),
])
export type RoleHolder = z.infer<typeof RoleHolder>

/** The period of a role, ended early or not; undefined if it ended before it began. */
export const heldPeriodOf = (holder: RoleHolder): Period | undefined => {
  if (holder.status === 'granted' || holder.endedOn >= holder.period.until) return holder.period
  return holder.endedOn <= holder.period.from ? undefined : { from: holder.period.from, until: holder.endedOn }
}

type Granted = Omit<Extract<RoleHolder, { status: 'granted' }>, 'status' | 'version'>

/** Grants a role for a term. Nobody can grant one to themselves. */
export const grantRole = (granted: Granted, by: ResidentId) =>
  granted.residentId === by ? refuse('own-role') : roleHolders.begin('grant', granted)

/** Ends a role from a day on: it no longer applies on that day. */
export const endRole = (holder: RoleHolder, on: LocalDate, by: ResidentId) =>
  roleHolders.take('end', holder, (it) => {
    if (it.residentId === by) return refuse('own-role')
    if (on > it.period.until) return refuse('not-in-mandate', { from: it.period.from, until: it.period.until })
    return { ...it, endedOn: on }
  })
