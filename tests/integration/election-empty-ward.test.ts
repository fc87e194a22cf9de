// A ward in which nobody stands: an empty list, an empty order, a result without members, and seats for the lottery.
import { beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { anna, asOfficer, bram, drawOrder, later } from '../support/builders/elections/counted-ward.ts'
import { moments, startElections } from '../support/builders/elections/election-api.ts'

let system: Awaited<ReturnType<typeof startElections>>
beforeAll(async () => {
  system = await startElections()
})

const wardCode = 'pernis'
const Seats = z.object({ items: z.array(z.looseObject({ number: z.int(), status: z.string() })) })

/** Everything up to the drawn order. */
const listed = async (rules: object = {}) => {
  const electionId = await system.planned([wardCode], '2026-03-18', moments.before, rules)
  await system.onContest('openSession', electionId, wardCode, moments.session, {})
  const fixed = await system.onContest('closeSession', electionId, wardCode, moments.session)
  const drawn = await system.onContest('drawBallotOrder', electionId, wardCode, moments.lot, drawOrder)
  return { electionId, params: { electionId, wardCode }, fixed, drawn }
}
const established = async (rules: object = {}) => {
  const ward = await listed(rules)
  await asOfficer(system, 'proposeResult', ward.params, anna, { electorate: 900 })
  const answered = await asOfficer(system, 'establishResult', ward.params, bram)
  expect(answered.status, JSON.stringify(answered.body)).toBe(200)
  return ward
}

it('has a list without candidates and an order of nobody, without a draw to repeat', async () => {
  const { params, fixed, drawn } = await listed()
  expect(fixed.body).toMatchObject({ candidates: 0, supply: 'draw', seatsToFill: 5 })
  expect(drawn.body).toMatchObject({ status: 'listed', candidates: 0 })
  expect((await system.ask('getCandidateList', { params })).body).toMatchObject({ isDrawn: true, candidates: [] })
  expect((await system.ask('getBallotOrderDraw', { params })).body).toMatchObject({ code: 'lot-not-found' })
})

it('elects nobody: every seat is vacant, and goes to the lottery', async () => {
  const { params } = await established()
  const { body } = await system.ask('getElectionResult', { params })
  expect(body).toMatchObject({
    ...{ seats: 5, vacantSeats: 5 },
    outcome: { method: 'personal', reason: 'no-contest', elected: [], succession: [] },
  })
  const { items } = Seats.parse((await system.ask('listSeats', { params, at: later })).body)
  expect(items.map(({ status }) => status)).toEqual(['vacant', 'vacant', 'vacant', 'vacant', 'vacant'])
  const at = '2026-04-22T09:00:00Z'
  const offered = await system.ask('offerSeat', { params: { ...params, seat: '1' }, at, ifMatch: 1 })
  expect(offered.body).toMatchObject({ status: 'exhausted', followedBy: 'lottery' })
})

it('leaves its seats vacant if the rules have no lottery, also with lists', async () => {
  const allocation = {
    ...{ method: 'lists', averagesFromSeats: 19, remainderThresholdPercent: 75, absoluteMajority: true },
    ...{ preferencePercentBelow: 50, preferencePercentFrom: 25 },
  }
  const seats = { fewestSeats: 7, mostSeats: 9, fewestWhenReduced: 5, belowThat: 'vacant' }
  const { params, fixed } = await established({ seats, allocation })
  expect(fixed.body).toMatchObject({ supply: 'vacant', seatsToFill: 5 })
  expect((await system.ask('getElectionResult', { params })).body).toMatchObject({ vacantSeats: 5 })
})

it('is in the tables, and in no message that EML_NL cannot hold', async () => {
  const { electionId, params } = await established()
  const lists = await system.ask('exportContestEml', { params: { ...params, message: 'candidate-lists' }, at: later })
  expect(lists.body).toMatchObject({ code: 'nobody-on-the-list' })
  const count = await system.ask('exportContestEml', { params: { ...params, message: 'count' }, at: later })
  expect(count.body).toMatchObject({ code: 'nothing-was-counted' })
  const result = await system.ask('exportContestEml', { params: { ...params, message: 'result' }, at: later })
  expect(result.body).toMatchObject({ code: 'nobody-elected' })
  for (const table of ['candidates', 'counts', 'results', 'seats'])
    expect((await system.ask('exportElectionTable', { params: { electionId, table }, at: later })).status).toBe(200)
  const city = await system.ask('exportElectionEml', { params: { electionId }, at: later })
  expect(city.body).toMatchObject({ code: 'nothing-was-counted' })
})
