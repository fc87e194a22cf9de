// How the pipelines find members, officials and meetings, who owns them, and who holds which role.
import type { DelegatedDecision } from '../../shared/councils/delegation/delegated-decision.ts'
import { getDelegated, keptDelegated } from '../../shared/councils/delegation/store.ts'
import type { DecisionList } from '../../shared/councils/lists/decision-list.ts'
import { getList } from '../../shared/councils/lists/store.ts'
import type { Meeting } from '../../shared/councils/meetings/meeting.ts'
import type { Member } from '../../shared/councils/members/member.ts'
import type { RoleHolder } from '../../shared/councils/members/role-holder.ts'
import * as members from '../../shared/councils/members/store.ts'
import { getMeeting, keptMeetings } from '../../shared/councils/store.ts'
import type { DelegatedDecisionId, MeetingId, MemberId, RoleHolderId, WardCode } from '../../shared/kernel/ids.ts'
import type { Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import type { Ward } from '../../shared/wards/ward.ts'
import type { HeldRoles } from '../runtime/holder.ts'
import type { Keeper, Subject } from '../runtime/things.ts'

type ForHolders = { readonly rolesOf: HeldRoles }
type OfWard = { readonly wardCode: WardCode }

const rolesIn = (table: Table): ForHolders => ({ rolesOf: (id) => members.heldRolesOf(table, id) })

/** Wards, by the code in the path. */
export const wardsIn = (table: Table): Subject<OfWard, Ward> & ForHolders => ({
  find: ({ wardCode }) => getWard(table, wardCode),
  wardOf: ({ code }) => code,
  ...rolesIn(table),
})

export const membersIn = (table: Table): Keeper<OfWard & { readonly memberId: MemberId }, Member> & ForHolders => ({
  table,
  kept: members.keptMembers,
  find: ({ wardCode, memberId }) => members.getMember(table, wardCode, memberId),
  wardOf: ({ wardCode }) => wardCode,
  ...rolesIn(table),
})

/** Officials. Some have no ward, so no operation compares it. */
export const roleHoldersIn = (table: Table): Keeper<{ readonly roleHolderId: RoleHolderId }, RoleHolder> => ({
  table,
  kept: members.keptRoleHolders,
  find: ({ roleHolderId }) => members.getRoleHolder(table, roleHolderId),
  wardOf: () => {
    throw new TypeError('A role may have no ward: its operations must not compare one')
  },
})

/** Meetings, by the id in the path. */
export const meetingsIn = (table: Table): Keeper<{ readonly meetingId: MeetingId }, Meeting> & ForHolders => ({
  table,
  kept: keptMeetings,
  find: ({ meetingId }) => getMeeting(table, meetingId),
  wardOf: ({ wardCode }) => wardCode,
  ...rolesIn(table),
})

/** Lists of decisions, by the meeting in the path. */
export const listsIn = (table: Table): Subject<{ readonly meetingId: MeetingId }, DecisionList> & ForHolders => ({
  find: ({ meetingId }) => getList(table, meetingId),
  wardOf: ({ wardCode }) => wardCode,
  ...rolesIn(table),
})

/** Decisions that ward managers took on behalf of a council, by the id in the path. */
export const delegatedIn = (
  table: Table,
): Keeper<{ readonly delegatedDecisionId: DelegatedDecisionId }, DelegatedDecision> & ForHolders => ({
  table,
  kept: keptDelegated,
  find: ({ delegatedDecisionId }) => getDelegated(table, delegatedDecisionId),
  wardOf: ({ wardCode }) => wardCode,
  ...rolesIn(table),
})
