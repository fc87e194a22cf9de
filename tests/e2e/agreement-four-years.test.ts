// Four years of one ward: its council chooses a chair each year, loses a member, makes an agreement, reviews it twelve times, and
// adopts a plan for each next year, to which unfinished actions are carried over; then another agreement succeeds it. Owners
// answer on time, late or never; silence or the council raises alarms. The outcome is compared with a separate count by dates.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { alarmsOn, plusDays, sharesByHand } from '../support/agreement-years/by-hand.ts'
import { type CouncilYears, councilYears } from '../support/agreement-years/council-years.ts'
import { firstYear, isCarriedOver, years } from '../support/agreement-years/four-years.ts'
import { departments } from '../support/agreement-years/plan.ts'
import {
  alarmsFound,
  alarmsIn,
  heldMeeting,
  inOrder,
  type PlayedAction,
  playYear,
  yearOf,
} from '../support/agreement-years/played-year.ts'
import {
  adoptAndPublish,
  foundWard,
  grantCityRoles,
  signAndPublish,
  type WardScene,
  well,
} from '../support/agreement-years/ward-scene.ts'
import { startWorld, type World } from '../support/agreement-years/world.ts'

const ward = 'pernis'
const term = { from: '2025-09-01', until: '2031-01-01' }
const everybody = [0, 1, 2, 3, 4, 5, 6]
/** The member who moves away in March 2027. */
const leaver = 6
const theOthers = [0, 1, 2, 3, 4, 5]
/** The chair of each year, from September. The first one is elected again in the last year. */
const chairs = [0, 1, 2, 3, 0]

let world: World
let scene: WardScene
let council: CouncilYears
let agreementId = ''
let successorId = ''
/** The actions of each year as they were created. */
const played = new Map<number, PlayedAction[]>(years.map((_, place) => [firstYear + place, []]))
const actionsOf = (year: number) => played.get(year) ?? []
const presentOn = (day: string) => (day < '2027-03-20' ? everybody : theOthers)
const statusOf = async (id: string) =>
  z
    .looseObject({ status: z.string() })
    .parse((await world.call('getAgreement', undefined, { params: { agreementId: id } })).body).status

/** The council's own alarm on an arrangement: answered, rejected, passed on when a director does not answer, solved. */
let ownAlarm: { readonly agreementId: string; readonly alarmId: string } | undefined
const ownAlarmOn: { readonly [day: string]: () => Promise<void> } = {
  '2027-06-01': async () => {
    const body = { reason: 'De wijk wordt niet gevraagd, zoals afgesproken.', arrangement: 'visie' }
    const input = { params: { agreementId }, body }
    // Somebody who has left the council cannot raise an alarm.
    expect(await world.call('raiseAlarm', scene.personOf(leaver), input)).toMatchObject({ status: 403 })
    const raised = well(await world.call('raiseAlarm', scene.personOf(1), input), 201)
    ownAlarm = { agreementId, alarmId: z.object({ id: z.string() }).parse(raised.body).id }
  },
  '2027-06-05': async () => {
    if (ownAlarm) well(await scene.answer(ownAlarm, 0, 'Wonen'))
  },
  '2027-06-10': async () => {
    const reason = { reason: 'Dit is geen antwoord op onze vraag.' }
    if (ownAlarm) well(await scene.onAlarm('rejectAlarmAnswer', scene.personOf(1), ownAlarm, reason))
  },
  '2027-07-10': async () => {
    if (ownAlarm === undefined) throw new Error('There is an alarm')
    well(await scene.answer(ownAlarm, 2, 'Wonen'))
    // Only the council can say that it is solved.
    const body = { solution: 'Volgens ons is het klaar.' }
    const manager = { sub: `${ward}-ward-manager` }
    expect(await scene.onAlarm('solveAlarm', manager, ownAlarm, body)).toMatchObject({ status: 403 })
  },
  '2027-07-12': async () => {
    if (ownAlarm) well(await scene.solve(ownAlarm))
  },
}

/** In the autumn of the last year the next agreement is made. The chair at that time signs it. */
const succeedIn2029: { readonly [day: string]: () => Promise<void> } = {
  '2029-10-05': async () => {
    const made = await council.draft('2030-01-01', '2034-01-01', [])
    successorId = made.agreementId
    await council.consult(successorId, '2029-10-26T09:00:00Z', [])
  },
  '2029-11-12': async () => {
    const decisionId = await council.decideOn(successorId, '2029-11-12T18:00:00Z', theOthers)
    well(await scene.onAgreement('adoptAgreement', scene.coordinator, successorId, { decisionId }))
    // The chair of the year before is an ordinary member again and cannot sign.
    const sign = (place: number) =>
      scene.onAgreement('signAgreement', scene.personOf(place), successorId, { by: 'Getekend' })
    expect(await sign(chairs[3] ?? 3)).toMatchObject({ status: 403 })
    await signAndPublish(scene, successorId, chairs[4])
  },
}

/** The plan of the next year, with new actions that the council wants. */
const planNext = async (year: number, day: string) => {
  const fresh = (years[year + 1 - firstYear] ?? []).filter(({ title }) => !isCarriedOver(year + 1, title))
  actionsOf(year + 1).push(...(await council.promiseAll(agreementId, year + 1, fresh)))
  await council.planYear(agreementId, year + 1, `${day}T18:00:00Z`, presentOn(day))
}

/** Actions carried over in January get a new cost estimate, and the plan of the year is adjusted. */
const adjustPlan = async (year: number, day: string) => {
  const carried = actionsOf(year).filter(({ planned }) => isCarriedOver(year, planned.title))
  if (carried.length === 0) return
  for (const { of, planned } of carried) await scene.cost(of, planned.department)
  await council.planYear(agreementId, year, `${day}T18:00:00Z`, presentOn(day))
}

/** What the council does in a year apart from reviews, by day. */
const councilIn = (year: number): ReadonlyMap<string, () => Promise<unknown>> => {
  const [chosen, planned, adjusted] = [`${year}-09-10`, `${year}-11-26`, `${year + 1}-02-10`]
  const ordinary: readonly (readonly [string, () => Promise<unknown>])[] = [
    [chosen, () => council.chooseChair(year, chairs[year - 2025] ?? 0, presentOn(chosen))],
    ...(year === 2029 ? [] : [[planned, () => planNext(year, planned)] as const]),
    ...(year === 2029 ? [] : [[adjusted, () => adjustPlan(year + 1, adjusted)] as const]),
  ]
  const special: { readonly [year: number]: { readonly [day: string]: () => Promise<unknown> } } = {
    2026: { '2027-03-20': async () => well(await scene.leave(leaver, '2027-03-20')) },
    2027: ownAlarmOn,
    2029: succeedIn2029,
  }
  return new Map([...ordinary, ...Object.entries(special[year] ?? {})])
}

describe('four years of a ward', () => {
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    world = await startWorld({ begin: '2025-09-01T09:00:00Z', luckOf: () => 'good', sweepsOn: () => 1 })
  })
  afterAll(async () => {
    await world.stop()
    vi.useRealTimers()
  })

  it('four years of a ward begin with a council of seven that chooses its chair for a year', async () => {
    await grantCityRoles(world, departments, term)
    scene = await foundWard(world, ward, everybody.length, term)
    council = councilYears(world, scene)
    await council.chooseChair(2025, chairs[0] ?? 0, everybody)
    const { body } = await world.call('listMembers', undefined, { params: { wardCode: ward } })
    expect(body).toMatchObject({ items: { length: 7 } })
    const input = { params: { wardCode: ward, memberId: scene.memberOf(1) }, ifMatch: 1 }
    const tooLong = { role: 'chair', period: { from: '2026-09-16', until: '2027-09-17' } }
    expect((await world.call('appointMember', scene.coordinator, { ...input, body: tooLong })).body).toMatchObject({
      code: 'chair-too-long',
    })
  })

  it('four years of a ward continue with an agreement: consulted, costed, adopted with a quorum, signed by three, in force on its day', async () => {
    const made = await council.draft('2026-01-01', '2030-01-01', years[0] ?? [])
    agreementId = made.agreementId
    actionsOf(firstYear).push(...made.actions)
    await council.consult(agreementId, '2025-11-01T09:00:00Z', ['Graag een hek.', 'Meer licht, alstublieft.'])
    const comments = await world.call('listAgreementComments', undefined, { params: { agreementId } })
    expect(comments.body).toMatchObject({ items: { length: 2 } })
    // Three of seven is no quorum. When the meeting is called again, those present may decide.
    const missed = await scene.convene('2025-11-13T18:00:00Z', [{ about: { kind: 'agreement', agreementId } }])
    await world.travel('2025-11-13T18:00:00Z')
    expect((await scene.open(missed, [0, 1, 2])).body).toMatchObject({ status: 'not-opened' })
    const again = await world.call('reconveneMeeting', scene.coordinator, {
      params: { meetingId: missed },
      body: { startsAt: '2025-11-20T18:00:00Z', place: 'Wijkhub' },
    })
    await world.travel('2025-11-20T18:00:00Z')
    const meetingId = z.object({ id: z.string() }).parse(well(again, 201).body).id
    await adoptAndPublish(scene, agreementId, await heldMeeting(scene, meetingId, [0, 1, 2]))
    await world.travel('2025-12-31T22:00:00Z')
    expect(await statusOf(agreementId)).toBe('published')
    await world.travel('2026-01-01T09:00:00Z')
    expect(await statusOf(agreementId)).toBe('in-force')
  })

  it.each(years.map((_, place) => firstYear + place))(
    'four years of a ward are played, year by year: %i',
    async (year) => {
      const onCarriedOver = ({ planned: { title } }: PlayedAction, of: PlayedAction['of']) => {
        const planned = (years[year + 1 - firstYear] ?? []).find((each) => each.title === title)
        if (planned !== undefined) actionsOf(year + 1).push({ planned, of })
      }
      const wards = [
        {
          ...{ scene, agreementId, actions: actionsOf(year), onCarriedOver },
          get present() {
            return presentOn(world.now().slice(0, 10))
          },
          get successor() {
            return successorId === '' ? undefined : successorId
          },
        },
      ]
      await playYear(world, wards, yearOf(year), councilIn(year))
      const byHand = actionsOf(year).flatMap(({ planned }) =>
        alarmsOn(planned, yearOf(year).reviews, yearOf(year).lastDay),
      )
      const found = await alarmsFound(world, { scene, agreementId, actions: actionsOf(year), present: theOthers })
      expect(inOrder(found)).toEqual(inOrder(byHand))
      const { body } = await world.call('getAgreementShares', undefined, { query: { year } })
      const Shares = z.object({ city: z.unknown(), wards: z.array(z.looseObject({ wardCode: z.string() })) })
      const { city, wards: all } = Shares.parse(body)
      expect(all.find(({ wardCode }) => wardCode === ward)).toEqual({
        wardCode: ward,
        ...sharesByHand(years[year - firstYear] ?? []),
      })
      expect(city).toEqual(sharesByHand(years[year - firstYear] ?? []))
    },
  )

  it('four years of a ward end with the agreement succeeded by the next one, on its day', async () => {
    expect([await statusOf(agreementId), await statusOf(successorId)]).toEqual(['succeeded', 'in-force'])
    const { body } = await world.call('getAgreement', undefined, { params: { agreementId } })
    expect(body).toMatchObject({ succeededBy: successorId, plans: { length: 3 } })
    const { body: onwards } = await world.call('listActions', undefined, { params: { agreementId: successorId } })
    expect(onwards).toMatchObject({ items: [{ title: 'Trapveldje', year: 2030, status: 'proposed' }] })
  })

  it('four years of a ward have had twelve reviews, each on its date, and a version of the text for each plan', async () => {
    const { body } = await world.call('listReviews', undefined, { params: { agreementId } })
    const Listed = z.object({ items: z.array(z.looseObject({ status: z.string(), beginsOn: z.string() })) })
    const { items } = Listed.parse(body)
    expect(items.map(({ beginsOn, status }) => [beginsOn, status])).toEqual(
      years.flatMap((_, place) => yearOf(firstYear + place).reviews.map((begins) => [begins, 'published'])),
    )
    const texts = await world.call('listAgreementTexts', undefined, { params: { agreementId } })
    // The first plan, a plan for each of three next years, and two plans adjusted for carried-over actions.
    expect(texts.body).toMatchObject({ items: { length: 6 } })
    expect(world.executions.list().filter(({ status }) => status === 'RUNNING')).toEqual([])
  })

  it('four years of a ward include an alarm of the council that climbed without an answer and that the council solved', async () => {
    const own = (await alarmsIn(world, ward)).find(({ id }) => id === ownAlarm?.alarmId)
    expect(own).toMatchObject({
      status: 'solved',
      raisedBy: 'council',
      rungs: [
        { addressee: 'ward-manager', from: '2027-06-01', endsOn: '2027-06-15', because: 'raised' },
        { addressee: 'department-director', from: '2027-06-10', endsOn: '2027-07-01', because: 'not-satisfied' },
        { addressee: 'adopting-alderman', from: '2027-07-02', endsOn: '2027-07-30', because: 'not-answered' },
      ],
    })
  })

  it('four years of a ward moved every alarm up within an hour after its term', () => {
    const Climbed = z.object({ alarmId: z.string(), status: z.literal('waiting'), endsOn: z.string() })
    const seen = new Map<string, string>()
    const lags: number[] = []
    for (const { type, time, data } of world.events) {
      const { data: alarm } = Climbed.safeParse(data)
      if (!type.includes('alarm-changed') || alarm === undefined) continue
      const endedOn = seen.get(alarm.alarmId)
      seen.set(alarm.alarmId, alarm.endsOn)
      // A rung that follows an expired one begins on the next day, at midnight in the city.
      if (endedOn !== undefined && plusDays(endedOn, 1) === cityDay(time)) lags.push(minutesSinceMidnight(time))
    }
    expect(lags.length).toBeGreaterThan(4)
    expect(Math.max(...lags)).toBeLessThan(60)
  })
})

const inCity = (time: string) => new Date(time).toLocaleString('sv-SE', { timeZone: 'Europe/Amsterdam' })
const cityDay = (time: string) => inCity(time).slice(0, 10)
const minutesSinceMidnight = (time: string) => {
  const [hours, minutes] = inCity(time).slice(11, 16).split(':').map(Number)
  return (hours ?? 0) * 60 + (minutes ?? 0)
}
