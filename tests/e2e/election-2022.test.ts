// The whole ward-council election of 2022 through the API, with the dates of that year: 39 wards, the real supply, the session
// that corrected eight wards, polling, counts with planted errors, one tie at an edge, and 39 results that an independent
// calculation confirms. Persons and votes are made up.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Cells } from '../../shared/elections/count/cells.ts'
import { objectionsToDraw, PublishedDraw } from '../../shared/voting/lots/published-draw.ts'
import { nomination, office, resident, startElections } from '../support/builders/election-api.ts'
import {
  corrected,
  firstSession,
  moved,
  reduced,
  seatsFilled,
  secondSession,
  supply,
  tied,
  votesOf,
  type WardSupply,
} from '../support/election-2022/supply.ts'
import type { Answered, Persona } from '../support/services/http-event.ts'

const at = {
  planned: '2021-12-20T09:00:00+01:00',
  nominating: '2022-01-10T12:00:00+01:00',
  closed: '2022-01-17T15:00:00+01:00',
  session: '2022-01-21T10:00:00+01:00',
  lot: '2022-01-21T16:00:00+01:00',
  correction: '2022-01-27T10:00:00+01:00',
  correctionLot: '2022-01-27T16:00:00+01:00',
  evening: '2022-03-16T22:00:00+01:00',
  result: '2022-03-23T10:00:00+01:00',
  tie: '2022-03-23T11:00:00+01:00',
} as const
const anna: Persona = { ...office, sub: 'anna' }
const bram: Persona = { ...office, sub: 'bram' }
const coordinator: Persona = { ...office, sub: 'coordinator' }

const Made = z.object({ id: z.string() })
const List = z.object({ candidates: z.array(z.object({ id: z.string() })) })
const Contests = z.object({
  items: z.array(
    z.looseObject({
      wardCode: z.string(),
      status: z.string(),
      candidates: z.int(),
      supply: z.string(),
      seatsToFill: z.int(),
    }),
  ),
})
const Result = z.looseObject({
  seats: z.int(),
  outcome: z.looseObject({ elected: z.array(z.string()), succession: z.array(z.array(z.string())) }),
  total: z.record(z.string(), z.int()).optional(),
  termStartsOn: z.string(),
})
const versionOf = ({ headers }: Answered): number => Number(headers.etag?.replaceAll('"', ''))
const well = (answered: Answered, status = 200): Answered => {
  expect(answered, JSON.stringify(answered.body)).toMatchObject({ status })
  return answered
}

let system: Awaited<ReturnType<typeof startElections>>
let electionId: string
/** Ids by ward, in the order in which they stood up. */
const stood = new Map<string, string[]>()

const onContest = async (name: Parameters<typeof system.onContest>[0], ward: string, when: string, body?: object) =>
  well(await system.onContest(name, electionId, ward, when, body))
const asOfficer = async (name: 'proposeResult' | 'establishResult', ward: string, by: Persona, body?: object) => {
  const params = { electionId, wardCode: ward }
  const ifMatch = versionOf(await system.ask('getContest', { params }))
  return system.ask(name, { params, at: at.result, by, ifMatch, ...(body && { body }) })
}
const nominate = async (ward: string, sub: string, when: string = at.nominating) =>
  system.ask('nominate', {
    at: when,
    by: resident(sub, ward),
    params: { electionId, wardCode: ward },
    body: { ...nomination, ballotName: `Kandidaat ${sub}` },
  })
const judge = async (ward: string, id: string, body: object, when: string, ifMatch: number) =>
  well(
    await system.ask('judgeNomination', {
      at: when,
      params: { electionId, wardCode: ward, nominationId: id },
      body,
      ifMatch,
    }),
  )
const drawn = (when: string) => ({ who: 'Centraal stembureau', when, seed: '4 1 6 6 2 3 5 1' })
const orderOf = async (ward: string): Promise<readonly string[]> => {
  const { body } = await system.ask('getCandidateList', { params: { electionId, wardCode: ward } })
  return List.parse(body).candidates.map(({ id }) => id)
}
const contests = async () => Contests.parse((await system.ask('listContests', { params: { electionId } })).body).items

const invalid = (reason: string) => ({ outcome: 'invalid', reason, note: 'Zie het verslag van de zitting.' })
const valid = { outcome: 'valid' }

describe('the election of 16 March 2022', () => {
  beforeAll(async () => {
    system = await startElections()
  })

  it('has the dates of that year, from the rules alone', async () => {
    const planned = await system.ask('planElection', {
      at: at.planned,
      body: {
        name: { nl: 'Wijkraden 2022', en: 'Ward councils 2022' },
        pollingOn: '2022-03-16',
        contests: supply.map(({ ward, seats }) => ({ wardCode: ward, seats })),
      },
    })
    electionId = Made.parse(well(planned, 201).body).id
    expect(planned.body).toMatchObject({
      calendar: {
        nominationClosesAt: '2022-01-17T14:00:00.000Z',
        sessionOn: '2022-01-21',
        ballotLotOn: '2022-01-21',
        appealUntilOn: '2022-01-27',
        residencyOn: '2022-01-31',
        resultOn: '2022-03-23',
        termStartsOn: '2022-04-20',
      },
    })
  })

  it('takes nominations of all wards until the last second, and none after it', async () => {
    for (const { ward, candidates } of supply) {
      // Who was taken off by the second session stood in the first; who was let in by it had been refused, or stood elsewhere.
      const extra = Math.max(0, -(corrected.get(ward) ?? 0)) - (ward === moved.to ? 1 : 0)
      const ids: string[] = []
      for (let n = 0; n < candidates + extra; n += 1)
        ids.push(Made.parse(well(await nominate(ward, `${ward}-${n}`), 201).body).id)
      stood.set(ward, ids)
    }
    expect((await nominate('kralingen', 'too-late', at.closed)).body).toMatchObject({ code: 'nominations-closed' })
  })

  it('has 619 candidates after the session of 21 January, whose order is drawn by lot', async () => {
    for (const { ward } of supply) {
      await onContest('openSession', ward, at.session, {})
      const ids = stood.get(ward) ?? []
      const wronglyRefused = corrected.get(ward) === 1 && ward !== moved.to ? ids.at(-1) : undefined
      for (const id of ids) await judge(ward, id, id === wronglyRefused ? invalid('incomplete') : valid, at.session, 1)
      await onContest('closeSession', ward, at.session)
      await onContest('drawBallotOrder', ward, at.lot, drawn(at.lot))
    }
    const all = await contests()
    expect(all.reduce((sum, { candidates }) => sum + candidates, 0)).toBe(firstSession)
  })

  it('has 621 after a second session in eight wards, whose order is drawn again; the first lists stay readable', async () => {
    const before = new Map<string, readonly string[]>()
    for (const { ward } of supply) before.set(ward, await orderOf(ward))
    for (const ward of corrected.keys())
      await onContest('openSession', ward, at.correction, {
        reason: 'Een kandidaat bleek te laat, of ten onrechte geweigerd.',
      })
    for (const [ward, change] of corrected) {
      const last = stood.get(ward)?.at(-1) ?? ''
      if (ward === moved.from) {
        const params = { electionId, wardCode: ward, nominationId: last }
        well(
          await system.ask('moveNomination', {
            at: at.correction,
            params,
            ifMatch: 2,
            body: { wardCode: moved.to },
          }),
        )
        await judge(moved.to, last, valid, at.correction, 1)
      } else if (ward !== moved.to) await judge(ward, last, change < 0 ? invalid('late') : valid, at.correction, 2)
    }
    for (const ward of corrected.keys()) {
      await onContest('closeSession', ward, at.correction)
      await onContest('drawBallotOrder', ward, at.correctionLot, drawn(at.correctionLot))
    }
    const all = await contests()
    expect(all.reduce((sum, { candidates }) => sum + candidates, 0)).toBe(secondSession)
    expect(all.map(({ wardCode, candidates }) => [wardCode, candidates]).toSorted()).toEqual(
      supply.map(({ ward, candidates }) => [ward, candidates]).toSorted(),
    )
    const kinds = (kind: string) => all.filter((each) => each.supply === kind)
    expect([kinds('poll').length, kinds('no-contest').length]).toEqual([36, 3])
    expect(all.find(({ wardCode }) => wardCode === reduced)).toMatchObject({ seats: 7, seatsToFill: 5 })
    for (const { ward } of supply) {
      const first = await system.ask('getCandidateList', {
        params: { electionId, wardCode: ward },
        query: { session: 1 },
      })
      expect(List.parse(first.body).candidates.map(({ id }) => id)).toEqual(before.get(ward))
      const isSame = JSON.stringify(await orderOf(ward)) === JSON.stringify(before.get(ward))
      expect(isSame, ward).toBe(!corrected.has(ward))
    }
  })

  it('is counted at 108 stations, each entered twice, and no planted error comes through', async () => {
    const planted = { 'first-has-errors': 0, different: 0, warning: 0 }
    let station = 0
    for (const each of supply.filter(({ candidates, seats }) => candidates > seats)) {
      const order = await orderOf(each.ward)
      for (const votes of votesOf(each)) {
        station += 1
        await count(each, `SB${station}`, formOf(order, votes, each), station % 4, planted)
      }
    }
    expect(station).toBe(108)
    expect(planted).toEqual({ 'first-has-errors': 27, different: 27, warning: 27 })
  })

  it('establishes 39 results, those that a calculation of its own has', async () => {
    for (const each of supply) {
      const electorate = { electorate: each.eligible }
      const proposed = await asOfficer('proposeResult', each.ward, anna, electorate)
      if (each.ward === tied) {
        expect(proposed.body).toMatchObject({ status: 'lot-needed', needed: { places: 2 } })
        await onContest('drawTie', each.ward, at.tie, drawn(at.tie))
        well(await asOfficer('proposeResult', each.ward, anna, electorate))
      } else expect(proposed.body).toMatchObject({ status: 'proposed' })
      expect((await asOfficer('establishResult', each.ward, anna)).body).toMatchObject({ code: 'same-officer' })
      well(await asOfficer('establishResult', each.ward, bram))
    }
    let filled = 0
    for (const each of supply) {
      const { body } = well(await system.ask('getElectionResult', { params: { electionId, wardCode: each.ward } }))
      const result = Result.parse(body)
      filled += result.outcome.elected.length
      expect(result.termStartsOn).toBe('2022-04-20')
      await checkResult(each, result, body)
    }
    expect(filled).toBe(seatsFilled)
  })
})

/** A form that adds up: two voters more than votes on candidates, one blank and one invalid. */
const formOf = (order: readonly string[], votes: readonly number[], { eligible }: WardSupply): Cells => {
  const sum = votes.reduce((total, each) => total + each, 0)
  return {
    pollingCards: sum + 2,
    proxies: 0,
    voterPasses: 0,
    admitted: sum + 2,
    ...Object.fromEntries(order.map((id, place) => [`votes:${id}`, votes[place] ?? 0])),
    candidateVotes: sum,
    blank: 1,
    invalid: 1,
    cast: sum + 2,
    saysEqual: 1,
    electorate: eligible,
  }
}

/** Enters a station twice. `kind`: 1 a sum that does not add up, 2 two candidates exchanged, 3 many blank ballots. */
const count = async (
  { ward }: WardSupply,
  station: string,
  cells: Cells,
  kind: number,
  planted: { 'first-has-errors': number; different: number; warning: number },
) => {
  const params = { electionId, wardCode: ward }
  well(
    await system.ask('addStation', { params, at: at.evening, body: { station, name: `Stembureau ${station}` } }),
    201,
  )
  let version = 1
  const step = async (name: 'claimEntry' | 'finishEntry' | 'settleEntries', by: Persona, body?: object) => {
    const input = { params: { ...params, station }, at: at.evening, by, ifMatch: version, ...(body && { body }) }
    const answered = await system.ask(name, input)
    if (answered.status === 200) version = versionOf(answered)
    return answered
  }
  const blank = (cells.blank ?? 0) + (kind === 3 ? 60 : 0)
  const all = {
    ...cells,
    blank,
    admitted: (cells.admitted ?? 0) + blank - 1,
    pollingCards: (cells.admitted ?? 0) + blank - 1,
  }
  const right: Cells = { ...all, cast: all.admitted }
  const handled = kind === 3 ? [{ code: 'WZ.W.201', explanation: 'Nageteld: het zijn er zoveel.' }] : []

  well(await step('claimEntry', anna))
  if (kind === 1) {
    const wrong = well(await step('finishEntry', anna, { cells: { ...right, blank: blank + 1 } }))
    expect(wrong.body).toMatchObject({ status: 'first-has-errors', errors: ['WZ.F.203'] })
    planted['first-has-errors'] += 1
    well(await step('settleEntries', coordinator, { action: 'resume' }))
  }
  if (kind === 3) {
    expect((await step('finishEntry', anna, { cells: right })).body).toMatchObject({ code: 'warnings-not-handled' })
    planted.warning += 1
  }
  well(await step('finishEntry', anna, { cells: right, handled }))
  well(await step('claimEntry', bram))
  const names = Object.keys(right).filter((name) => name.startsWith('votes:'))
  const [one, other] = names.filter((name, place) => right[name] !== right[names[place - 1] ?? ''])
  if (kind !== 2 || one === undefined || other === undefined) {
    expect((await step('finishEntry', bram, { cells: right, handled })).body).toMatchObject({ status: 'definitive' })
    return
  }
  const exchanged = { ...right, [one]: right[other] ?? 0, [other]: right[one] ?? 0 }
  expect((await step('finishEntry', bram, { cells: exchanged })).body).toMatchObject({ status: 'different' })
  planted.different += 1
  well(await step('settleEntries', coordinator, { action: 'return', which: 'second' }))
  const again = await step('finishEntry', bram, { cells: { [one]: right[one] ?? 0, [other]: right[other] ?? 0 } })
  expect(again.body).toMatchObject({ status: 'definitive' })
}

/** Adds the stations up and sorts, and nothing else: what the system has must be the same. */
const checkResult = async (each: WardSupply, { seats, outcome, total }: z.infer<typeof Result>, body: unknown) => {
  const order = await orderOf(each.ward)
  if (each.candidates <= each.seats) {
    expect([seats, outcome.elected.toSorted()]).toEqual([each.candidates, order.toSorted()])
    return
  }
  const stations = votesOf(each)
  const votes = new Map(
    order.map((id, place) => [id, stations.reduce((sum, station) => sum + (station[place] ?? 0), 0)]),
  )
  for (const [id, number] of votes) expect(total?.[`votes:${id}`]).toBe(number)
  const ranked = order.toSorted((a, b) => (votes.get(b) ?? 0) - (votes.get(a) ?? 0))
  if (each.ward !== tied) {
    expect(outcome.elected).toEqual(ranked.slice(0, each.seats))
    expect(outcome.succession).toEqual(ranked.slice(each.seats).map((id) => [id]))
    return
  }
  const edge = votes.get(ranked[each.seats - 1] ?? '')
  const equals = order.filter((id) => votes.get(id) === edge)
  const { ties } = z.object({ ties: z.tuple([PublishedDraw]) }).parse(body)
  expect(objectionsToDraw(ties[0])).toEqual([])
  const lot = ties[0].order.map(({ id }) => id)
  expect(lot.toSorted()).toEqual(equals.toSorted())
  expect(lot).toHaveLength(3)
  expect(outcome.elected).toEqual([...ranked.slice(0, each.seats - 2), ...lot.slice(0, 2)])
  expect(outcome.succession[0]).toEqual([lot[2]])
}
