// The whole ward-council election of 2022 through the API, with the dates of that year: 39 wards, the real candidates, the session
// that corrected eight wards, a roll of (in full) 516,986, polling, counts with planted errors, one tie for the last seat, 39 results that a
// separate calculation confirms, the installation, a vacancy filled and a list exhausted. Persons and votes are made up.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byCodeUnits } from '../../shared/kernel/digest.ts'
import { checkResult } from '../support/election-2022/own-count.ts'
import { importRoll, register } from '../support/election-2022/register.ts'
import { anna, at, bram, drawn, List, type Scene, startScene, well } from '../support/election-2022/scene.ts'
import { acceptAll, seatsOf, swearInAll } from '../support/election-2022/seats.ts'
import { count, formOf } from '../support/election-2022/stations.ts'
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
} from '../support/election-2022/supply.ts'
import { sizeOf } from '../support/sizes.ts'

const voters = sizeOf('votersOf2022')

let system: Scene
/** Ids of nominations by ward, in the order in which they were handed in. */
const stood = new Map<string, string[]>()

const invalid = (reason: string) => ({ outcome: 'invalid', reason, note: 'Zie het verslag van de zitting.' })
const valid = { outcome: 'valid' }

describe('the election of 16 March 2022', () => {
  beforeAll(async () => {
    system = await startScene()
  })
  afterAll(() => system.stop())

  it('the election of 16 March 2022 has the dates of that year, computed from the rules alone', async () => {
    const planned = await system.plan({
      name: { nl: 'Wijkraden 2022', en: 'Ward councils 2022' },
      pollingOn: '2022-03-16',
      contests: supply.map(({ ward, seats }) => ({ wardCode: ward, seats })),
    })
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

  it('the election of 16 March 2022 accepts nominations in all wards until the last second, and none after it', async () => {
    for (const { ward, candidates } of supply) {
      // Candidates removed by the second session were on the first list. Those added by it had been refused, or stood elsewhere.
      const extra = Math.max(0, -(corrected.get(ward) ?? 0)) - (ward === moved.to ? 1 : 0)
      const ids: string[] = []
      for (let n = 0; n < candidates + extra; n += 1) ids.push(system.idOf(await system.nominate(ward, `${ward}-${n}`)))
      stood.set(ward, ids)
    }
    expect((await system.nominate('kralingen', 'too-late', at.closed)).body).toMatchObject({
      code: 'nominations-closed',
    })
  })

  it('the election of 16 March 2022 has 619 candidates after the session of 21 January, whose order is drawn by lot', async () => {
    for (const { ward } of supply) {
      await system.onContest('openSession', ward, at.session, {})
      const ids = stood.get(ward) ?? []
      const wronglyRefused = corrected.get(ward) === 1 && ward !== moved.to ? ids.at(-1) : undefined
      for (const id of ids)
        await system.judge(ward, id, id === wronglyRefused ? invalid('incomplete') : valid, at.session, 1)
      await system.onContest('closeSession', ward, at.session)
      await system.onContest('drawBallotOrder', ward, at.lot, drawn(at.lot))
    }
    const all = await system.contests()
    expect(all.reduce((sum, { candidates }) => sum + candidates, 0)).toBe(firstSession)
  })

  it('the election of 16 March 2022 has 621 after a second session in eight wards, whose order is drawn again; the first lists remain readable', async () => {
    const before = new Map<string, readonly string[]>()
    for (const { ward } of supply) before.set(ward, await system.orderOf(ward))
    for (const ward of corrected.keys())
      await system.onContest('openSession', ward, at.correction, {
        reason: 'Een kandidaat bleek te laat, of ten onrechte geweigerd.',
      })
    for (const [ward, change] of corrected) {
      const last = stood.get(ward)?.at(-1) ?? ''
      if (ward === moved.from) {
        const params = { electionId: system.electionId(), wardCode: ward, nominationId: last }
        well(
          await system.ask('moveNomination', {
            at: at.correction,
            params,
            ifMatch: 2,
            body: { wardCode: moved.to },
          }),
        )
        await system.judge(moved.to, last, valid, at.correction, 1)
      } else if (ward !== moved.to)
        await system.judge(ward, last, change < 0 ? invalid('late') : valid, at.correction, 2)
    }
    for (const ward of corrected.keys()) {
      await system.onContest('closeSession', ward, at.correction)
      await system.onContest('drawBallotOrder', ward, at.correctionLot, drawn(at.correctionLot))
    }
    const all = await system.contests()
    expect(all.reduce((sum, { candidates }) => sum + candidates, 0)).toBe(secondSession)
    expect(all.map(({ wardCode, candidates }) => [wardCode, candidates]).toSorted()).toEqual(
      supply.map(({ ward, candidates }) => [ward, candidates]).toSorted(),
    )
    const kinds = (kind: string) => all.filter((each) => each.supply === kind)
    expect([kinds('poll').length, kinds('no-contest').length]).toEqual([36, 3])
    expect(all.find(({ wardCode }) => wardCode === reduced)).toMatchObject({ seats: 7, seatsToFill: 5 })
    for (const { ward } of supply) {
      const first = await system.ask('getCandidateList', {
        params: { electionId: system.electionId(), wardCode: ward },
        query: { session: 1 },
      })
      expect(List.parse(first.body).candidates.map(({ id }) => id)).toEqual(before.get(ward))
      const isSame = JSON.stringify(await system.orderOf(ward)) === JSON.stringify(before.get(ward))
      expect(isSame, ward).toBe(!corrected.has(ward))
    }
  })

  it(`the election of 16 March 2022 imports a roll of ${voters.toLocaleString('en')} voters with the right number in each ward`, async () => {
    const file = register()
    const roll = await importRoll(system, file)
    expect(roll).toMatchObject({
      residencyOn: '2022-01-31',
      electorates: supply
        .map((each) => ({ wardCode: each.ward, frozen: each.eligible }))
        .toSorted((a, b) => byCodeUnits(a.wardCode, b.wardCode)),
    })
    expect(supply.reduce((sum, each) => sum + each.eligible, 0)).toBe(voters)
  }, 300_000)

  it('the election of 16 March 2022 is counted at 108 stations, each entered twice, and every planted error is found', async () => {
    const planted = { 'first-has-errors': 0, different: 0, warning: 0 }
    let station = 0
    for (const each of supply.filter(({ candidates, seats }) => candidates > seats)) {
      const order = await system.orderOf(each.ward)
      for (const votes of votesOf(each)) {
        station += 1
        await count(system, each, `SB${station}`, formOf(order, votes, each), station % 4, planted)
      }
    }
    expect(station).toBe(108)
    expect(planted).toEqual({ 'first-has-errors': 27, different: 27, warning: 27 })
  })

  it('the election of 16 March 2022 establishes 39 results that equal those of a separate calculation', async () => {
    for (const each of supply) {
      const electorate = { electorate: each.eligible }
      const propose = () => system.asOfficer('proposeResult', each.ward, at.result, electorate, anna)
      const proposed = await propose()
      if (each.ward === tied) {
        expect(proposed.body).toMatchObject({ status: 'lot-needed', needed: { places: 2 } })
        await system.onContest('drawTie', each.ward, at.tie, drawn(at.tie))
        well(await propose())
      } else expect(proposed.body).toMatchObject({ status: 'proposed' })
      const establish = (by: typeof anna) => system.asOfficer('establishResult', each.ward, at.result, undefined, by)
      expect((await establish(anna)).body).toMatchObject({ code: 'same-officer' })
      well(await establish(bram))
    }
    let filled = 0
    for (const each of supply) {
      const params = { electionId: system.electionId(), wardCode: each.ward }
      const { body } = well(await system.ask('getElectionResult', { params }))
      const result = checkResult(each, await system.orderOf(each.ward), body)
      expect(result.termStartsOn).toBe('2022-04-20')
      filled += result.outcome.elected.length
    }
    expect(filled).toBe(seatsFilled)
  })

  it('the election of 16 March 2022 installs 291 members on 20 April 2022, and nobody a day earlier', async () => {
    let installed = 0
    for (const { ward } of supply) {
      await acceptAll(system, ward)
      const early = await system.onSeat('takeSeat', ward, 1, at.dayBefore, { takenOn: '2022-04-19' })
      expect(early.body).toMatchObject({ code: 'before-term' })
      installed += await swearInAll(system, ward)
    }
    expect(installed).toBe(seatsFilled)
  })

  it('the election of 16 March 2022 fills a vacancy with the next in line, who has 28 days to answer', async () => {
    const ward = 'kralingen'
    const params = { electionId: system.electionId(), wardCode: ward }
    const { body } = await system.ask('getElectionResult', { params })
    const next = checkResult(supplyOf(ward), await system.orderOf(ward), body).outcome.succession[0]?.[0] ?? ''
    const vacant = { reason: 'resigned', vacantOn: '2023-02-01' }
    well(await system.onSeat('vacateSeat', ward, 2, '2023-02-02T09:00:00Z', vacant))
    const offered = well(await system.onSeat('offerSeat', ward, 2, '2023-02-06T09:00:00Z'))
    expect(offered.body).toMatchObject({
      status: 'offered',
      nominationId: next,
      answerBefore: '2023-03-06T23:00:00.000Z',
    })
    const by = system.accountOf(next)
    well(await system.onSeat('answerSeat', ward, 2, '2023-03-06T22:59:59Z', { answer: 'accept' }, by))
    well(await system.onSeat('examineMember', ward, 2, '2023-03-13T09:00:00Z', { isAdmitted: true }))
    well(await system.onSeat('takeSeat', ward, 2, '2023-03-16T19:00:00Z', { takenOn: '2023-03-16' }))
    const seats = await seatsOf(system, ward)
    expect(seats.find(({ number }) => number === 2)).toMatchObject({ status: 'taken', nominationId: next })
    expect(seats.map(({ status }) => status)).toEqual(seats.map(() => 'taken'))
  })

  it('the election of 16 March 2022 exhausts the list of Heijplaat, where all candidates had a seat, and a lottery follows', async () => {
    const vacant = { reason: 'moved-away', vacantOn: '2023-05-10' }
    well(await system.onSeat('vacateSeat', reduced, 3, '2023-05-11T09:00:00Z', vacant))
    const offered = well(await system.onSeat('offerSeat', reduced, 3, '2023-05-12T09:00:00Z'))
    expect(offered.body).toMatchObject({ status: 'exhausted', followedBy: 'lottery' })
    const seats = await seatsOf(system, reduced)
    expect(seats.filter(({ status }) => status === 'taken')).toHaveLength(4)
  })
})

const supplyOf = (wanted: string) => {
  const found = supply.find(({ ward }) => ward === wanted)
  if (found === undefined) throw new Error(`There is no ward ${wanted}`)
  return found
}
