// The members of a ward council: installed, appointed and ended. Each step also writes the rows of the roles they hold.
import { objectionToActingFor } from '../../shared/councils/members/held-rows.ts'
import type { Member } from '../../shared/councils/members/member.ts'
import * as decide from '../../shared/councils/members/member.ts'
import { membersOperations as operations } from '../../shared/councils/members/operations.ts'
import { presentFile, presentHeldRole, presentMember } from '../../shared/councils/members/present.ts'
import * as store from '../../shared/councils/members/store.ts'
import { meetingRulesOn } from '../../shared/councils/rules/store.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { MemberId } from '../../shared/kernel/ids.ts'
import type { Taken } from '../../shared/kernel/machine.ts'
import { type Refusal, refuse } from '../../shared/kernel/refusals.ts'
import type { Change } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import type { Ward } from '../../shared/wards/ward.ts'
import { implement, reply } from '../runtime/http.ts'
import { change, create, listOf, read, together } from '../runtime/things.ts'
import { membersIn, wardsIn } from './subjects.ts'

/** A step of a member, and the roles that it changes. */
const withRows = <Code extends string>(taken: Taken<Member> | Refusal<Code>, ...beside: readonly Change[]) =>
  taken.refused ? taken : together(taken, store.heldByMember(taken.before, taken.after), ...beside)

/** Nothing is refused because of a number of seats that is only inferred. */
const knownSeats = ({ seats, seatsStatus }: Ward) => (seatsStatus === 'confirmed' ? seats : null)

export const seating = (table: Table) => {
  const members = membersIn(table)
  return {
    listMembers: listOf(
      operations.listMembers,
      wardsIn(table),
      ({ params, query: { on, ...page } }) =>
        store.listMembers(table, params.wardCode, page, (member) => on === undefined || decide.isSitting(member, on)),
      presentMember,
    ),
    getMember: read(operations.getMember, members, presentMember),
    getMemberFile: read(operations.getMemberFile, members, presentFile),
    installMember: create(
      operations.installMember,
      members,
      async ({ params: { wardCode }, body, createdId, requestDigest }) => {
        const ward = await getWard(table, wardCode)
        if (ward === undefined) return refuse('ward-not-found')
        const id = MemberId.parse(createdId)
        const seat = { ...body, id, wardCode, requestDigest }
        const roster = await store.getRoster(table, wardCode)
        const installed = decide.installMember(roster.members, knownSeats(ward), seat)
        return withRows(installed, store.rosterUnchanged(wardCode, roster.version))
      },
      presentFile,
      ({ wardCode, id }) => `/wards/${wardCode}/members/${id}`,
    ),
    appointMember: change(
      operations.appointMember,
      members,
      async ({ thing, body }) => {
        const [rules, roster] = await Promise.all([
          meetingRulesOn(table, thing.wardCode, body.period.from),
          store.getRoster(table, thing.wardCode),
        ])
        const appointed = decide.appoint(roster.members, { ...body, memberId: thing.id }, rules)
        return withRows(appointed, store.rosterUnchanged(thing.wardCode, roster.version))
      },
      presentMember,
    ),
    declareSideActivities: change(
      operations.declareSideActivities,
      members,
      ({ thing, body, held }) => objectionToActingFor(held, thing.id) ?? decide.describeMember(thing, body),
      presentFile,
    ),
    correctMember: change(
      operations.correctMember,
      members,
      ({ thing, body }) => decide.describeMember(thing, body),
      presentMember,
    ),
    endMembership: change(
      operations.endMembership,
      members,
      ({ thing, body }) => withRows(decide.endMembership(thing, body)),
      presentMember,
    ),
    listMyWardRoles: implement(operations.listMyWardRoles, async ({ caller, now }) => {
      const held = await store.heldRolesOf(table, caller.id)
      return reply(200, { items: held.map((each) => presentHeldRole(each, dateInCity(now))) })
    }),
  }
}
