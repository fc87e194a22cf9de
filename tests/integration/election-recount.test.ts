// A recount of a ward after its result, through the handlers, on the real engine: who may order it and until when, and which results
// can still be read.
import { beforeAll, describe, expect, it } from 'vitest'
import { getSeats } from '../../shared/elections/seating/store.ts'
import { ElectionId, WardCode } from '../../shared/kernel/ids.ts'
import {
  anna,
  drawnWard,
  enteredStation,
  establishedWard,
  formOf,
  later,
} from '../support/builders/elections/counted-ward.ts'
import { moments } from '../support/builders/elections/election-api.ts'
import {
  order,
  type Recounts,
  recountMoments,
  recountVotes,
  startRecounts,
} from '../support/builders/elections/recounted-ward.ts'

const wardCode = 'heijplaat'
const { ordered, inTerm } = recountMoments
const { first, other } = recountVotes
let system: Recounts
beforeAll(async () => {
  system = await startRecounts(wardCode)
})

describe('a recount', () => {
  it('a recount is ordered within six weeks of the result, by a body that the rules name, in a ward that voted', async () => {
    const ward = await system.wards.established()
    const tooLate = await system.recount.order(ward, '2026-05-06T22:00:00Z')
    expect(tooLate.body).toMatchObject({ code: 'recount-too-late', facts: { before: '2026-05-06T22:00:00.000Z' } })
    expect((await system.recount.order(ward, '2026-05-06T21:59:59Z')).body).toMatchObject({
      status: 'listed',
      recount: { result: 1, ...order },
    })
    const rules = { recount: { orderedBy: ['court'], orderWithinDays: 10, takenSeats: 'reviewed' } }
    const electionId = await system.planned([wardCode], '2026-03-18', moments.before, rules)
    const ids = await drawnWard(system, electionId, wardCode)
    await enteredStation(system, { electionId, wardCode, station: 'SB1' }, formOf(ids, first))
    await establishedWard(system, { electionId, wardCode })
    expect((await system.recount.order({ electionId, ids }, ordered)).body).toMatchObject({
      code: 'recount-not-in-rules',
    })
    const noContest = await system.planned([wardCode])
    const seven = await drawnWard(system, noContest, wardCode, 7)
    await establishedWard(system, { electionId: noContest, wardCode })
    expect((await system.recount.order({ electionId: noContest, ids: seven }, ordered)).body).toMatchObject({
      code: 'nothing-was-counted',
    })
  })

  it('a recount is ordered once, also by two officers in parallel, and not before there is a result', async () => {
    const ward = await system.wards.established()
    const ifMatch = await system.recount.version(ward)
    const params = { electionId: ward.electionId, wardCode }
    const both = await Promise.all(
      [1, 2].map(() => system.ask('orderRecount', { params, at: ordered, ifMatch, body: order })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await system.recount.order(ward, ordered)).body).toMatchObject({ code: 'recount-not-possible' })
  })

  it('a recount leaves the result and its files unchanged until the next result is established', async () => {
    const ward = await system.wards.established()
    const params = { electionId: ward.electionId, wardCode }
    const files = () =>
      Promise.all(
        ['count', 'result'].map((message) => system.ask('exportContestEml', { params: { ...params, message } })),
      )
    const before = await files()
    await system.recount.order(ward, ordered)
    await system.recount.count(ward, other, ordered)
    expect((await system.ask('getElectionResult', { params })).body).toMatchObject({
      number: 1,
      standing: 'counted-again',
      recount: order,
      outcome: { elected: ward.ids.slice(0, 7) },
    })
    expect((await files()).map(({ body }) => body)).toEqual(before.map(({ body }) => body))
    expect(before.map(({ status }) => status)).toEqual([200, 200])
    await system.recount.propose(ward, ordered)
    expect((await system.recount.establish(ward, ordered)).status).toBe(200)
    expect((await files()).map(({ body }) => body)).not.toEqual(before.map(({ body }) => body))
  })

  it('a recount supersedes the result with a reason; both remain readable, and the term begins on the same day', async () => {
    const ward = await system.wards.established()
    expect((await system.recount.recounted(ward, other, ordered)).body).toMatchObject({ status: 'established' })
    const winners = [...ward.ids.slice(0, 6), ward.ids[7]]
    expect(await system.recount.results(ward)).toMatchObject({
      items: [
        {
          number: 1,
          standing: 'superseded',
          recount: order,
          supersededAt: '2026-04-01T09:00:00.000Z',
          outcome: { elected: ward.ids.slice(0, 7) },
          termStartsOn: '2026-04-22',
        },
        { number: 2, standing: 'stands', outcome: { elected: winners }, termStartsOn: '2026-04-22' },
      ],
    })
  })

  it('a recount has to count a station again, and its result is established by two officers again', async () => {
    const ward = await system.wards.established()
    await system.recount.order(ward, ordered)
    expect((await system.recount.propose(ward, ordered)).body).toMatchObject({ code: 'nothing-recounted' })
    await system.recount.count(ward, first, ordered)
    await system.recount.propose(ward, ordered)
    const same = await system.onContest('establishResult', ward.electionId, wardCode, ordered, undefined, anna)
    expect(same.body).toMatchObject({ code: 'same-officer' })
  })

  it('a recount that confirms the result changes no seat and no lot', async () => {
    const ward = await system.wards.established()
    await system.wards.install(ward, 1)
    const of = [ElectionId.parse(ward.electionId), WardCode.parse(wardCode)] as const
    const before = await getSeats(system.table, ...of)
    await system.recount.recounted(ward, first, inTerm)
    expect(await getSeats(system.table, ...of)).toEqual(before)
    expect(await system.recount.results(ward)).toMatchObject({
      items: [{ standing: 'superseded' }, { standing: 'stands' }],
    })
  })

  it('a recount can also be ordered for the new result', async () => {
    const ward = await system.wards.established()
    await system.recount.recounted(ward, other, ordered)
    await system.recount.recounted(ward, first, inTerm)
    const all = await system.recount.resultsWithLots(ward)
    expect(all.map(({ number, standing }) => [number, standing])).toEqual([
      [1, 'superseded'],
      [2, 'superseded'],
      [3, 'stands'],
    ])
    expect((await system.wards.seatOf(ward, 7)).seat).toMatchObject({ status: 'offered', nominationId: ward.ids[6] })
  })

  it('a recount is refused once a later election has a result in the ward', async () => {
    const system = await startRecounts(wardCode)
    const long = { recount: { orderedBy: ['court'], orderWithinDays: 400, takenSeats: 'reviewed' } }
    const electionId = await system.planned([wardCode], '2026-03-18', moments.before, long)
    const ids = await drawnWard(system, electionId, wardCode)
    await enteredStation(system, { electionId, wardCode, station: 'SB1' }, formOf(ids, first))
    await establishedWard(system, { electionId, wardCode })
    await system.wards.established({
      pollingOn: '2026-09-16',
      at: {
        before: '2026-06-01T09:00:00Z',
        open: '2026-07-10T09:00:00Z',
        session: '2026-07-24T09:00:00Z',
        lot: '2026-07-31T10:00:00Z',
        evening: '2026-09-16T20:00:00Z',
        result: '2026-09-23T12:00:00Z',
      },
    })
    const late = await system.recount.order({ electionId, ids }, '2026-09-24T09:00:00Z', {
      ...order,
      orderedBy: 'court',
    })
    expect(late.body).toMatchObject({ code: 'later-result-established' })
  })
})

describe('a ward whose votes were cast', () => {
  it('a ward whose votes were cast cannot be called off; its vote can be annulled by order of a body, but not while a result is in force', async () => {
    const electionId = await system.planned([wardCode])
    const ids = await drawnWard(system, electionId, wardCode)
    const reason = 'Een stembureau gaf stembiljetten van een andere wijk uit.'
    const annul = (at: string) =>
      system.onContest('annulContest', electionId, wardCode, at, { orderedBy: 'municipal-council', reason })
    expect((await annul(moments.polling)).body).toMatchObject({ code: 'no-votes-cast' })
    const calledOff = await system.onContest('cancelContest', electionId, wardCode, later, { reason })
    expect(calledOff.body).toMatchObject({ code: 'votes-were-cast' })
    await enteredStation(system, { electionId, wardCode, station: 'SB1' }, formOf(ids, first))
    await establishedWard(system, { electionId, wardCode })
    expect((await annul(ordered)).body).toMatchObject({ code: 'contest-over' })
    await system.recount.order({ electionId, ids }, ordered)
    expect((await annul(ordered)).body).toMatchObject({ code: 'recount-not-ended' })
    const other = await system.planned([wardCode])
    await drawnWard(system, other, wardCode)
    const annulled = await system.onContest('annulContest', other, wardCode, later, { orderedBy: 'court', reason })
    expect(annulled.body).toMatchObject({ status: 'cancelled', annulledBy: 'court', reason })
  })
})
