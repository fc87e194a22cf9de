// A recount of a ward after its result, through the handlers, on the real engine: who may order it and until when, what happens to
// lots and seats, and which results can still be read.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { getSeats } from '../../shared/elections/seating/store.ts'
import { ElectionId, WardCode } from '../../shared/kernel/ids.ts'
import { objectionsToDraw, PublishedDraw } from '../../shared/voting/lots/published-draw.ts'
import {
  anna,
  asOfficer,
  drawnWard,
  enteredStation,
  establishedWard,
  formOf,
  later,
} from '../support/builders/elections/counted-ward.ts'
import { moments, startElections } from '../support/builders/elections/election-api.ts'
import { order, recounts } from '../support/builders/elections/recounted-ward.ts'
import { seatedWards } from '../support/builders/elections/seated-ward.ts'

const wardCode = 'heijplaat'
const ordered = '2026-04-01T09:00:00Z'
const inTerm = '2026-05-04T09:00:00Z'
/** Votes by candidate: as `established` enters them, and a recount in which the eighth candidate overtakes the seventh. */
const first = [90, 80, 70, 60, 50, 40, 30, 20, 10]
const other = [90, 80, 70, 60, 50, 40, 30, 31, 10]
const Results = z.object({ items: z.array(z.looseObject({ ties: z.array(PublishedDraw), outcome: z.unknown() })) })

let system: Awaited<ReturnType<typeof startElections>>
let wards: ReturnType<typeof seatedWards>
let recount: ReturnType<typeof recounts>
beforeAll(async () => {
  system = await startElections()
  wards = seatedWards(system, wardCode)
  recount = recounts(system, wardCode)
})

describe('a recount', () => {
  it('is ordered within six weeks of the result, by a body that the rules name, in a ward that voted', async () => {
    const ward = await wards.established()
    const tooLate = await recount.order(ward, '2026-05-06T22:00:00Z')
    expect(tooLate.body).toMatchObject({ code: 'recount-too-late', facts: { before: '2026-05-06T22:00:00.000Z' } })
    expect((await recount.order(ward, '2026-05-06T21:59:59Z')).body).toMatchObject({
      status: 'listed',
      recount: { result: 1, ...order },
    })
    const rules = { recount: { orderedBy: ['court'], orderWithinDays: 10, takenSeats: 'reviewed' } }
    const electionId = await system.planned([wardCode], '2026-03-18', moments.before, rules)
    const ids = await drawnWard(system, electionId, wardCode)
    await enteredStation(system, { electionId, wardCode, station: 'SB1' }, formOf(ids, first))
    await establishedWard(system, { electionId, wardCode })
    expect((await recount.order({ electionId, ids }, ordered)).body).toMatchObject({ code: 'recount-not-in-rules' })
    const noContest = await system.planned([wardCode])
    const seven = await drawnWard(system, noContest, wardCode, 7)
    await establishedWard(system, { electionId: noContest, wardCode })
    expect((await recount.order({ electionId: noContest, ids: seven }, ordered)).body).toMatchObject({
      code: 'nothing-was-counted',
    })
  })

  it('is ordered once, also by two officers in parallel, and not before there is a result', async () => {
    const ward = await wards.established()
    const ifMatch = await recount.version(ward)
    const params = { electionId: ward.electionId, wardCode }
    const both = await Promise.all(
      [1, 2].map(() => system.ask('orderRecount', { params, at: ordered, ifMatch, body: order })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await recount.order(ward, ordered)).body).toMatchObject({ code: 'recount-not-possible' })
  })

  it('leaves the result and its files unchanged until the next result is established', async () => {
    const ward = await wards.established()
    const params = { electionId: ward.electionId, wardCode }
    const files = () =>
      Promise.all(
        ['count', 'result'].map((message) => system.ask('exportContestEml', { params: { ...params, message } })),
      )
    const before = await files()
    await recount.order(ward, ordered)
    await recount.count(ward, other, ordered)
    expect((await system.ask('getElectionResult', { params })).body).toMatchObject({
      number: 1,
      standing: 'counted-again',
      recount: order,
      outcome: { elected: ward.ids.slice(0, 7) },
    })
    expect((await files()).map(({ body }) => body)).toEqual(before.map(({ body }) => body))
    expect(before.map(({ status }) => status)).toEqual([200, 200])
    await recount.propose(ward, ordered)
    expect((await recount.establish(ward, ordered)).status).toBe(200)
    expect((await files()).map(({ body }) => body)).not.toEqual(before.map(({ body }) => body))
  })

  it('supersedes the result with a reason; both remain readable, and the term begins on the same day', async () => {
    const ward = await wards.established()
    expect((await recount.recounted(ward, other, ordered)).body).toMatchObject({ status: 'established' })
    const winners = [...ward.ids.slice(0, 6), ward.ids[7]]
    expect(await recount.results(ward)).toMatchObject({
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

  it('has to count a station again, and its result is established by two officers again', async () => {
    const ward = await wards.established()
    await recount.order(ward, ordered)
    expect((await recount.propose(ward, ordered)).body).toMatchObject({ code: 'nothing-recounted' })
    await recount.count(ward, first, ordered)
    await recount.propose(ward, ordered)
    const same = await system.onContest('establishResult', ward.electionId, wardCode, ordered, undefined, anna)
    expect(same.body).toMatchObject({ code: 'same-officer' })
  })

  it('that confirms the result changes no seat and no lot', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    const of = [ElectionId.parse(ward.electionId), WardCode.parse(wardCode)] as const
    const before = await getSeats(system.table, ...of)
    await recount.recounted(ward, first, inTerm)
    expect(await getSeats(system.table, ...of)).toEqual(before)
    expect(await recount.results(ward)).toMatchObject({ items: [{ standing: 'superseded' }, { standing: 'stands' }] })
  })

  it('can also be ordered for the new result', async () => {
    const ward = await wards.established()
    await recount.recounted(ward, other, ordered)
    await recount.recounted(ward, first, inTerm)
    const all = Results.parse(await recount.results(ward)).items
    expect(all.map(({ number, standing }) => [number, standing])).toEqual([
      [1, 'superseded'],
      [2, 'superseded'],
      [3, 'stands'],
    ])
    expect((await wards.seatOf(ward, 7)).seat).toMatchObject({ status: 'offered', nominationId: ward.ids[6] })
  })

  it('is refused once a later election has a result in the ward', async () => {
    const system = await startElections()
    const wards = seatedWards(system, wardCode)
    const recount = recounts(system, wardCode)
    const long = { recount: { orderedBy: ['court'], orderWithinDays: 400, takenSeats: 'reviewed' } }
    const electionId = await system.planned([wardCode], '2026-03-18', moments.before, long)
    const ids = await drawnWard(system, electionId, wardCode)
    await enteredStation(system, { electionId, wardCode, station: 'SB1' }, formOf(ids, first))
    await establishedWard(system, { electionId, wardCode })
    await wards.established({
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
    const late = await recount.order({ electionId, ids }, '2026-09-24T09:00:00Z', { ...order, orderedBy: 'court' })
    expect(late.body).toMatchObject({ code: 'later-result-established' })
  })
})

describe('a ward whose votes were cast', () => {
  it('cannot be called off; its vote can be annulled by order of a body, but not while a result is in force', async () => {
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
    await recount.order({ electionId, ids }, ordered)
    expect((await annul(ordered)).body).toMatchObject({ code: 'recount-not-ended' })
    const other = await system.planned([wardCode])
    await drawnWard(system, other, wardCode)
    const annulled = await system.onContest('annulContest', other, wardCode, later, { orderedBy: 'court', reason })
    expect(annulled.body).toMatchObject({ status: 'cancelled', annulledBy: 'court', reason })
  })
})

describe('the seats after a recount', () => {
  it('go to the new winner if they were only offered; the former winner can no longer accept', async () => {
    const ward = await wards.established()
    const loser = await wards.accountOf(ward, ward.ids[6] ?? '')
    const winner = await wards.accountOf(ward, ward.ids[7] ?? '')
    await recount.recounted(ward, other, ordered)
    expect((await wards.seatOf(ward, 7)).seat).toMatchObject({ status: 'offered', nominationId: ward.ids[7] })
    const late = await wards.onSeat(ward, 7, 'answerSeat', ordered, { answer: 'accept' }, loser)
    expect(late.body).toMatchObject({ code: 'seat-not-yours' })
    const accepted = await wards.onSeat(ward, 7, 'answerSeat', ordered, { answer: 'accept' }, winner)
    expect(accepted.body).toMatchObject({ status: 'accepted' })
  })

  it('are reviewed if they were taken, and go to the new winner once the member leaves', async () => {
    const ward = await wards.established()
    await wards.install(ward, 7)
    await recount.recounted(ward, other, inTerm)
    expect((await wards.seatOf(ward, 7, inTerm)).seat).toMatchObject({
      status: 'in-review',
      nominationId: ward.ids[6],
      takenOn: '2026-04-22',
    })
    const stays = await wards.onSeat(ward, 7, 'reviewSeat', inTerm, { outcome: 'stays', decidedOn: '2026-05-04' })
    expect(stays.body).toMatchObject({ code: 'another-comes-first' })
    const leaves = { outcome: 'leaves', decidedOn: '2026-05-04' }
    expect((await wards.onSeat(ward, 7, 'reviewSeat', inTerm, leaves)).body).toMatchObject({ status: 'vacant' })
    expect((await wards.onSeat(ward, 7, 'offerSeat', inTerm)).body).toMatchObject({
      status: 'offered',
      nominationId: ward.ids[7],
    })
  })

  it('are offered to nobody while the votes are counted again', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    await wards.onSeat(ward, 1, 'vacateSeat', '2026-04-24T09:00:00Z', { reason: 'resigned', vacantOn: '2026-04-24' })
    await recount.order(ward, inTerm)
    expect((await wards.onSeat(ward, 1, 'offerSeat', inTerm)).body).toMatchObject({ code: 'recount-going-on' })
  })

  it('are reviewed or offered again if a former winner accepts while the new result is established', async () => {
    const ward = await wards.established()
    const by = await wards.accountOf(ward, ward.ids[6] ?? '')
    await recount.order(ward, ordered)
    await recount.count(ward, other, ordered)
    await recount.propose(ward, ordered)
    const both = await Promise.all([
      recount.establish(ward, ordered),
      wards.onSeat(ward, 7, 'answerSeat', ordered, { answer: 'accept' }, by),
    ])
    const [established, answered] = both.map(({ status }) => status)
    if (established !== 200) await recount.establish(ward, ordered)
    const { seat } = await wards.seatOf(ward, 7)
    // Whichever request came first, nobody who no longer wins keeps a seat without a review.
    expect(seat).toMatchObject(
      answered === 200
        ? { status: 'in-review', nominationId: ward.ids[6] }
        : { status: 'offered', nominationId: ward.ids[7] },
    )
  })
})

describe('the lots of a result that is counted again', () => {
  const tie = [90, 80, 70, 60, 50, 40, 20, 20, 10]
  /** A ward with a tie for the last seat. The lot was drawn and the result established. */
  const drawn = async () => {
    const electionId = await system.planned([wardCode, 'pernis'])
    const ids = await drawnWard(system, electionId, wardCode)
    const of = { electionId, wardCode }
    await enteredStation(system, { ...of, station: 'SB1' }, formOf(ids, tie))
    await asOfficer(system, 'proposeResult', of, anna, { electorate: 900 })
    await asOfficer(system, 'drawTie', of, anna, { who: 'Stembureau', when: later, seed: '6 2 5' })
    await establishedWard(system, of)
    return { electionId, ids }
  }

  it('are kept if the same candidates tie for the same place again', async () => {
    const ward = await drawn()
    await recount.recounted(ward, [91, ...tie.slice(1)], ordered)
    const [before, after] = Results.parse(await recount.results(ward)).items
    expect(after).toMatchObject({ ties: before?.ties, voidedTies: [] })
  })

  it('become void with their record if there is no longer a tie, and are valid again if it returns', async () => {
    const ward = await drawn()
    await recount.recounted(ward, [90, 80, 70, 60, 50, 40, 20, 21, 10], ordered)
    const [before, after] = Results.parse(await recount.results(ward)).items
    expect(after).toMatchObject({ ties: [], voidedTies: before?.ties })
    const [lot] = before?.ties ?? []
    expect(lot && objectionsToDraw(lot)).toEqual([])
    await recount.recounted(ward, tie, inTerm)
    const again = Results.parse(await recount.results(ward)).items.at(-1)
    expect(again).toMatchObject({ ties: before?.ties, voidedTies: [], outcome: before?.outcome })
  })

  it('do not decide a tie of other candidates: a new lot is drawn', async () => {
    const ward = await drawn()
    await recount.order(ward, ordered)
    await recount.count(ward, [90, 80, 70, 60, 50, 40, 20, 20, 20], ordered)
    const awaiting = await recount.propose(ward, ordered)
    expect(awaiting.body).toMatchObject({ status: 'lot-needed', needed: { among: ward.ids.slice(6), places: 1 } })
    const thrown = { who: 'Stembureau', when: ordered, seed: '1 1 4' }
    await system.onContest('drawTie', ward.electionId, wardCode, ordered, thrown, anna)
    await recount.propose(ward, ordered)
    await recount.establish(ward, ordered)
    const [before, after] = Results.parse(await recount.results(ward)).items
    expect(after).toMatchObject({ voidedTies: before?.ties })
    expect(new Set([...(before?.ties ?? []), ...(after?.ties ?? [])].map(({ subject }) => subject)).size).toBe(2)
  })
})
