// Members of a ward council follow the seats of its election, whether events arrive once, twice, out of order or never.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startCouncils } from '../../functions/councils/api.ts'
import { start as startFollowing } from '../../functions/councils/seats/follow-seat.ts'
import { start as startSweepingCouncils } from '../../functions/councils/seats/sweep-council-seats.ts'
import { start as startSweepingSeats } from '../../functions/elections/seats/sweep-seats.ts'
import type { Member } from '../../shared/councils/members/member.ts'
import { getMembers, heldRolesOf } from '../../shared/councils/members/store.ts'
import { councilsOperations } from '../../shared/councils/operations.ts'
import { ResidentId, WardCode } from '../../shared/kernel/ids.ts'
import { office, startElections } from '../support/builders/elections/election-api.ts'
import { recounts } from '../support/builders/elections/recounted-ward.ts'
import { type SeatedWard, seatedWards } from '../support/builders/elections/seated-ward.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { tableEnvironment } from '../support/engine/engine.ts'
import { type Handler, send } from '../support/services/http-event.ts'

const code = 'heijplaat'
const wardCode = WardCode.parse(code)
const SeatEvent = z.looseObject({
  type: z.string(),
  data: z.looseObject({ electionId: z.string().optional(), seat: z.int().optional() }),
})

describe('the members of a ward council', () => {
  let system: Awaited<ReturnType<typeof startElections>>
  let wards: ReturnType<typeof seatedWards>
  let follow: ReturnType<typeof startFollowing>
  let sweepCouncils: ReturnType<typeof startSweepingCouncils>
  let sweepSeats: ReturnType<typeof startSweepingSeats>
  let councils: Handler

  beforeEach(async () => {
    system = await startElections()
    wards = seatedWards(system, code)
    const environment = tableEnvironment(system)
    follow = startFollowing(environment)
    sweepCouncils = startSweepingCouncils(environment)
    sweepSeats = startSweepingSeats(environment)
    councils = startCouncils(environment)
  })
  afterEach(() => void vi.useRealTimers())

  const at = async <Result>(moment: string, act: () => Promise<Result>): Promise<Result> => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(moment) })
    try {
      return await act()
    } finally {
      vi.useRealTimers()
    }
  }
  const members = (): Promise<readonly Member[]> => getMembers(system.table, wardCode)
  /** All events of the seats so far, as the bus would deliver them. */
  const seatEvents = async ({ electionId }: SeatedWard) =>
    (await eventsIn(system.table))
      .map(({ detail }): unknown => JSON.parse(detail))
      .filter((detail) => {
        const { type, data } = SeatEvent.parse(detail)
        return type === 'nl.wijk.elections.seat-changed.v1' && data.electionId === electionId
      })
  const deliver = (moment: string, details: readonly unknown[]) =>
    at(moment, async () => {
      for (const detail of details) await follow({ detail }, {})
    })
  const vacate = (ward: SeatedWard, seat: number, reason: string, vacantOn: string) =>
    wards.onSeat(ward, seat, 'vacateSeat', `${vacantOn}T09:00:00Z`, { reason, vacantOn })

  it('the members of a ward council are created once for taken seats, for the term of the election, in whatever order events arrive', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    await wards.install(ward, 2)
    const events = await seatEvents(ward)
    await deliver('2026-04-22T18:05:00Z', [...events, ...[...events].reverse()])
    const mandate = { from: '2026-04-22', until: '2030-04-22' }
    const { sub } = await wards.accountOf(ward, ward.ids[0] ?? '')
    expect(await members()).toHaveLength(2)
    expect((await members()).find(({ residentId }) => residentId === sub)).toMatchObject({
      status: 'installed',
      name: 'A. de Vries',
      mandate,
      seat: { electionId: ward.electionId, number: 1, place: 0 },
    })
    expect(await heldRolesOf(system.table, ResidentId.parse(sub))).toMatchObject([
      { role: 'member', wardCode: code, ...mandate },
    ])
  })

  it('the members of a ward council leave with their seat, on the day of the vacancy, without a published reason', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    await deliver('2026-04-22T18:05:00Z', await seatEvents(ward))
    await vacate(ward, 1, 'moved-away', '2027-01-18')
    await deliver('2027-01-18T09:05:00Z', await seatEvents(ward))
    expect(await members()).toMatchObject([{ status: 'left', left: { on: '2027-01-18', because: 'moved' } }])
    const { sub } = await wards.accountOf(ward, ward.ids[0] ?? '')
    expect(await heldRolesOf(system.table, ResidentId.parse(sub))).toMatchObject([{ until: '2027-01-18' }])
    expect(JSON.stringify((await eventsIn(system.table)).map(({ detail }) => detail))).not.toContain('moved-away')
  })

  it('the members of a ward council are created and ended by the sweeper if every event was lost, including those who came and went meanwhile', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    await vacate(ward, 1, 'resigned', '2027-01-18')
    await wards.onSeat(ward, 1, 'offerSeat', '2027-01-20T09:00:00Z')
    await wards.install(ward, 1, '2027-02-18')
    expect(await members()).toEqual([])
    await at('2027-02-18T18:01:00Z', () => sweepCouncils({}, {}))
    expect(await members(), 'an event may still come').toEqual([])
    await at('2027-02-18T18:06:00Z', () => sweepCouncils({}, {}))
    const sat = (await members()).map(({ status, mandate }) => [status, mandate.from]).sort()
    expect(sat).toEqual([
      ['installed', '2027-02-18'],
      ['left', '2026-04-22'],
    ])
    const before = await members()
    await at('2027-02-18T18:11:00Z', () => sweepCouncils({}, {}))
    await deliver('2027-02-18T18:12:00Z', await seatEvents(ward))
    expect(await members()).toEqual(before)
  })

  it('the members of a ward council can leave only through their seat, so that a successor is asked', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    await deliver('2026-04-22T18:05:00Z', await seatEvents(ward))
    const [member] = await members()
    const params = { wardCode: code, memberId: member?.id ?? '' }
    const refused = await send(councils, councilsOperations.endMembership, {
      ...{ at: '2027-01-18T09:00:00Z', by: office, params, ifMatch: 1 },
      body: { on: '2027-01-18', because: 'resigned' },
    })
    expect(refused.body).toMatchObject({
      code: 'leaves-by-seat',
      facts: { electionId: ward.electionId, seat: 1 },
    })
    expect(await members()).toMatchObject([{ status: 'installed' }])
  })

  it('the members of a ward council leave after a recount on the day that an officer decides, and keep the seat until then', async () => {
    const ward = await wards.established()
    await wards.install(ward, 7)
    await deliver('2026-04-22T18:05:00Z', await seatEvents(ward))
    const recount = recounts(system, code)
    await recount.recounted(ward, [90, 80, 70, 60, 50, 40, 30, 31, 10], '2026-05-04T09:00:00Z')
    await deliver('2026-05-04T09:05:00Z', await seatEvents(ward))
    expect(await members()).toMatchObject([{ status: 'installed' }])
    const leaves = { outcome: 'leaves', decidedOn: '2026-05-06' }
    await wards.onSeat(ward, 7, 'reviewSeat', '2026-05-06T09:00:00Z', leaves)
    await deliver('2026-05-06T09:05:00Z', await seatEvents(ward))
    expect(await members()).toMatchObject([
      { status: 'left', left: { on: '2026-05-06', because: 'result-superseded' } },
    ])
  })

  it('the members of a ward council include members installed by hand before the event arrived; members of the previous term leave', async () => {
    const ward = await wards.established()
    const { sub } = await wards.accountOf(ward, ward.ids[0] ?? '')
    const install = (residentId: string, mandate: object) =>
      send(councils, councilsOperations.installMember, {
        at: '2026-04-22T09:00:00Z',
        by: office,
        params: { wardCode: code },
        body: { residentId, name: 'Met de hand', mandate, sideActivities: [] },
      })
    expect((await install(sub, { from: '2026-04-22', until: '2030-05-01' })).status).toBe(201)
    expect((await install('of-2022', { from: '2022-04-20', until: '2026-05-01' })).status).toBe(201)
    await wards.install(ward, 1)
    await deliver('2026-04-22T18:05:00Z', await seatEvents(ward))
    const mandates = (await members()).map(({ residentId, mandate }) => [residentId, mandate.from, mandate.until])
    expect(mandates.sort()).toEqual(
      [
        [sub, '2026-04-22', '2030-04-22'],
        ['of-2022', '2022-04-20', '2026-04-22'],
      ].sort(),
    )
  })

  const in2030 = {
    before: '2029-12-01T09:00:00Z',
    open: '2030-01-12T09:00:00Z',
    session: '2030-01-25T09:00:00Z',
    lot: '2030-02-01T10:00:00Z',
    evening: '2030-03-20T20:30:00Z',
    result: '2030-03-27T12:00:00Z',
  }
  const sittingOn = async (day: string) =>
    (await members()).filter(({ mandate: { from, until } }) => from <= day && day < until).length

  it('the members of a ward council leave when their term ends; their seat then ends and takes no more steps', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    await deliver('2026-04-22T18:05:00Z', await seatEvents(ward))
    await at('2026-04-06T00:00:00Z', () => sweepSeats({}, {}))
    await wards.established({ pollingOn: '2030-03-20', at: in2030 })
    const lastMoment = '2030-04-23T21:59:59.999Z'
    const over = '2030-04-23T22:00:00.000Z'
    expect((await wards.seatOf(ward, 1, lastMoment)).seat).toMatchObject({ status: 'taken', termEndsOn: '2030-04-24' })
    expect((await wards.seatOf(ward, 1, over)).seat).toMatchObject({ status: 'ended' })
    expect((await vacate(ward, 1, 'resigned', '2030-04-24')).body).toMatchObject({ code: 'term-over' })
    for (const moment of [lastMoment, '2030-04-23T22:05:00Z', '2030-04-23T22:20:00Z'])
      await at(moment, () => sweepSeats({}, {}))
    const stored = await Promise.all([1, 2].map((seat) => wards.seatOf(ward, seat, '2026-06-01T00:00:00Z')))
    expect(stored.map(({ seat }) => seat.status)).toEqual(['ended', 'ended'])
    const late = await wards.onSeat(ward, 2, 'offerSeat', '2030-04-24T09:00:00Z')
    expect(late.body).toMatchObject({ code: 'seat-not-vacant' })
    await at('2030-04-24T09:05:00Z', () => sweepCouncils({}, {}))
    expect(await members()).toMatchObject([{ status: 'installed', mandate: { until: '2030-04-24' } }])
  })

  it('the members of a ward council keep their seats until the next council begins, because its result moves the end of their term', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    await wards.install(ward, 2)
    await deliver('2026-04-22T18:05:00Z', await seatEvents(ward))
    expect((await wards.seatOf(ward, 1, '2030-03-27T09:00:00Z')).seat).toMatchObject({
      ...{ termEndsOn: '2030-04-22', isTermEndFixed: false },
    })
    const next = await wards.established({ pollingOn: '2030-03-20', at: in2030 })
    expect((await wards.seatOf(ward, 1, '2030-03-28T09:00:00Z')).seat).toMatchObject({
      ...{ termEndsOn: '2030-04-24', isTermEndFixed: true },
    })
    await at('2030-03-27T12:05:00Z', () => sweepCouncils({}, {}))
    expect((await members()).map(({ mandate }) => mandate.until)).toEqual(['2030-04-24', '2030-04-24'])
    await wards.install(next, 1, '2030-04-24')
    await deliver('2030-04-24T18:05:00Z', await seatEvents(next))
    expect([await sittingOn('2030-04-23'), await sittingOn('2030-04-24')]).toEqual([2, 1])
  })

  it('the members of a ward council keep their seats past the planned end of the term if the next council is elected late, without a day between the two', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    await deliver('2026-04-22T18:05:00Z', await seatEvents(ward))
    const swept = (day: string) =>
      at(`${day}T06:00:00Z`, async () => {
        await sweepSeats({}, {})
        await sweepSeats({}, {})
        vi.setSystemTime(new Date(`${day}T06:05:00Z`))
        await sweepCouncils({}, {})
      })
    // Two weeks before the planned end nobody has been elected, so the end moves to the day that a result in two weeks would give.
    await swept('2030-04-07')
    expect((await wards.seatOf(ward, 1)).seat).toMatchObject({ termEndsOn: '2030-04-22' })
    await swept('2030-04-08')
    expect((await wards.seatOf(ward, 1)).seat).toMatchObject({ termEndsOn: '2030-05-15', isTermEndFixed: false })
    expect(await sittingOn('2030-05-14')).toBe(1)
    // The sweeper is late and the planned day has passed, but the rights of the seat have not ended.
    const after = '2030-05-20T09:00:00Z'
    expect((await wards.seatOf(ward, 1, after)).seat).toMatchObject({ status: 'taken' })
    expect((await wards.onSeat(ward, 2, 'offerSeat', after)).status).toBe(200)
    await swept('2030-05-20')
    expect(await sittingOn('2030-05-20')).toBe(1)
    // The result comes six weeks late. Both councils change on one day.
    const next = await wards.established({
      pollingOn: '2030-03-20',
      at: { ...in2030, result: '2030-05-22T12:00:00Z' },
    })
    await at('2030-05-22T12:05:00Z', () => sweepCouncils({}, {}))
    expect((await wards.seatOf(ward, 1)).seat).toMatchObject({ termEndsOn: '2030-06-19', isTermEndFixed: true })
    await wards.install(next, 1, '2030-06-19')
    await deliver('2030-06-19T18:05:00Z', await seatEvents(next))
    const days = ['2030-05-22', '2030-06-18', '2030-06-19', '2030-06-20']
    expect(await Promise.all(days.map(sittingOn))).toEqual([1, 1, 1, 1])
    expect((await members()).map(({ mandate }) => [mandate.from, mandate.until]).sort()).toEqual([
      ['2026-04-22', '2030-06-19'],
      ['2030-06-19', '2034-06-19'],
    ])
  })

  it('the members of a ward council do not return to a seat that has ended', async () => {
    const ward = await wards.established()
    await wards.install(ward, 1)
    await deliver('2026-04-22T18:05:00Z', await seatEvents(ward))
    await wards.established({ pollingOn: '2030-03-20', at: in2030 })
    for (const moment of ['2030-04-24T00:05:00Z', '2030-04-24T00:20:00Z']) await at(moment, () => sweepSeats({}, {}))
    expect((await wards.seatOf(ward, 1)).seat).toMatchObject({ status: 'ended', termEndsOn: '2030-04-24' })
    await at('2030-06-01T00:05:00Z', () => sweepSeats({}, {}))
    expect((await wards.seatOf(ward, 1)).seat).toMatchObject({ status: 'ended', termEndsOn: '2030-04-24' })
  })
})
