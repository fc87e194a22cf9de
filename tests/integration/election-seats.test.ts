// From an established result to a filled seat, and the vacancy after it, through the handlers, on the real engine.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startSweep } from '../../functions/elections/seats/sweep-seats.ts'
import { objectionsToDraw, PublishedDraw } from '../../shared/voting/lots/published-draw.ts'
import { anna, asOfficer, bram, drawnWard } from '../support/builders/elections/counted-ward.ts'
import { startElections } from '../support/builders/elections/election-api.ts'
import { seatedWards } from '../support/builders/elections/seated-ward.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import { tableEnvironment } from '../support/engine/engine.ts'

type Wards = ReturnType<typeof seatedWards>
let system: Awaited<ReturnType<typeof startElections>>
let established: Wards['established']
let accountOf: Wards['accountOf']
let seatOf: Wards['seatOf']
let onSeat: Wards['onSeat']
let install: Wards['install']
beforeAll(async () => {
  system = await startElections()
  ;({ established, accountOf, seatOf, onSeat, install } = seatedWards(system, wardCode))
})
afterEach(() => {
  vi.useRealTimers()
})

const wardCode = 'heijplaat'
const later = '2026-03-25T12:00:00Z'

describe('the seats of a ward', () => {
  it('the seats of a ward are created with the result and offered to those elected, who alone can answer', async () => {
    const ward = await established()
    const { body } = await system.ask('listSeats', { params: { electionId: ward.electionId, wardCode } })
    expect(body).toMatchObject({
      items: ward.ids
        .slice(0, 7)
        .map((nominationId, index) => ({ number: index + 1, status: 'offered', nominationId })),
    })
    expect(JSON.stringify(body)).not.toContain('residentId')
    const stranger = await onSeat(ward, 1, 'answerSeat', later, { answer: 'accept' }, { sub: 'somebody-else' })
    expect(stranger.body).toMatchObject({ code: 'seat-not-yours' })
    expect((await install(ward, 1)).body).toMatchObject({ status: 'taken', takenOn: '2026-04-22' })
  })

  it('the seats of a ward go to the next candidate when a member leaves, once, also with two officers in parallel', async () => {
    const ward = await established()
    for (const seat of [1, 2]) await install(ward, seat)
    const vacant = { reason: 'resigned', vacantOn: '2027-01-18' }
    expect((await onSeat(ward, 1, 'vacateSeat', '2027-01-19T09:00:00Z', vacant)).body).toMatchObject({
      status: 'vacant',
      offerBefore: '2027-02-01T23:00:00.000Z',
    })
    const both = await Promise.all([1, 2].map(() => onSeat(ward, 1, 'offerSeat', '2027-01-20T09:00:00Z')))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await seatOf(ward, 1)).seat).toMatchObject({ status: 'offered', nominationId: ward.ids[7] })
    await onSeat(ward, 2, 'vacateSeat', '2027-01-21T09:00:00Z', { reason: 'died', vacantOn: '2027-01-20' })
    const { body } = await onSeat(ward, 2, 'offerSeat', '2027-01-22T09:00:00Z')
    expect(body).toMatchObject({ status: 'offered', nominationId: ward.ids[8] })
    expect(JSON.stringify(body)).not.toContain('died')
  })

  it('the seats of a ward can be added once by a decision of the municipal council, and are offered from its effective date on', async () => {
    const ward = await established()
    const params = { electionId: ward.electionId, wardCode }
    const ifMatch = Number((await system.ask('getContest', { params })).headers.etag?.replaceAll('"', ''))
    const body = { seats: 8, reason: 'De wijk is gegroeid.', decidedOn: '2027-02-18', effectiveOn: '2027-03-01' }
    const decide = () => system.ask('adjustSeats', { params, at: '2027-02-19T09:00:00Z', ifMatch, body })
    const [first, second] = (await Promise.all([decide(), decide()])).map(codeOf).sort()
    // The second finds that the ward was changed, or, if it looks later, that it has this number of seats.
    expect(first).toBe(200)
    expect(['changed-meanwhile', 'seats-already-so']).toContain(second)
    expect((await system.ask('getContest', { params })).body).toMatchObject({ adjustments: [{ from: 7, to: 8 }] })
    const early = await onSeat(ward, 8, 'offerSeat', '2027-02-28T09:00:00Z')
    expect(early.body).toMatchObject({ code: 'seat-not-there-yet' })
    expect((await onSeat(ward, 8, 'offerSeat', '2027-03-01T09:00:00Z')).body).toMatchObject({
      status: 'offered',
      nominationId: ward.ids[7],
    })
  })

  it('the seats of a ward pass to the next candidate when an offer expires, even before the sweeper has run', async () => {
    const ward = await established()
    await install(ward, 1)
    await onSeat(ward, 1, 'vacateSeat', '2027-01-19T09:00:00Z', { reason: 'resigned', vacantOn: '2027-01-18' })
    await onSeat(ward, 1, 'offerSeat', '2027-02-01T09:00:00Z')
    const by = await accountOf(ward, ward.ids[7] ?? '')
    const late = await onSeat(ward, 1, 'answerSeat', '2027-03-01T23:00:00Z', { answer: 'accept' }, by)
    expect(late.body).toMatchObject({ code: 'answer-too-late' })
    const sweep = startSweep(tableEnvironment(system))
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-03-01T23:05:00Z') })
    await sweep({}, {})
    await sweep({}, {})
    vi.useRealTimers()
    expect((await seatOf(ward, 1)).seat).toMatchObject({ status: 'vacant' })
    const { body } = await onSeat(ward, 1, 'offerSeat', '2027-03-02T09:00:00Z')
    expect(body).toMatchObject({ nominationId: ward.ids[8] })
  })

  it('the seats of a ward are not offered to somebody who declined for the whole term, until they take that back', async () => {
    const ward = await established()
    await install(ward, 1)
    await onSeat(ward, 1, 'vacateSeat', '2027-01-19T09:00:00Z', { reason: 'resigned', vacantOn: '2027-01-18' })
    await onSeat(ward, 1, 'offerSeat', '2027-01-20T09:00:00Z')
    const by = await accountOf(ward, ward.ids[7] ?? '')
    await onSeat(ward, 1, 'answerSeat', '2027-01-21T09:00:00Z', { answer: 'decline-for-term' }, by)
    await onSeat(ward, 1, 'offerSeat', '2027-01-22T09:00:00Z')
    const last = await accountOf(ward, ward.ids[8] ?? '')
    await onSeat(ward, 1, 'answerSeat', '2027-01-23T09:00:00Z', { answer: 'decline' }, last)
    const exhausted = await onSeat(ward, 1, 'offerSeat', '2027-01-24T09:00:00Z')
    expect(exhausted.body).toMatchObject({ status: 'exhausted' })
    const mine = await system.ask('getMyNomination', { params: { electionId: ward.electionId }, by })
    const params = { electionId: ward.electionId, wardCode, nominationId: ward.ids[7] ?? '' }
    const ifMatch = Number(mine.headers.etag?.replaceAll('"', ''))
    expect((await system.ask('takeBackRefusal', { params, by, ifMatch })).status).toBe(200)
    await onSeat(ward, 1, 'reopenSeat', '2027-02-01T09:00:00Z')
    const again = await onSeat(ward, 1, 'offerSeat', '2027-02-01T10:00:00Z')
    // They declined this vacancy too. The next vacancy is offered to them again.
    expect(again.body).toMatchObject({ status: 'exhausted' })
    await install(ward, 2)
    await onSeat(ward, 2, 'vacateSeat', '2027-03-02T09:00:00Z', { reason: 'moved-away', vacantOn: '2027-03-01' })
    expect((await onSeat(ward, 2, 'offerSeat', '2027-03-03T09:00:00Z')).body).toMatchObject({
      status: 'offered',
      nominationId: ward.ids[7],
    })
  })

  it('the seats of a ward wait for a lot between equals, which anybody can replay, and which also decides the next vacancy', async () => {
    const ward = await established({ votesOf: (index) => (index < 7 ? 90 - index * 10 : 5) })
    for (const seat of [1, 2]) await install(ward, seat)
    await onSeat(ward, 1, 'vacateSeat', '2027-01-19T09:00:00Z', { reason: 'resigned', vacantOn: '2027-01-18' })
    const waiting = await onSeat(ward, 1, 'offerSeat', '2027-01-20T09:00:00Z')
    expect(waiting.body).toMatchObject({ status: 'lot-needed', needed: { among: ward.ids.slice(7), places: 1 } })
    const thrown = { who: 'Stembureau', when: '2027-01-21T10:00:00+01:00', seed: '6 2 5' }
    const { body } = await onSeat(ward, 1, 'drawSeatLot', '2027-01-21T09:30:00Z', thrown)
    const [lot] = z.object({ lots: z.array(PublishedDraw) }).parse(body).lots
    expect(lot && objectionsToDraw(lot)).toEqual([])
    const order = lot?.order.map(({ id }) => id) ?? []
    const first = await onSeat(ward, 1, 'offerSeat', '2027-01-22T09:00:00Z')
    expect(first.body).toMatchObject({ status: 'offered', nominationId: order[0] })
    await onSeat(ward, 2, 'vacateSeat', '2027-02-19T09:00:00Z', { reason: 'resigned', vacantOn: '2027-02-18' })
    const next = await onSeat(ward, 2, 'offerSeat', '2027-02-20T09:00:00Z')
    expect(next.body).toMatchObject({ status: 'offered', nominationId: order[1] })
  })

  it('the seats of a ward are not created by an older election if a later one already has a result in the ward', async () => {
    const fresh = await startElections()
    const older = await fresh.planned([wardCode])
    await drawnWard(fresh, older, wardCode, 7)
    const at = {
      ...{ before: '2026-06-01T09:00:00Z', open: '2026-07-10T09:00:00Z', session: '2026-07-24T09:00:00Z' },
      ...{ lot: '2026-07-31T10:00:00Z', evening: '2026-09-16T20:00:00Z', result: '2026-09-23T12:00:00Z' },
    }
    const newer = await seatedWards(fresh, wardCode).established({ pollingOn: '2026-09-16', at })
    await asOfficer(fresh, 'proposeResult', { electionId: older, wardCode }, anna, { electorate: 900 })
    const late = await asOfficer(fresh, 'establishResult', { electionId: older, wardCode }, bram)
    expect(late.body).toMatchObject({ code: 'later-result-established', facts: { electionId: newer.electionId } })
    expect((await fresh.ask('listSeats', { params: { electionId: older, wardCode } })).body).toEqual({ items: [] })
  })
})
