// A meeting and its decisions, from being convened to ratification: every step and every refusal of both machines.
import { describe, expect, it } from 'vitest'
import { type Decision, decideItem, waitingAmong } from '../../../shared/councils/meetings/decision.ts'
import * as meetings from '../../../shared/councils/meetings/meeting.ts'
import type { Vote } from '../../../shared/councils/meetings/vote.ts'
import { Member } from '../../../shared/councils/members/member.ts'
import { meetingRulesOfRotterdam } from '../../../shared/councils/rules/rules-of-rotterdam.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import { DecisionId, MeetingId, MemberId, WardCode } from '../../../shared/kernel/ids.ts'
import type { Refusal } from '../../../shared/kernel/refusals.ts'

const [rules] = meetingRulesOfRotterdam
const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const member = (number: number) => MemberId.parse(uuid(number))
const council = [1, 2, 3, 4, 5, 6].map((number) =>
  Member.parse({
    id: uuid(number),
    wardCode: 'pernis',
    residentId: `resident-${number}`,
    name: `Lid ${number}`,
    mandate: { from: '2026-04-15', until: '2030-04-10' },
    roles: [],
    sideActivities: [],
    version: 1,
    requestDigest: '',
    status: 'installed',
  }),
)
const seat = (number: number) => council[number - 1] ?? Member.parse({})
const members = (...numbers: readonly number[]) => numbers.map(member)
const at = (text: string) => Instant.parse(`2026-06-${text}:00.000Z`)
const made = <Step extends { readonly refused: false; readonly after: unknown }>(
  taken: Step | Refusal,
): Step['after'] => {
  if (taken.refused) throw new Error(taken.code)
  return taken.after
}
const call = (number: number, startsAt = at('10T18:00'), deliveredAt = at('01T08:00')) => ({
  id: MeetingId.parse(uuid(number)),
  wardCode: WardCode.parse('pernis'),
  requestDigest: 'x',
  kind: 'formal' as 'formal' | 'informal',
  startsAt,
  place: 'Wijkhub',
  speaking: rules.speaking,
  rules,
  deliveredAt,
})
const item = (title: string, more: object = {}) => ({
  title,
  purpose: 'decision' as const,
  isAboutPersons: false,
  ...more,
})
const convened = (more: object = {}, items = [item('Bankje'), item('Voorzitter', { isAboutPersons: true })]) =>
  made(meetings.conveneMeeting({ ...call(100), ...more }, items, []))
const opened = (present = members(1, 2, 3, 4), more: object = {}) =>
  made(meetings.openMeeting(convened(more), council, present, at('10T18:00')))
const yes = (...numbers: readonly number[]): Vote => ({
  how: 'by-name',
  votes: numbers.map((number) => ({ memberId: member(number), vote: 'for' })),
})
const id = DecisionId.parse(uuid(900))
const decide = (meeting: meetings.Meeting, vote: Vote, itemNumber = 1, before?: Decision) =>
  decideItem(id, { meeting, itemNumber, vote, before }, at('10T19:00'))

describe('a meeting', () => {
  it('a meeting cannot be convened for a time in the past', () => {
    expect(meetings.conveneMeeting(call(100, at('01T07:59')), [], [])).toMatchObject({ code: 'meeting-in-the-past' })
  })
  it('a meeting opens at its hour with a quorum, and publishes an event', () => {
    const taken = meetings.openMeeting(convened(), council, members(1, 2, 3, 4), at('10T18:00'))
    expect(taken).toMatchObject({ step: 'open', after: { status: 'opened', sitting: members(1, 2, 3, 4, 5, 6) } })
    expect(meetings.openMeeting(convened(), council, members(1, 2, 3, 4), at('10T17:59'))).toMatchObject({
      code: 'meeting-not-yet',
    })
  })
  it('a meeting is recorded as not opened with too few members, even if one is listed twice', () => {
    const taken = meetings.openMeeting(convened(), council, members(1, 2, 3, 3), at('10T18:00'))
    expect(taken).toMatchObject({ after: { status: 'not-opened', present: 3, needed: 4 } })
  })
  it('a meeting refuses somebody without a mandate on the presence list', () => {
    expect(meetings.openMeeting(convened(), council, members(1, 2, 3, 9), at('10T18:00'))).toMatchObject({
      code: 'present-without-mandate',
    })
  })
  it('a meeting records each arrival and departure once', () => {
    const without = made(meetings.notePresence(opened(), member(4), false, at('10T19:00')))
    expect(meetings.notePresence(without, member(4), false, at('10T19:01'))).toMatchObject({
      code: 'presence-noted-already',
    })
    const back = made(meetings.notePresence(without, member(4), true, at('10T19:02')))
    expect(decide(back, yes(1, 2, 3, 4))).toMatchObject({ after: { status: 'adopted' } })
  })
  it('a meeting keeps its id and time when it is cancelled, and can then not be opened', () => {
    const cancelled = made(meetings.cancelMeeting(convened(), 'De wijkhub is dicht.'))
    expect(cancelled).toMatchObject({ id: uuid(100), startsAt: at('10T18:00'), status: 'cancelled' })
    expect(meetings.openMeeting(cancelled, council, members(1, 2, 3, 4), at('10T18:00'))).toMatchObject({
      code: 'meeting-not-awaited',
    })
  })
  it('a meeting cannot decide after it is closed', () => {
    const closed = made(meetings.closeMeeting(opened(), at('10T20:00')))
    expect(decide(closed, yes(1, 2, 3, 4))).toMatchObject({ code: 'meeting-not-open' })
    expect(meetings.notePresence(closed, member(5), true, at('10T20:01'))).toMatchObject({ code: 'meeting-not-open' })
  })
})

describe('a meeting that is convened again', () => {
  const missed = made(meetings.openMeeting(convened(), council, members(1, 2), at('10T18:00')))
  const again = (startsAt = at('12T18:00')) =>
    meetings.reconveneMeeting(missed, call(101, startsAt, at('11T08:00')), [item('Nieuw')])

  it('a meeting that is convened again is at least a day later, and only after a meeting that did not open', () => {
    expect(again(at('12T07:59'))).toMatchObject({ code: 'reconvened-too-soon' })
    expect(meetings.reconveneMeeting(convened(), call(101), [])).toMatchObject({
      code: 'meeting-was-not-missed',
    })
  })
  it('a meeting that is convened again decides the old items with two members, and refuses new ones', () => {
    const held = made(meetings.openMeeting(made(again()), council, members(1, 2), at('12T18:00')))
    expect(decide(held, yes(1, 2), 1)).toMatchObject({ after: { status: 'adopted' } })
    expect(decide(held, yes(1, 2), 3)).toMatchObject({ code: 'too-few-took-part' })
  })
})

describe('a decision', () => {
  it('a decision is refused when too few members remain to take part, even if the meeting was opened', () => {
    const left = made(meetings.notePresence(opened(), member(4), false, at('10T18:30')))
    expect(decide(left, yes(1, 2, 3))).toMatchObject({ code: 'too-few-took-part' })
  })
  it('a decision is refused to a member with a conflict on this item, but not on another one', () => {
    const declared = made(meetings.declareConflict(opened(members(1, 2, 3, 4, 5)), seat(1), 1))
    expect(decide(declared, yes(1, 2, 3, 4))).toMatchObject({ code: 'vote-barred' })
    expect(decide(declared, yes(2, 3, 4))).toMatchObject({ after: { status: 'adopted' } })
    expect(meetings.declareConflict(opened(), seat(1), 9)).toMatchObject({ code: 'item-not-found' })
  })
  it('a decision about persons is secret', () => {
    expect(decide(opened(), yes(1, 2, 3, 4), 2)).toMatchObject({ code: 'vote-must-be-secret' })
    const vote = { how: 'secret', handedIn: 4, for: 3, against: 1, blank: 0, invalid: 0 } as const
    expect(decide(opened(), vote, 2)).toMatchObject({ after: { status: 'adopted', isAboutPersons: true } })
  })
  it('a decision cannot be taken on an item for discussion or on an unknown item', () => {
    const talk = made(meetings.conveneMeeting(call(100), [item('Verkeer', { purpose: 'discussion' })], []))
    const held = made(meetings.openMeeting(talk, council, members(1, 2, 3, 4), at('10T18:00')))
    expect(decide(held, yes(1, 2, 3, 4))).toMatchObject({ code: 'not-for-decision' })
    expect(decide(held, yes(1, 2, 3, 4), 7)).toMatchObject({ code: 'item-not-found' })
  })
})

describe('a decision taken outside a formal meeting', () => {
  const outside = made(decide(opened(members(1, 2, 3, 4), { kind: 'informal' }), yes(1, 2, 3, 4)))
  const formal = (waiting = waitingAmong([outside])) => {
    const next = made(meetings.conveneMeeting(call(102), [], waiting))
    return made(meetings.openMeeting(next, council, members(1, 2, 3, 4), at('10T18:00')))
  }

  it('a decision taken outside a formal meeting adopts nothing: it waits on the next formal agenda', () => {
    expect(outside).toMatchObject({ status: 'awaiting-ratification', isTakenOutside: true })
    expect(formal().agenda).toMatchObject([
      { number: 1, title: 'Bankje', origin: { from: 'ratification', decisionId: id } },
    ])
  })
  it('a decision taken outside a formal meeting is ratified there by a vote with a quorum, and then no longer waits', () => {
    const ratified = made(decide(formal(), yes(1, 2, 3, 4), 1, outside))
    expect(ratified).toMatchObject({ status: 'adopted', isTakenOutside: true, meetingId: uuid(102), version: 2 })
    expect(ratified.votings).toHaveLength(2)
    expect(waitingAmong([ratified])).toEqual([])
    expect(decide(formal(), yes(1, 2, 3, 4), 1, ratified)).toMatchObject({ code: 'decided-already' })
  })
  it('a decision taken outside a formal meeting can be declined there', () => {
    const against: Vote = {
      how: 'by-name',
      votes: members(1, 2, 3, 4).map((memberId) => ({ memberId, vote: 'against' })),
    }
    expect(decide(formal(), against, 1, outside)).toMatchObject({ after: { status: 'rejected' } })
  })
  it('a decision taken outside a formal meeting cannot be ratified by an informal meeting or under another item', () => {
    const informal = { ...formal(), kind: 'informal' as const }
    expect(decide(informal, yes(1, 2, 3, 4), 1, outside)).toMatchObject({ code: 'only-formal-meetings-adopt' })
    expect(decide(opened(), yes(1, 2, 3, 4), 1, outside)).toMatchObject({ code: 'not-the-decision-of-this-item' })
    expect(decide(formal(), yes(1, 2, 3, 4), 1)).toMatchObject({ code: 'not-the-decision-of-this-item' })
  })
})

describe('a decision that was put off after a tie', () => {
  const split: Vote = {
    how: 'by-name',
    votes: members(1, 2, 3, 4).map((memberId, place) => ({ memberId, vote: place < 2 ? 'for' : 'against' })),
  }
  const tied = made(decide(opened(), split))

  it('a decision that was put off after a tie is put on the next formal agenda automatically, and is rejected if it ties there again', () => {
    expect(tied).toMatchObject({ status: 'put-off' })
    const next = made(meetings.conveneMeeting(call(103), [], waitingAmong([tied])))
    const held = made(meetings.openMeeting(next, council, members(1, 2, 3, 4), at('10T18:00')))
    expect(decide(held, split, 1, tied)).toMatchObject({ after: { status: 'rejected' } })
    expect(decide(held, yes(1, 2, 3, 4), 1, tied)).toMatchObject({ after: { status: 'adopted' } })
  })
})
