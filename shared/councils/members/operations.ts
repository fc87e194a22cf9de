// API operations on the members of a ward council, its officials, and its office.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../../api/operation.ts'
import { LocalDate } from '../../kernel/clock.ts'
import { MemberId, ResidentId, RoleHolderId, WardCode } from '../../kernel/ids.ts'
import { Line } from '../../kernel/text.ts'
import { councilsRefusals } from '../refusals.ts'
import { HubContent } from './hub.ts'
import { Left, MemberName, SeatRole, SideActivity } from './member.ts'
import { Period } from './period.ts'
import { CouncilFile, HeldRoleShown, HubShown, PublicMember, PublicRoleHolder } from './present.ts'
import { Department, RoleOfWard } from './role-holder.ts'

const operation = operationsOf('councils', councilsRefusals)
const ofWard = z.strictObject({ wardCode: WardCode })
const ofMember = z.strictObject({ wardCode: WardCode, memberId: MemberId })
const ofHolder = z.strictObject({ roleHolderId: RoleHolderId })
const ward = { missing: 'ward-not-found' } as const
const member = { missing: 'member-not-found' } as const
const activities = z.array(SideActivity).max(50)

const listMembers = operation({
  id: 'listMembers',
  method: 'GET',
  path: '/wards/{wardCode}/members',
  summary: { nl: 'De leden van een wijkraad', en: 'The members of a ward council' },
  description: 'Everybody who sat, sits or will sit in it; with `on` those who sit on that day.',
  access: access.public,
  about: ward,
  params: ofWard,
  query: z.strictObject({ on: LocalDate.optional(), ...pageQuery }),
  responses: { 200: pageOf(PublicMember) },
})

const getMember = operation({
  id: 'getMember',
  method: 'GET',
  path: '/wards/{wardCode}/members/{memberId}',
  summary: { nl: 'Een lid van een wijkraad', en: 'A member of a ward council' },
  description: 'As everyone may see it: the name, the term and the roles.',
  access: access.public,
  about: member,
  params: ofMember,
  responses: { 200: PublicMember },
})

const getMemberFile = operation({
  id: 'getMemberFile',
  method: 'GET',
  path: '/wards/{wardCode}/members/{memberId}/file',
  summary: { nl: 'Het dossier van een lid', en: 'The file of a member' },
  description:
    'With the account and the side activities: for those who run the council and for the clerk of the municipal council.',
  access: access.councilFile,
  about: member,
  params: ofMember,
  responses: { 200: CouncilFile },
})

const installMember = operation({
  id: 'installMember',
  method: 'POST',
  path: '/wards/{wardCode}/members',
  summary: { nl: 'Installeer een lid van een wijkraad', en: 'Install a member of a ward council' },
  description:
    'After the oath or promise (ordinance, art. 9). From its first day the term gives the right to vote in the council.',
  access: access.electionOffice,
  requires: 'idempotency-key',
  params: ofWard,
  body: z.strictObject({
    residentId: ResidentId,
    name: MemberName,
    mandate: Period,
    sideActivities: activities.default([]),
  }),
  responses: { 201: CouncilFile },
  refusals: ['ward-not-found', 'sits-already', 'council-full', 'council-changed'],
})

const appointMember = operation({
  id: 'appointMember',
  method: 'POST',
  path: '/wards/{wardCode}/members/{memberId}/_appoint',
  summary: { nl: 'Leg vast dat een lid voorzitter is', en: 'Record that a member is chair' },
  description:
    'As the council chose. A chair for at most one year (ordinance, art. 14(1)); the same member may be chosen again.',
  access: access.coordinator,
  about: member,
  requires: 'if-match',
  params: ofMember,
  body: z.strictObject({ role: SeatRole, period: Period }),
  responses: { 200: PublicMember },
  refusals: [
    'seat-left',
    'no-mandate',
    'chair-too-long',
    'role-taken',
    'chair-not-reelectable',
    'calendar-does-not-reach',
    'council-changed',
  ],
})

const declareSideActivities = operation({
  id: 'declareSideActivities',
  method: 'PUT',
  path: '/wards/{wardCode}/members/{memberId}/side-activities',
  summary: { nl: 'Geef nevenactiviteiten op', en: 'Declare side activities' },
  description:
    'All of them: the list replaces the one before. A member does so for themselves, a coordinator for any member.',
  access: access.councilOrTable,
  about: member,
  requires: 'if-match',
  params: ofMember,
  body: z.strictObject({ sideActivities: activities }),
  responses: { 200: CouncilFile },
  refusals: ['seat-left', 'not-yourself'],
})

const correctMember = operation({
  id: 'correctMember',
  method: 'PATCH',
  path: '/wards/{wardCode}/members/{memberId}',
  summary: { nl: 'Verbeter de naam van een lid', en: 'Correct the name of a member' },
  description: 'The name as it is shown from now on.',
  access: access.electionOffice,
  about: member,
  requires: 'if-match',
  params: ofMember,
  body: z.strictObject({ name: MemberName }),
  responses: { 200: PublicMember },
  refusals: ['seat-left'],
})

const endMembership = operation({
  id: 'endMembership',
  method: 'POST',
  path: '/wards/{wardCode}/members/{memberId}/_leave',
  summary: { nl: 'Leg vast dat een lid vertrekt', en: 'Record that a member leaves' },
  description:
    'From a day on within the term. The roles end with the seat, and so does every right. An elected member leaves by the seat of the election (`vacateSeat`), so that a successor is asked.',
  access: access.electionOffice,
  about: member,
  requires: 'if-match',
  params: ofMember,
  body: Left,
  responses: { 200: PublicMember },
  refusals: ['seat-left', 'not-in-mandate', 'leaves-by-seat'],
})

const forTerm = { residentId: ResidentId, name: Line(120), period: Period }
const grantRole = operation({
  id: 'grantRole',
  method: 'POST',
  path: '/role-holders',
  summary: { nl: 'Geef iemand een rol voor een termijn', en: 'Give somebody a role for a term' },
  description:
    'Of the city around a ward council. It gives its rights from its first day until its last, in the ward that it names; a clerk of the municipal council and a department have them in every ward.',
  access: access.rulesOfficer,
  requires: 'idempotency-key',
  body: z
    .discriminatedUnion('role', [
      z.strictObject({ role: RoleOfWard, wardCode: WardCode, ...forTerm }).meta({ id: 'GrantOfWard' }),
      z.strictObject({ role: z.literal('council-clerk'), ...forTerm }).meta({ id: 'GrantOfClerk' }),
      z
        .strictObject({ role: z.literal('department'), department: Department, ...forTerm })
        .meta({ id: 'GrantOfDepartment' }),
    ])
    .meta({ id: 'GrantRoleRequest' }),
  responses: { 201: PublicRoleHolder },
  refusals: ['own-role'],
})

const endRole = operation({
  id: 'endRole',
  method: 'POST',
  path: '/role-holders/{roleHolderId}/_end',
  summary: { nl: 'Beëindig een rol', en: 'End a role' },
  description: 'Before its term does: from that day on it gives no rights any more.',
  access: access.rulesOfficer,
  about: { missing: 'role-holder-not-found' },
  requires: 'if-match',
  params: ofHolder,
  body: z.strictObject({ on: LocalDate }),
  responses: { 200: PublicRoleHolder },
  refusals: ['role-ended', 'own-role', 'not-in-mandate'],
})

const listRoleHolders = operation({
  id: 'listRoleHolders',
  method: 'GET',
  path: '/role-holders',
  summary: { nl: 'Wie voor een wijk of voor de hele stad werken', en: 'Who works for a ward, or for the whole city' },
  description:
    'With `wardCode` those of a ward, without it those who have a role in every ward; the latest to begin first.',
  access: access.public,
  query: z.strictObject({ wardCode: WardCode.optional(), ...pageQuery }),
  responses: { 200: pageOf(PublicRoleHolder) },
})

const listMyWardRoles = operation({
  id: 'listMyWardRoles',
  method: 'GET',
  path: '/me/ward-roles',
  summary: { nl: 'Mijn rollen, per wijk en termijn', en: 'My roles, by ward and term' },
  description: 'As they are looked up at every call, those of the past and the future too.',
  access: access.self,
  responses: { 200: z.strictObject({ items: z.array(HeldRoleShown) }).meta({ id: 'MyWardRoles' }) },
})

const getHub = operation({
  id: 'getHub',
  method: 'GET',
  path: '/wards/{wardCode}/hub',
  summary: { nl: 'De wijkhub en wanneer die open is', en: 'The ward office and when it is open' },
  description: 'The hours of an ordinary week, and the extra days on which it is closed.',
  access: access.public,
  params: ofWard,
  responses: { 200: HubShown },
  refusals: ['ward-not-found', 'hub-not-found'],
})

const setHub = operation({
  id: 'setHub',
  method: 'PUT',
  path: '/wards/{wardCode}/hub',
  summary: {
    nl: 'Zeg waar de wijkhub is en wanneer die open is',
    en: 'Say where the ward office is and when it is open',
  },
  description: 'The first time, when there is no version to have seen, with `If-Match: "0"`.',
  access: access.wardOffice,
  about: ward,
  requires: 'if-match',
  params: ofWard,
  body: HubContent.meta({ id: 'SetHubRequest' }),
  responses: { 200: HubShown },
})

export const membersOperations = {
  listMembers,
  getMember,
  getMemberFile,
  installMember,
  appointMember,
  declareSideActivities,
  correctMember,
  endMembership,
  grantRole,
  endRole,
  listRoleHolders,
  listMyWardRoles,
  getHub,
  setHub,
} as const
