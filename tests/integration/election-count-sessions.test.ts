// Counting sessions: a closed session cannot be changed, a later one corrects it, and totals use the newest session.
import { beforeAll, describe, expect, it } from 'vitest'
import {
  anna,
  asOfficer,
  bram,
  coordinator,
  drawnWard,
  enteredStation,
  establishedWard,
  evening,
  formOf,
  later,
  versionOf,
} from '../support/builders/elections/counted-ward.ts'
import { startElections } from '../support/builders/elections/election-api.ts'

let system: Awaited<ReturnType<typeof startElections>>
beforeAll(async () => {
  system = await startElections()
})

const wardCode = 'heijplaat'
const first = [50, 40, 30, 20, 10, 9, 8, 7, 6]
const reason = 'Een stapel van dit stembureau was niet geteld.'

/** A ward with two stations whose counts are final in the first session. */
const counted = async () => {
  const electionId = await system.planned()
  const ids = await drawnWard(system, electionId, wardCode)
  const of = { electionId, wardCode }
  for (const station of ['SB1', 'SB2']) await enteredStation(system, { ...of, station }, formOf(ids, first))
  return { of, ids }
}
type Ward = Awaited<ReturnType<typeof counted>>
const session = async (
  name: 'pauseCountSession' | 'resumeCountSession' | 'closeCountSession',
  { of }: Ward,
  countSession = '1',
) => {
  const params = { ...of, countSession }
  const ifMatch = versionOf(await system.ask('getCountSession', { params }))
  return system.ask(name, { params, at: later, ifMatch })
}
const correct = ({ of }: Ward, stations: readonly string[], more: object = {}) =>
  system.ask('openCountSession', { params: of, at: later, body: { reason, stations }, ...more })
const station = ({ of }: Ward, number: string) => ({ ...of, station: number })
const totals = async ({ of }: Ward) => {
  await establishedWard(system, of)
  return (await system.ask('getElectionResult', { params: of })).body
}

describe('a counting session', () => {
  it('a counting session begins with the first station, can be paused and resumed, and closes when every station is final', async () => {
    const ward = await counted()
    await system.ask('addStation', { params: ward.of, at: evening, body: { station: 'SB3', name: 'Laat' } })
    expect((await session('closeCountSession', ward)).body).toMatchObject({
      code: 'stations-not-definitive',
      facts: { stations: 'SB3' },
    })
    expect((await session('pauseCountSession', ward)).body).toMatchObject({ status: 'paused' })
    const claim = () => system.ask('claimEntry', { params: station(ward, 'SB3'), by: anna, at: evening, ifMatch: 1 })
    expect((await claim()).body).toMatchObject({ code: 'count-session-paused' })
    expect((await session('resumeCountSession', ward)).body).toMatchObject({ status: 'open' })
    expect((await session('resumeCountSession', ward)).body).toMatchObject({ code: 'count-session-not-paused' })
    await enteredStation(system, station(ward, 'SB3'), formOf(ward.ids, first), true)
    expect((await session('closeCountSession', ward)).body).toMatchObject({
      status: 'closed',
      stations: ['SB1', 'SB2', 'SB3'],
    })
    expect((await session('closeCountSession', ward)).body).toMatchObject({ code: 'count-session-not-open' })
  })

  it('a counting session cannot be changed after it is closed: no station is added and no entry is made', async () => {
    const ward = await counted()
    await session('closeCountSession', ward)
    const added = await system.ask('addStation', {
      params: ward.of,
      at: later,
      body: { station: 'SB9', name: 'Te laat' },
    })
    expect(added).toMatchObject({ status: 409, body: { code: 'count-session-over' } })
    for (const ask of [
      system.ask('claimEntry', { params: station(ward, 'SB1'), by: anna, at: later, ifMatch: 5 }),
      system.ask('settleEntries', {
        params: station(ward, 'SB1'),
        by: coordinator,
        at: later,
        ifMatch: 5,
        body: { action: 'discard' },
      }),
    ])
      expect(await ask).toMatchObject({ status: 409, body: { code: 'count-session-over', facts: { session: 1 } } })
    const { body } = await system.ask('listStations', { params: ward.of })
    expect(body).toMatchObject({ items: [{ status: 'definitive' }, { status: 'definitive' }] })
  })

  it('a counting session is corrected by a later one for the stations that it names, and the total uses the newest session', async () => {
    const ward = await counted()
    expect((await correct(ward, ['SB1'])).body).toMatchObject({ code: 'count-session-not-closed' })
    await session('closeCountSession', ward)
    expect((await correct(ward, ['SB1', 'SB7'])).body).toMatchObject({
      ...{ code: 'station-not-found', facts: { station: 'SB7' } },
      errors: [{ in: 'body', pointer: '/stations/1' }],
    })
    expect((await correct(ward, ['SB1', 'SB1'])).body).toMatchObject({ code: 'invalid-request' })
    const opened = await correct(ward, ['SB1'])
    expect(opened).toMatchObject({ status: 201, body: { number: 2, status: 'open', reason } })
    const other = await system.ask('claimEntry', { params: station(ward, 'SB2'), by: anna, at: later, ifMatch: 5 })
    expect(other.body).toMatchObject({ code: 'count-session-over' })
    const again = { params: ward.of, at: later, body: { station: 'SB2', name: 'Nog eens' } }
    expect((await system.ask('addStation', again)).body).toMatchObject({ code: 'station-counted-before' })
    expect((await asOfficer(system, 'proposeResult', ward.of, anna, { electorate: 900 })).body).toMatchObject({
      code: 'stations-not-definitive',
      facts: { stations: 'SB1' },
    })
    const more = [60, ...first.slice(1)]
    expect((await enteredStation(system, station(ward, 'SB1'), formOf(ward.ids, more), true)).body).toMatchObject({
      status: 'definitive',
      session: 2,
    })
    expect(await totals(ward)).toMatchObject({ total: { [`votes:${ward.ids[0]}`]: 110, candidateVotes: 370 } })
    const { body } = await system.ask('listCountSessions', { params: ward.of })
    expect(body).toMatchObject({
      items: [
        { number: 1, status: 'closed', stations: ['SB1', 'SB2'] },
        { number: 2, status: 'closed', stations: ['SB1'], reason },
      ],
    })
  })

  it('a counting session is opened once, however often it is requested, also by two officers in parallel', async () => {
    const ward = await counted()
    await session('closeCountSession', ward)
    const key = { idempotencyKey: 'correctie-1' }
    expect((await correct(ward, ['SB1'], key)).status).toBe(201)
    expect((await correct(ward, ['SB1'], key)).body).toMatchObject({ number: 2 })
    const next = await counted()
    await session('closeCountSession', next)
    const both = await Promise.all([correct(next, ['SB1'], { by: anna }), correct(next, ['SB2'], { by: bram })])
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(both.find(({ status }) => status !== 201)?.status).toBeGreaterThanOrEqual(409)
    const { body } = await system.ask('listCountSessions', { params: next.of })
    expect(body).toMatchObject({ items: [{ number: 1 }, { number: 2 }] })
  })

  it('a counting session closes when a result based on it is proposed; no session is opened while a proposal is pending', async () => {
    const ward = await counted()
    await asOfficer(system, 'proposeResult', ward.of, anna, { electorate: 900 })
    expect((await system.ask('getCountSession', { params: { ...ward.of, countSession: '1' } })).body).toMatchObject({
      status: 'closed',
    })
    expect((await correct(ward, ['SB1'])).body).toMatchObject({ code: 'contest-not-counting' })
    await asOfficer(system, 'returnResult', ward.of, bram)
    expect((await correct(ward, ['SB1'])).status).toBe(201)
  })

  it('a counting session tells a typist in words which cells have errors', async () => {
    const ward = await counted()
    await system.ask('addStation', { params: ward.of, at: evening, body: { station: 'SB3', name: 'Laat' } })
    const params = station(ward, 'SB3')
    const cells = formOf(ward.ids, first)
    await system.ask('claimEntry', { params, by: anna, at: evening, ifMatch: 1 })
    const warned = await system.ask('finishEntry', {
      params,
      by: anna,
      at: evening,
      ifMatch: 2,
      body: { cells: { ...cells, electorate: 10 } },
    })
    expect(warned.body).toMatchObject({
      code: 'warnings-not-handled',
      errors: [{ pointer: '/cells/electorate' }, { pointer: '/cells/pollingCards' }],
    })
  })
})
