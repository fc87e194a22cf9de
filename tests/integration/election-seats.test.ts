// From an established result to a filled seat, and the vacancy after it, through the handlers, on the real engine.
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startSweep } from '../../functions/elections/sweep-seat-offers.ts'
import { objectionsToDraw, PublishedDraw } from '../../shared/voting/lots/published-draw.ts'
import { moments, office, startElections } from '../support/builders/election-api.ts'
import { tableEnvironment } from '../support/engine/engine.ts'
import type { Persona } from '../support/services/http-event.ts'

let system: Awaited<ReturnType<typeof startElections>>
beforeAll(async () => {
  system = await startElections()
})
afterEach(() => {
  vi.useRealTimers()
})

const wardCode = 'heijplaat'
const evening = '2026-03-18T20:00:00Z'
const later = '2026-03-25T12:00:00Z'
const [anna, bram]: readonly [Persona, Persona] = [
  { ...office, sub: 'anna' },
  { ...office, sub: 'bram' },
]
const List = z.object({ candidates: z.array(z.object({ id: z.string() })) })
const Standing = z.object({ residentId: z.string() })

/** A ward of nine candidates for seven seats, its result established; ids in the order of their votes. */
const established = async (votesOf = (index: number) => 90 - index * 10) => {
  const electionId = await system.planned()
  await system.listed(electionId, wardCode, 9)
  const draw = { who: 'Centraal stembureau', when: '2026-01-30T10:30:00+01:00', seed: '3 1 6' }
  await system.onContest('drawBallotOrder', electionId, wardCode, moments.lot, draw)
  const params = { electionId, wardCode }
  const ids = List.parse((await system.ask('getCandidateList', { params })).body).candidates.map(({ id }) => id)
  await system.ask('addStation', { params, at: evening, body: { station: 'SB1', name: 'De Heij' } })
  const votes = Object.fromEntries(ids.map((id, index) => [`votes:${id}`, votesOf(index)]))
  const sum = Object.values(votes).reduce((total, each) => total + each, 0)
  const cells = {
    ...votes,
    pollingCards: sum + 2,
    proxies: 0,
    admitted: sum + 2,
    candidateVotes: sum,
    blank: 1,
    invalid: 1,
    cast: sum + 2,
    saysEqual: 1,
    electorate: 900,
  }
  const station = { ...params, station: 'SB1' }
  for (const [index, by] of [anna, bram].entries()) {
    await system.ask('claimEntry', { params: station, by, ifMatch: index * 2 + 1, at: evening })
    await system.ask('finishEntry', { params: station, by, ifMatch: index * 2 + 2, at: evening, body: { cells } })
  }
  const versionOf = async () =>
    Number((await system.ask('getContest', { params })).headers.etag?.replaceAll('"', '') ?? 0)
  const propose = { params, at: later, body: { electorate: 900 } }
  await system.ask('proposeResult', { ...propose, by: anna, ifMatch: await versionOf() })
  const answered = await system.ask('establishResult', { params, at: later, by: bram, ifMatch: await versionOf() })
  expect(answered.status).toBe(200)
  return { electionId, ids }
}
type Ward = Awaited<ReturnType<typeof established>>

const accountOf = async ({ electionId }: Ward, nominationId: string): Promise<Persona> => {
  const { GetCommand } = await import('@aws-sdk/lib-dynamodb')
  const Key = { pk: `ELECTION#${electionId}`, sk: `NOMINATION#${wardCode}#${nominationId}` }
  const { Item } = await system.table.client.send(new GetCommand({ TableName: system.table.name, Key }))
  return { sub: Standing.parse(Item).residentId, ward: wardCode, birthDate: '1980-05-17' }
}
const seatOf = async ({ electionId }: Ward, seat: number) => {
  const { body, headers } = await system.ask('getSeat', { params: { electionId, wardCode, seat: `${seat}` } })
  return { seat: z.looseObject({ status: z.string() }).parse(body), version: Number(headers.etag?.replaceAll('"', '')) }
}
type Name = 'answerSeat' | 'examineMember' | 'takeSeat' | 'vacateSeat' | 'offerSeat' | 'drawSeatLot' | 'reopenSeat'
const onSeat = async (ward: Ward, seat: number, name: Name, at: string, body?: object, by: Persona = office) => {
  const { version } = await seatOf(ward, seat)
  const params = { electionId: ward.electionId, wardCode, seat: `${seat}` }
  return system.ask(name, { params, at, by, ifMatch: version, ...(body && { body }) })
}
const install = async (ward: Ward, seat: number) => {
  const by = await accountOf(ward, ward.ids[seat - 1] ?? '')
  await onSeat(ward, seat, 'answerSeat', '2026-03-27T09:00:00Z', { answer: 'accept' }, by)
  await onSeat(ward, seat, 'examineMember', '2026-04-10T09:00:00Z', { isAdmitted: true })
  return onSeat(ward, seat, 'takeSeat', '2026-04-22T18:00:00Z', { takenOn: '2026-04-22' })
}

describe('the seats of a ward', () => {
  it('are there with the result, offered to who is elected, and theirs alone to answer', async () => {
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

  it('go to the next when a member leaves, once, whoever of two officers is quicker', async () => {
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

  it('pass to the next after silence, by the sweeper, and by the clock before that', async () => {
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

  it('ask somebody who declined for the term no more, until they take it back', async () => {
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
    // They declined this vacancy too; for the next one they are asked again.
    expect(again.body).toMatchObject({ status: 'exhausted' })
    await install(ward, 2)
    await onSeat(ward, 2, 'vacateSeat', '2027-03-02T09:00:00Z', { reason: 'moved-away', vacantOn: '2027-03-01' })
    expect((await onSeat(ward, 2, 'offerSeat', '2027-03-03T09:00:00Z')).body).toMatchObject({
      status: 'offered',
      nominationId: ward.ids[7],
    })
  })

  it('await a lot between equals, which anybody can replay, and which holds for the next vacancy', async () => {
    const ward = await established((index) => (index < 7 ? 90 - index * 10 : 5))
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
})
