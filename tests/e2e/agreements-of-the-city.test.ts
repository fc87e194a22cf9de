// A year of the agreements of (in full) all 39 wards: owners answer on time, late and never; schedules and events arrive late, twice or
// never; executions are killed midway. Shares and alarms must equal those of a separate calculation. The data are made up, apart
// from size and shares: 1,400 actions, 62 % realised, 3 % dropped, 35 % continuing ([J23], [PAK] in docs/sources.md).
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { wardsOfRotterdam } from '../../shared/wards/wards-of-rotterdam.ts'
import { alarmsOn, sharesByHand } from '../support/agreement-years/by-hand.ts'
import { makeAgreements } from '../support/agreement-years/city-year.ts'
import { departments, planOf } from '../support/agreement-years/plan.ts'
import { alarmsFound, inOrder, type PlayedWard, playYear, yearOf } from '../support/agreement-years/played-year.ts'
import { well } from '../support/agreement-years/ward-scene.ts'
import { type Luck, startWorld, type World } from '../support/agreement-years/world.ts'
import { sizeOf } from '../support/sizes.ts'

const year = yearOf(2026, '2027-03-15')
const { reviews } = year
/** One ward of each area, then the others: a small city has all areas too. */
const firstOfAreas = wardsOfRotterdam.filter(
  ({ area }, place, all) => all.findIndex((each) => each.area === area) === place,
)
const wardCodes = [...new Set([...firstOfAreas, ...wardsOfRotterdam])]
  .slice(0, sizeOf('agreementWards'))
  .map(({ code }) => String(code))
const plan = planOf(wardCodes, sizeOf('agreementActions'))
const lucks: readonly Luck[] = ['good', 'late', 'doubled', 'lost']
const luckOf = (ward: string): Luck => lucks[wardCodes.indexOf(ward) % lucks.length] ?? 'good'

/** The sweepers run late: only every fourth night, and sometimes twice. No review begins on its planned day. */
const sweepsOn = (day: string): number => {
  const date = Number(day.slice(8))
  if (date % 4 !== 0) return 0
  return date % 20 === 0 ? 2 : 1
}
/** Wards whose executions are killed, and the days on which that happens. */
const killedWards = new Set(wardCodes.filter((_, place) => place % 6 === 3))
const killedOn = ['2026-05-10', '2026-05-22', '2026-05-24', '2026-09-22', '2027-01-05']

let world: World
let wards: readonly PlayedWard[]
let killed = 0

const kill = async () => {
  const agreements = wards.filter(({ scene }) => killedWards.has(scene.ward)).map(({ agreementId }) => agreementId)
  for (const { arn, status, input } of world.executions.list())
    if (status === 'RUNNING' && agreements.some((id) => input.includes(id))) {
      world.executions.stop(arn)
      killed += 1
    }
}

describe('a year of the ward agreements of a city', () => {
  beforeAll(async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    world = await startWorld({ begin: '2025-09-08T09:00:00Z', luckOf, sweepsOn })
  })
  afterAll(async () => {
    await world.stop()
    vi.useRealTimers()
  })

  it('a year of the ward agreements of a city begins with an agreement in force in each of them', async () => {
    wards = await makeAgreements(world, plan, departments)
    await world.travel('2026-01-05T09:00:00Z')
    for (const { agreementId } of wards) {
      const { body } = await world.call('getAgreement', undefined, { params: { agreementId } })
      expect(body).toMatchObject({ status: 'in-force' })
    }
    expect(wards).toHaveLength(wardCodes.length)
  }, 600_000)

  it('a year of the ward agreements of a city is played to its end, although things run late, twice or never', async () => {
    await playYear(world, wards, year, new Map(killedOn.map((day) => [day, kill])))
    expect(killed).toBeGreaterThan(4)
  }, 1_200_000)

  it('a year of the ward agreements of a city has held three reviews in each ward, on the dates of its agreement', async () => {
    const Reviews = z.object({
      items: z.array(
        z.looseObject({ status: z.string(), beginsOn: z.string(), asked: z.array(z.unknown()).optional() }),
      ),
    })
    for (const { agreementId, actions } of wards) {
      const { items } = Reviews.parse((await world.call('listReviews', undefined, { params: { agreementId } })).body)
      const asked = reviews.map((_, place) => actions.filter(({ planned }) => place < planned.reviews.length).length)
      expect(items.slice(0, 3).map((each) => [each.status, each.beginsOn, each.asked?.length])).toEqual(
        reviews.map((begins, place) => ['published', begins, asked[place]]),
      )
    }
  })

  it('a year of the ward agreements of a city has the shares that were counted by hand, by ward, area and city', async () => {
    const { body } = well(await world.call('getAgreementShares', undefined, { query: { year: 2026 } }))
    const inWards = (codes: readonly string[]) => sharesByHand(plan.filter(({ ward }) => codes.includes(ward)))
    expect(body).toMatchObject({ city: inWards(wardCodes) })
    const Shares = z.object({
      areas: z.array(z.looseObject({ area: z.string() })),
      wards: z.array(z.looseObject({ wardCode: z.string() })),
    })
    const { areas, wards: shown } = Shares.parse(body)
    expect(areas).toHaveLength(14)
    for (const { area, ...shares } of areas)
      expect(shares).toEqual(
        inWards(wardsOfRotterdam.filter((each) => each.area === area).map(({ code }) => String(code))),
      )
    expect(shown).toHaveLength(39)
    for (const { wardCode, ...shares } of shown)
      if (wardCodes.includes(wardCode)) expect(shares, wardCode).toEqual(inWards([wardCode]))
      else expect(shares, wardCode).toMatchObject({ actions: 0 })
  })

  it('a year of the ward agreements of a city has exactly the alarms, rungs and dates that were counted by hand', async () => {
    const counted = { alarms: 0, rungs: new Map<string, number>() }
    for (const ward of wards) {
      const found = await alarmsFound(world, ward)
      const byHand = ward.actions.flatMap(({ planned }) => alarmsOn(planned, reviews, year.lastDay))
      expect(inOrder(found), `${ward.scene.ward}: ${luckOf(ward.scene.ward)}`).toEqual(inOrder(byHand))
      counted.alarms += found.length
      for (const rung of found.flatMap(({ rungs }) => rungs))
        counted.rungs.set(rung.addressee, (counted.rungs.get(rung.addressee) ?? 0) + 1)
    }
    expect(counted.alarms).toBeGreaterThan(20)
    expect([...counted.rungs.keys()]).toHaveLength(5)
    const { actions, percentages } = sharesByHand(plan)
    console.log(
      `${wards.length} wards, ${actions} actions: ${JSON.stringify(percentages)}; ${killed} executions killed; ` +
        `${counted.alarms} alarms, on their rungs ${JSON.stringify(Object.fromEntries(counted.rungs))}`,
    )
  })
})
