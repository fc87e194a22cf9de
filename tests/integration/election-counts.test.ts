// From the paper form of a polling station to an established result, through the handlers, on the real engine.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Cells } from '../../shared/elections/count/cells.ts'
import { objectionsToDraw, PublishedDraw } from '../../shared/voting/lots/published-draw.ts'
import { formOf as filledForm } from '../support/builders/elections/counted-ward.ts'
import { moments, office, startElections } from '../support/builders/elections/election-api.ts'
import { freezeRollOf } from '../support/builders/elections/frozen-roll.ts'
import type { Persona } from '../support/services/http-event.ts'

let system: Awaited<ReturnType<typeof startElections>>
beforeAll(async () => {
  system = await startElections()
})

const ward = 'heijplaat'
const evening = '2026-03-18T20:00:00Z'
const later = '2026-03-25T12:00:00Z'
const [anna, bram, coordinator]: readonly [Persona, Persona, Persona] = [
  { ...office, sub: 'anna' },
  { ...office, sub: 'bram' },
  { ...office, sub: 'coordinator' },
]
const drawOrder = { who: 'Centraal stembureau', when: '2026-01-30T10:30:00+01:00', seed: '3 1 6 2 2 5 4' }
const List = z.object({ candidates: z.array(z.object({ id: z.string() })) })

/** A ward with this many candidates in drawn order, and one station. The ids are in the order of the ballot. */
const counting = async (candidates = 9) => {
  const electionId = await system.planned()
  await system.listed(electionId, ward, candidates)
  await system.onContest('drawBallotOrder', electionId, ward, moments.lot, drawOrder)
  const params = { electionId, wardCode: ward }
  const { body } = await system.ask('getCandidateList', { params })
  const ids = List.parse(body).candidates.map(({ id }) => id)
  await system.ask('addStation', { params, at: evening, body: { station: 'SB1', name: 'De Heij' } })
  return { electionId, params: { ...params, station: 'SB1' }, ids }
}
type Counting = Awaited<ReturnType<typeof counting>>

const formOf = ({ ids }: Counting, votes: readonly number[]): Cells => filledForm(ids, votes)
const claim = ({ params }: Counting, by: Persona, ifMatch: number, at = evening) =>
  system.ask('claimEntry', { params, by, ifMatch, at })
const finish = ({ params }: Counting, by: Persona, cells: Cells, ifMatch: number) =>
  system.ask('finishEntry', { params, by, ifMatch, at: evening, body: { cells } })
const settle = ({ params }: Counting, body: object, ifMatch: number) =>
  system.ask('settleEntries', { params, by: coordinator, ifMatch, at: evening, body })

/** Enters the count of the station twice, with the same numbers. */
const entered = async (ward: Counting, votes: readonly number[]) => {
  const cells = formOf(ward, votes)
  await claim(ward, anna, 1)
  await finish(ward, anna, cells, 2)
  await claim(ward, bram, 3)
  return finish(ward, bram, cells, 4)
}
const onContest = async (
  name: 'proposeResult' | 'drawTie' | 'establishResult' | 'returnResult',
  of: Counting,
  by: Persona,
  body?: object,
) => {
  const { electionId, wardCode } = of.params
  const { headers } = await system.ask('getContest', { params: { electionId, wardCode } })
  return system.ask(name, {
    params: { electionId, wardCode },
    at: later,
    by,
    ifMatch: Number(headers.etag?.replaceAll('"', '')),
    ...(body && { body }),
  })
}
const resultOf = ({ params: { electionId, wardCode } }: Counting) =>
  system.ask('getElectionResult', { params: { electionId, wardCode } })
const electorate = { electorate: 900 }

describe('the entry of a station', () => {
  it('the entry of a station begins after the polls have closed, and is final when two people entered the same', async () => {
    const it = await counting()
    expect((await claim(it, anna, 1, '2026-03-18T19:59:59Z')).body).toMatchObject({ code: 'polling-not-closed' })
    expect((await entered(it, [50, 40, 30, 20, 10, 9, 8, 7, 6])).body).toMatchObject({ status: 'definitive' })
  })

  it('the entry of a station cannot be made twice by one person, or by two people in parallel', async () => {
    const it = await counting()
    const both = await Promise.all([claim(it, anna, 1), claim(it, bram, 1)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    const [first, other] = both[0]?.status === 200 ? [anna, bram] : [bram, anna]
    const cells = formOf(it, [5, 4, 3])
    expect((await finish(it, other, cells, 2)).body).toMatchObject({ code: 'entry-of-another' })
    await finish(it, first, cells, 2)
    expect((await claim(it, first, 3)).body).toMatchObject({ code: 'same-typist' })
  })

  it('the entry of a station that differs is returned blank to the typist, without showing what the other one entered', async () => {
    const it = await counting()
    const [a, b] = it.ids.map((id) => `votes:${id}`)
    await claim(it, anna, 1)
    await finish(it, anna, formOf(it, [50, 40]), 2)
    await claim(it, bram, 3)
    const different = await finish(it, bram, formOf(it, [49, 41]), 4)
    expect(different.body).toMatchObject({ status: 'different' })
    expect(JSON.stringify(different.body)).not.toMatch(/\b(50|49|41|40)\b/)
    const returned = await settle(it, { action: 'return', which: 'second' }, 5)
    expect(returned.body).toMatchObject({ status: 'returned', returned: 'second' })
    expect(
      z
        .object({ differing: z.array(z.string()) })
        .parse(returned.body)
        .differing.toSorted(),
    ).toEqual([a, b].toSorted())
    const whole = await finish(it, bram, formOf(it, [50, 40]), 6)
    expect(whole.body).toMatchObject({ code: 'cells-not-returned' })
    const corrected = await finish(it, bram, { [a ?? '']: 50, [b ?? '']: 40 }, 6)
    expect(corrected.body).toMatchObject({ status: 'definitive' })
  })

  it('the entry of a station with errors waits for the coordinator, who sees the errors', async () => {
    const it = await counting()
    await claim(it, anna, 1)
    const wrong = await finish(it, anna, { ...formOf(it, [50, 40]), blank: 2 }, 2)
    expect(wrong.body).toMatchObject({ status: 'first-has-errors', errors: ['WZ.F.203'] })
    expect((await settle(it, { action: 'resume' }, 3)).body).toMatchObject({ status: 'first-open' })
    expect((await settle(it, { action: 'discard' }, 4)).body).toMatchObject({ code: 'nothing-entered' })
    const { electionId, wardCode } = it.params
    const { body } = await system.ask('listStations', { params: { electionId, wardCode } })
    expect(body).toMatchObject({ items: [{ station: 'SB1', name: 'De Heij', status: 'first-open' }] })
    const left = await system.ask('leaveEntry', { params: it.params, by: anna, ifMatch: 4, at: evening })
    expect(left.body).toMatchObject({ status: 'empty' })
  })

  it('the entry of a station requires a drawn ballot order, and is closed once a result is proposed', async () => {
    const electionId = await system.planned()
    const add = { at: evening, body: { station: 'SB9', name: 'Te vroeg' } }
    const early = await system.ask('addStation', { ...add, params: { electionId, wardCode: ward } })
    expect(early.body).toMatchObject({ code: 'contest-not-counting' })
    const it = await counting()
    await entered(it, [9, 8, 7, 6, 5, 4, 3, 2, 1])
    await onContest('proposeResult', it, anna, electorate)
    const late = await system.ask('addStation', { ...add, params: { electionId: it.electionId, wardCode: ward } })
    expect(late.body).toMatchObject({ code: 'contest-not-counting' })
  })
})

describe('the result of a ward', () => {
  it('the result of a ward is proposed by one officer, established by another, and then published for good', async () => {
    const it = await counting()
    expect((await onContest('proposeResult', it, anna, electorate)).body).toMatchObject({
      code: 'stations-not-definitive',
      facts: { stations: 'SB1' },
    })
    await entered(it, [50, 40, 30, 20, 10, 9, 8, 7, 6])
    expect((await onContest('proposeResult', it, anna, { electorate: 100 })).body).toMatchObject({
      code: 'more-voters-than-electorate',
    })
    await onContest('proposeResult', it, anna, electorate)
    expect((await resultOf(it)).body).toMatchObject({ code: 'result-not-established' })
    expect((await onContest('establishResult', it, anna)).body).toMatchObject({ code: 'same-officer' })
    await onContest('establishResult', it, bram)
    const { body } = await resultOf(it)
    expect(body).toMatchObject({
      seats: 7,
      turnout: 2_022,
      outcome: {
        method: 'personal',
        reason: 'votes',
        elected: it.ids.slice(0, 7),
        succession: [[it.ids[7]], [it.ids[8]]],
      },
      vacantSeats: 0,
      termStartsOn: '2026-04-22',
    })
    for (const name of ['proposeResult', 'establishResult', 'returnResult'] as const)
      expect((await onContest(name, it, anna, name === 'proposeResult' ? electorate : undefined)).status).toBe(409)
  })

  it('the result of a ward uses the number of voters of the ward on the frozen roll', async () => {
    const it = await counting()
    await entered(it, [50, 40, 30, 20, 10, 9, 8, 7, 6])
    await freezeRollOf(system.table, it.electionId, ward, 901)
    expect((await onContest('proposeResult', it, anna, electorate)).body).toMatchObject({
      code: 'electorate-not-as-roll',
      facts: { roll: 901, electorate: 900 },
    })
    expect((await onContest('proposeResult', it, anna, { electorate: 901 })).body).toMatchObject({ status: 'proposed' })
  })

  it('the result of a ward waits for a lot if there is a tie for the last seat; the lot can be replayed and decides the succession', async () => {
    const it = await counting()
    await entered(it, [50, 40, 30, 20, 15, 12, 8, 8, 8])
    const waiting = await onContest('proposeResult', it, anna, electorate)
    expect(waiting.body).toMatchObject({ status: 'lot-needed', needed: { stage: 'seats', places: 1 } })
    const thrown = { who: 'Centraal stembureau', when: '2026-03-25T13:00:00+01:00', seed: '6 2 1 4' }
    const before = await onContest('drawTie', it, anna, { ...thrown, when: '2026-03-25T11:59:59Z' })
    expect(before.body).toMatchObject({ code: 'session-at-another-time' })
    expect((await onContest('drawTie', it, anna, thrown)).body).toMatchObject({ status: 'listed' })
    await onContest('proposeResult', it, anna, electorate)
    await onContest('establishResult', it, bram)
    const Ties = z.object({
      ties: z.tuple([PublishedDraw]),
      outcome: z.looseObject({ elected: z.array(z.string()), succession: z.array(z.array(z.string())) }),
    })
    const { ties, outcome } = Ties.parse((await resultOf(it)).body)
    expect(objectionsToDraw(ties[0])).toEqual([])
    const order = ties[0].order.map(({ id }) => id)
    expect(outcome.elected).toEqual([...it.ids.slice(0, 6), order[0]])
    expect(outcome.succession).toEqual([[order[1]], [order[2]]])
  })

  it('the result of a ward skips a candidate who died, but their votes remain in the total', async () => {
    const it = await counting()
    const drop = { params: { ...it.params, nominationId: it.ids[0] ?? '' }, ifMatch: 2, at: later }
    const { station: _, ...params } = drop.params
    await system.ask('dropCandidate', { ...drop, params, body: { reason: 'died', on: '2026-03-01' } })
    await entered(it, [50, 40, 30, 20, 10, 9, 8, 7, 6])
    await onContest('proposeResult', it, anna, electorate)
    await onContest('establishResult', it, bram)
    expect((await resultOf(it)).body).toMatchObject({
      total: { candidateVotes: 180 },
      outcome: { elected: it.ids.slice(1, 8) },
    })
  })

  it('the result of a ward needs no count if there are no more candidates than seats', async () => {
    const it = await counting(5)
    await onContest('proposeResult', it, anna, electorate)
    await onContest('establishResult', it, bram)
    const { body } = await resultOf(it)
    expect(body).toMatchObject({ seats: 5, outcome: { reason: 'no-contest', elected: it.ids }, vacantSeats: 0 })
    expect(body).not.toHaveProperty('total')
    // The list cannot be opened again under an established result.
    const session = await system.onContest('openSession', it.electionId, ward, later, {
      reason: 'De lijst klopt niet.',
    })
    expect(session.body).toMatchObject({ code: 'session-not-possible', facts: { status: 'established' } })
    expect((await resultOf(it)).body).toEqual(body)
  })

  it('the result of a ward can be returned by a colleague who disagrees, and proposed again', async () => {
    const it = await counting()
    await entered(it, [50, 40, 30, 20, 10, 9, 8, 7, 6])
    await onContest('proposeResult', it, anna, electorate)
    expect((await onContest('returnResult', it, bram)).body).toMatchObject({ status: 'listed' })
    expect((await onContest('proposeResult', it, bram, electorate)).body).toMatchObject({ status: 'proposed' })
  })

  it('the result of a ward does not exist for a cancelled election', async () => {
    const it = await counting(5)
    await system.onContest('cancelContest', it.electionId, ward, later, { reason: 'De raad heeft anders besloten.' })
    expect((await onContest('proposeResult', it, anna, electorate)).body).toMatchObject({ code: 'result-not-possible' })
  })
})
