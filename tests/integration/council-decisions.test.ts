// Decisions of a ward council, through the API: votes by name, conflicts of interest, two officers in parallel, published events.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { hour, item, startCouncil } from '../support/builders/council.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import { giveRole } from '../support/builders/ward-roles.ts'

let council: Awaited<ReturnType<typeof startCouncil>>
beforeAll(async () => {
  council = await startCouncil()
})

const initiativeId = '0193c3c6-7a00-7000-8000-0000000000aa'
const bench = [item('Een bank in het park')]

describe('a vote by name', () => {
  it('a vote by name is decided by the majority of votes cast, and everyone can read who voted what', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4, 5, 6, 7])
    await council.decide(id, council.byName([1, 2, 3], [4, 5], [6, 7]))
    const decision = await council.decisionOn(id)
    expect(decision).toMatchObject({ status: 'adopted', votings: [{ figures: { for: 3, against: 2, abstained: 2 } }] })
    expect(decision.votings[0]?.votes?.slice(0, 1)).toEqual([expect.objectContaining({ name: 'Lid 1', vote: 'for' })])
  })

  it('a vote by name has its own quorum, which fails if four abstain or one has left', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4, 5, 6, 7])
    expect(codeOf(await council.decide(id, council.byName([1, 2], [3], [4, 5, 6, 7])))).toBe('too-few-took-part')
    const four = await council.opened(bench, [1, 2, 3, 4])
    await council.step('notePresence', four, { body: { memberId: council.member(4), isPresent: false } })
    expect(codeOf(await council.decide(four, council.byName([1, 2, 3])))).toBe('too-few-took-part')
    expect(codeOf(await council.decide(four, council.byName([1, 2, 3, 4])))).toBe('vote-without-presence')
  })

  it('a vote by name counts no member without a mandate, twice, or with a declared conflict', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4, 5, 6, 7])
    const stranger = { how: 'by-name', votes: [{ memberId: initiativeId, vote: 'for' }] }
    expect(codeOf(await council.decide(id, stranger))).toBe('vote-without-mandate')
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 3])))).toBe('votes-twice')
    await council.step('declareConflict', id, { body: { memberId: council.member(7), itemNumber: 1 } })
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4, 5, 6, 7])))).toBe('vote-barred')
    await council.decide(id, council.byName([1, 2, 3], [4, 5, 6]))
    expect(await council.decisionOn(id)).toMatchObject({ status: 'rejected', votings: [{ because: 'tie' }] })
  })

  it('a vote by name is recorded once: one of two officers succeeds, and the vote cannot be repeated', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4, 5])
    const both = await Promise.all([
      council.decide(id, council.byName([1, 2, 3, 4, 5])),
      council.decide(id, council.byName([], [1, 2, 3, 4, 5])),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4, 5])))).toBe('decided-already')
  })

  it('a vote by name counts a member who joined after another one’s term by the day of the meeting', async () => {
    const other = await startCouncil('ommoord', 5)
    const office = { sub: 'office', roles: ['election-office'] } as const
    const params = { wardCode: 'ommoord', memberId: other.member(5) }
    const body = { on: '2026-06-10', because: 'resigned' }
    expect((await other.ask('endMembership', { by: office, params, ifMatch: 1, body })).status).toBe(200)
    const id = await other.convened(bench)
    expect(codeOf(await other.open(id, [1, 2, 5]))).toBe('present-without-mandate')
    expect((await other.open(id, [1, 2, 3])).body).toMatchObject({ status: 'opened', sitting: 4 })
  })
})

describe('a conflict of interest', () => {
  it('a conflict of interest is declared by the members themselves, also before the meeting, and remains when the meeting is convened again', async () => {
    const id = await council.convened(bench)
    const by = { sub: 'pernis-6' }
    const body = { memberId: council.member(6), itemNumber: 1 }
    const others = { memberId: council.member(5), itemNumber: 1 }
    expect(codeOf(await council.step('declareConflict', id, { by, body: others }))).toBe('not-yourself')
    expect((await council.step('declareConflict', id, { by, body })).status).toBe(204)
    await council.open(id, [6])
    const again = await council.ask('reconveneMeeting', {
      params: { meetingId: id },
      body: { startsAt: '2026-06-12T18:00:00Z', place: 'Wijkhub' },
    })
    const next = z.object({ id: z.string() }).parse(again.body).id
    await council.open(next, [5, 6], { at: '2026-06-12T18:00:00Z' })
    expect(codeOf(await council.decide(next, council.byName([5, 6])))).toBe('vote-barred')
    expect((await council.decide(next, council.byName([5]))).status).toBe(200)
  })
})

describe('a decision', () => {
  it('a decision is published without names and accounts', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4])
    await council.decide(id, council.byName([1, 2, 3, 4]))
    await council.step('closeMeeting', id)
    expect(codeOf(await council.step('closeMeeting', id))).toBe('meeting-not-open')
    const published = (await eventsIn(council.table))
      .map(({ detail }) => detail)
      .filter((detail) => detail.includes(id))
    expect(published.filter((detail) => detail.includes('decision-changed'))).toHaveLength(1)
    expect(published.join()).not.toMatch(/Lid \d|pernis-\d/)
  })

  it('a decision is recorded only by an officer of this ward, not by a member or another ward’s coordinator', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4], {})
    await giveRole(council.table, 'elsewhere', 'coordinator', { ward: 'overschie' })
    const vote = council.byName([1, 2, 3, 4])
    expect(codeOf(await council.decide(id, vote, 1, { by: { sub: 'pernis-1' } }))).toBe('forbidden')
    expect(codeOf(await council.decide(id, vote, 1, { by: { sub: 'elsewhere' } }))).toBe('not-your-ward')
    expect(codeOf(await council.decide(id, vote, 1, { at: '2100-01-01T12:00:00Z' }))).toBe('role-not-in-force')
    expect((await council.decide(id, vote, 1, { at: hour })).status).toBe(200)
  })
})
