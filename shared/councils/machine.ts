// The state machines of a council: members, officials, meetings, decisions and their lists. Drawn in docs/state-machines.
import {
  decisionChanged,
  decisionListChanged,
  delegatedDecisionChanged,
  delegationChanged,
  meetingChanged,
  memberChanged,
  roleChanged,
} from '../../events/councils.ts'
import { event } from '../../events/envelope.ts'
import { machineOf } from '../kernel/machine.ts'
import type { DelegatedDecision } from './delegation/delegated-decision.ts'
import type { Delegation } from './delegation/delegation.ts'
import type { DecisionList } from './lists/decision-list.ts'
import type { Decision } from './meetings/decision.ts'
import type { Meeting } from './meetings/meeting.ts'
import type { Member } from './members/member.ts'
import type { RoleHolder } from './members/role-holder.ts'

const eventForMeeting = ({ id, wardCode, kind, status, startsAt }: Meeting) =>
  event(meetingChanged, `meetings/${id}`, { meetingId: id, wardCode, kind, status, startsAt })

const meeting = machineOf<Meeting>()

export const meetings = meeting.machine('meeting', {
  convene: meeting.begin({ to: 'convened', eventFor: eventForMeeting }),
  open: meeting.step({ from: ['convened'], to: 'opened', otherwise: 'meeting-not-awaited', eventFor: eventForMeeting }),
  'find-no-quorum': meeting.step({
    from: ['convened'],
    to: 'not-opened',
    otherwise: 'meeting-not-awaited',
    eventFor: eventForMeeting,
  }),
  reconvene: meeting.step({
    from: ['not-opened'],
    to: 'same',
    otherwise: 'meeting-was-not-missed',
    eventFor: eventForMeeting,
  }),
  'note-presence': meeting.step({
    from: ['opened'],
    to: 'same',
    otherwise: 'meeting-not-open',
    eventFor: eventForMeeting,
  }),
  'put-on-agenda': meeting.step({
    from: ['convened'],
    to: 'same',
    otherwise: 'meeting-not-awaited',
    eventFor: eventForMeeting,
  }),
  decide: meeting.step({ from: ['opened'], to: 'same', otherwise: 'meeting-not-open', eventFor: eventForMeeting }),
  'hold-ballot': meeting.step({
    from: ['opened'],
    to: 'same',
    otherwise: 'meeting-not-open',
    eventFor: eventForMeeting,
  }),
  'declare-conflict': meeting.step({
    from: ['convened', 'opened'],
    to: 'same',
    otherwise: 'meeting-over',
    eventFor: eventForMeeting,
  }),
  close: meeting.step({ from: ['opened'], to: 'closed', otherwise: 'meeting-not-open', eventFor: eventForMeeting }),
  cancel: meeting.step({
    from: ['convened'],
    to: 'cancelled',
    otherwise: 'meeting-not-awaited',
    eventFor: eventForMeeting,
  }),
})

const eventForDecision = ({ id, wardCode, meetingId, itemNumber, status }: Decision) =>
  event(decisionChanged, `decisions/${id}`, { decisionId: id, wardCode, meetingId, itemNumber, status })

const decision = machineOf<Decision>()
const begun = <const To extends Decision['status']>(to: To) => decision.begin({ to, eventFor: eventForDecision })

export const decisions = decision.machine('decision', {
  adopt: begun('adopted'),
  reject: begun('rejected'),
  'put-off': begun('put-off'),
  'decide-outside': begun('awaiting-ratification'),
  'adopt-later': decision.step({
    from: ['put-off'],
    to: 'adopted',
    otherwise: 'not-put-off',
    eventFor: eventForDecision,
  }),
  'reject-later': decision.step({
    from: ['put-off'],
    to: 'rejected',
    otherwise: 'not-put-off',
    eventFor: eventForDecision,
  }),
  'put-off-again': decision.step({
    from: ['put-off'],
    to: 'same',
    otherwise: 'not-put-off',
    eventFor: eventForDecision,
  }),
  ratify: decision.step({
    from: ['awaiting-ratification'],
    to: 'adopted',
    otherwise: 'not-awaiting-ratification',
    eventFor: eventForDecision,
  }),
  'decline-ratification': decision.step({
    from: ['awaiting-ratification'],
    to: 'rejected',
    otherwise: 'not-awaiting-ratification',
    eventFor: eventForDecision,
  }),
  'put-off-ratification': decision.step({
    from: ['awaiting-ratification'],
    to: 'same',
    otherwise: 'not-awaiting-ratification',
    eventFor: eventForDecision,
  }),
})

const eventForList = ({ id, wardCode, status, listVersion }: DecisionList) =>
  event(decisionListChanged, `meetings/${id}/decision-list`, { meetingId: id, wardCode, status, listVersion })

const decisionList = machineOf<DecisionList>()

export const decisionLists = decisionList.machine('decision-list', {
  'draw-up': decisionList.begin({ to: 'drawn-up', eventFor: eventForList }),
  correct: decisionList.step({
    from: ['drawn-up', 'corrected'],
    to: 'same',
    otherwise: 'list-adopted-already',
    eventFor: eventForList,
  }),
  reopen: decisionList.step({
    from: ['adopted'],
    to: 'corrected',
    otherwise: 'list-not-adopted',
    eventFor: eventForList,
  }),
  adopt: decisionList.step({
    from: ['drawn-up', 'corrected'],
    to: 'adopted',
    otherwise: 'list-adopted-already',
    eventFor: eventForList,
  }),
})

const eventForDelegation = ({ id: delegationId, wardCode, status, upToCents, from, until }: Delegation) =>
  event(delegationChanged, `delegations/${delegationId}`, { wardCode, delegationId, status, upToCents, from, until })

const delegation = machineOf<Delegation>()

export const delegations = delegation.machine('delegation', {
  give: delegation.begin({ to: 'given', eventFor: eventForDelegation }),
  revoke: delegation.step({
    from: ['given'],
    to: 'revoked',
    otherwise: 'delegation-revoked',
    eventFor: eventForDelegation,
  }),
})

const eventForDelegated = ({ id, wardCode, delegationId, initiativeId, status }: DelegatedDecision) => {
  const facts = { wardCode, delegatedDecisionId: id, delegationId, initiativeId, status }
  return event(delegatedDecisionChanged, `delegated-decisions/${id}`, facts)
}

const delegated = machineOf<DelegatedDecision>()
const ofObjected = { from: ['objected'], otherwise: 'not-objected', eventFor: eventForDelegated } as const

export const delegatedDecisions = delegated.machine('delegated-decision', {
  decide: delegated.begin({ to: 'standing', eventFor: eventForDelegated }),
  object: delegated.step({
    from: ['standing'],
    to: 'objected',
    otherwise: 'objected-already',
    eventFor: eventForDelegated,
  }),
  confirm: delegated.step({ ...ofObjected, to: 'confirmed' }),
  disapprove: delegated.step({ ...ofObjected, to: 'disapproved' }),
})

const eventForMember = (member: Member) => {
  const { id, wardCode, status, mandate } = member
  const left = member.status === 'left' ? { leftOn: member.left.on } : {}
  return event(memberChanged, `members/${id}`, { wardCode, mandateId: id, status, ...mandate, ...left })
}

const member = machineOf<Member>()
const ofInstalled = { from: ['installed'], otherwise: 'seat-left', eventFor: eventForMember } as const

export const members = member.machine('member', {
  install: member.begin({ to: 'installed', eventFor: eventForMember }),
  appoint: member.step({ ...ofInstalled, to: 'same' }),
  describe: member.step({ ...ofInstalled, to: 'same' }),
  'tie-to-seat': member.step({ ...ofInstalled, to: 'same' }),
  'move-term': member.step({ ...ofInstalled, to: 'same' }),
  leave: member.step({ ...ofInstalled, to: 'left' }),
})

const eventForRole = (holder: RoleHolder) => {
  const { id, role, wardCode, status, period } = holder
  const endedOn = holder.status === 'ended' ? { endedOn: holder.endedOn } : {}
  return event(roleChanged, `role-holders/${id}`, { roleHolderId: id, role, wardCode, status, ...period, ...endedOn })
}

const roleHolder = machineOf<RoleHolder>()

export const roleHolders = roleHolder.machine('role-holder', {
  grant: roleHolder.begin({ to: 'granted', eventFor: eventForRole }),
  end: roleHolder.step({ from: ['granted'], to: 'ended', otherwise: 'role-ended', eventFor: eventForRole }),
})
