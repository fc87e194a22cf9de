// Matters that wait for a formal meeting reach its agenda automatically, through the API: ties, and decisions from elsewhere.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { hour, item, startCouncil } from '../support/builders/council.ts'
import { codeOf } from '../support/builders/voting/voting.ts'

const bench = [item('Een bank in het park')]

describe('a vote that ties', () => {
  it('a vote that ties while members are absent is put on the next formal agenda automatically, and is rejected if it ties again', async () => {
    const other = await startCouncil('nesselande')
    const next = await other.convened([item('Groen')], { more: { startsAt: '2026-07-08T18:00:00Z' } })
    const id = await other.opened(bench, [1, 2, 3, 4, 5])
    await other.step('declareConflict', id, { body: { memberId: other.member(5), itemNumber: 1 } })
    await other.decide(id, other.byName([1, 2], [3, 4]))
    expect(await other.decisionOn(id)).toMatchObject({ status: 'put-off' })
    const { agenda } = await other.read(next)
    expect(agenda.map(({ title }) => title)).toEqual(['Groen', 'Een bank in het park'])
    const later = { at: '2026-07-08T18:00:00Z' }
    await other.open(next, [1, 2, 3, 4, 5, 6], later)
    await other.decide(next, other.byName([1, 2, 3], [4, 5, 6]), 2, later)
    expect(await other.decisionOn(next, 2)).toMatchObject({ status: 'rejected', votings: [{}, { because: 'tie' }] })
  })
})

describe('a decision outside a formal meeting', () => {
  it('a decision outside a formal meeting adopts nothing until the next formal meeting, on whose agenda it is put automatically, has ratified it', async () => {
    const other = await startCouncil('zevenkamp')
    const id = await other.opened(bench, [1, 2, 3, 4], { kind: 'informal' })
    await other.decide(id, other.byName([1, 2, 3, 4]))
    expect(await other.decisionOn(id)).toMatchObject({ status: 'awaiting-ratification', isTakenOutside: true })
    const waiting = await other.ask('listDecisions', { query: { wardCode: 'zevenkamp', which: 'waiting' } })
    expect(z.object({ items: z.array(z.unknown()) }).parse(waiting.body).items).toHaveLength(1)
    const formal = await other.convened([item('Groen')])
    const { agenda } = await other.read(formal)
    expect(agenda.map(({ title }) => title)).toEqual(['Groen', 'Een bank in het park'])
    await other.open(formal, [1, 2, 3, 4])
    await other.decide(formal, { how: 'by-acclamation' }, 2)
    const ratified = await other.decisionOn(formal, 2)
    expect(ratified).toMatchObject({ status: 'adopted', isTakenOutside: true })
    expect(ratified.votings).toHaveLength(2)
    const left = await other.ask('listDecisions', { query: { wardCode: 'zevenkamp', which: 'waiting' } })
    expect(left.body).toMatchObject({ items: [] })
  })

  it('a decision outside a formal meeting is added when a formal meeting opens that was convened earlier', async () => {
    const other = await startCouncil('oosterflank')
    const formal = await other.convened([item('Groen')])
    const informal = await other.opened(bench, [1, 2, 3, 4], { kind: 'consultation', startsAt: '2026-06-09T18:00:00Z' })
    await other.decide(informal, other.byName([1, 2, 3, 4]), 1, { at: '2026-06-09T19:00:00Z' })
    await other.open(formal, [1, 2, 3, 4])
    expect((await other.read(formal)).agenda.map(({ title }) => title)).toEqual(['Groen', 'Een bank in het park'])
  })
})

describe('a decision that waits for ratification', () => {
  const later = '2026-07-08T18:00:00Z'
  const last = '2026-09-02T18:00:00Z'
  type Council = Awaited<ReturnType<typeof startCouncil>>
  const titles = async (other: Council, meetingId: string) =>
    (await other.read(meetingId)).agenda.map(({ title }) => title)
  const formally = (other: Council, title: string, startsAt: string) =>
    other.convened([item(title)], { more: { startsAt }, at: hour })
  const waiting = async (other: Council) => {
    const id = await other.opened(bench, [1, 2, 3, 4], { kind: 'informal' })
    await other.decide(id, other.byName([1, 2, 3, 4]))
    return id
  }

  it('a decision that waits for ratification moves immediately from a cancelled meeting to the next one', async () => {
    const other = await startCouncil('lombardijen')
    await waiting(other)
    const [next, after] = [await formally(other, 'Groen', later), await formally(other, 'Geluid', last)]
    await other.step('cancelMeeting', next, { at: hour, body: { reason: 'De wijkhub is die avond dicht.' } })
    expect(await titles(other, after)).toEqual(['Geluid', 'Een bank in het park'])
    await other.open(after, [1, 2, 3, 4], { at: last })
    await other.decide(after, other.byName([1, 2, 3, 4]), 2, { at: last })
    expect(await other.decisionOn(after, 2)).toMatchObject({ status: 'adopted', isTakenOutside: true })
  })

  it('a decision that waits for ratification is put on a later agenda if the only formal meeting is cancelled', async () => {
    const other = await startCouncil('beverwaard')
    const [next, after] = [await formally(other, 'Groen', later), await formally(other, 'Geluid', last)]
    await waiting(other)
    expect([await titles(other, next), await titles(other, after)]).toEqual([
      ['Groen', 'Een bank in het park'],
      ['Geluid'],
    ])
    await other.step('cancelMeeting', next, { at: hour, body: { reason: 'De wijkhub is die avond dicht.' } })
    expect(await titles(other, after)).toEqual(['Geluid', 'Een bank in het park'])
  })

  it('a decision that waits for ratification is ratified without a quorum in a meeting that is convened again; newer items need a quorum', async () => {
    const other = await startCouncil('hoogvliet')
    await waiting(other)
    const missed = await formally(other, 'Groen', later)
    await other.open(missed, [1, 2], { at: later })
    const newer = await other.convened([item('Een hek')], { more: { kind: 'informal', startsAt: later }, at: later })
    await other.open(newer, [1, 2, 3, 4], { at: later })
    await other.decide(newer, other.byName([1, 2, 3, 4]), 1, { at: later })
    const again = await other.ask('reconveneMeeting', {
      at: later,
      params: { meetingId: missed },
      body: { startsAt: '2026-07-10T18:00:00Z', place: 'Wijkhub' },
    })
    const { id } = z.object({ id: z.string() }).parse(again.body)
    expect(await titles(other, id)).toEqual(['Groen', 'Een bank in het park', 'Een hek'])
    const at = '2026-07-10T18:00:00Z'
    await other.open(id, [1, 2], { at })
    expect((await other.decide(id, other.byName([1, 2]), 2, { at })).status).toBe(200)
    expect(codeOf(await other.decide(id, other.byName([1, 2]), 3, { at }))).toBe('too-few-took-part')
    expect(await other.decisionOn(id, 2)).toMatchObject({ status: 'adopted' })
    // An undecided item goes to the next formal meeting, whenever that is.
    const next = await other.convened([item('Licht')], { more: { startsAt: last }, at })
    expect(await titles(other, next)).toEqual(['Licht', 'Een hek'])
  })

  it('a decision that waits for ratification can be declined, and then no longer waits', async () => {
    const other = await startCouncil('kralingseveer')
    await waiting(other)
    const formal = await formally(other, 'Groen', later)
    await other.open(formal, [1, 2, 3, 4], { at: later })
    await other.decide(formal, other.byName([1], [2, 3, 4]), 2, { at: later })
    expect(await other.decisionOn(formal, 2)).toMatchObject({ status: 'rejected' })
    const next = await other.convened([item('Licht')], { more: { startsAt: last }, at: later })
    expect(await titles(other, next)).toEqual(['Licht'])
  })
})
