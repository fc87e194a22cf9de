// A ward with four candidates for its seats, a real roll, and a lottery among its residents, with the steps that tests need.
import { expect, vi } from 'vitest'
import * as z from 'zod'
import { start as startApi } from '../../../../functions/elections/lottery/api.ts'
import { start as startFreezePool } from '../../../../functions/elections/lottery/freeze-pool.ts'
import { start as startPersons } from '../../../../functions/elections/lottery/persons.ts'
import { start as startPool } from '../../../../functions/elections/lottery/pool.ts'
import { start as startSweepPools } from '../../../../functions/elections/lottery/sweep-pools.ts'
import { start as startSweepSeats } from '../../../../functions/elections/seats/sweep-seats.ts'
import {
  officeLotteryOperations,
  PublicLottery,
  poolLotteryOperations,
} from '../../../../shared/elections/lottery/operations.ts'
import { personLotteryOperations } from '../../../../shared/elections/lottery/person-operations.ts'
import { PublicSeat } from '../../../../shared/elections/seating/public-seat.ts'
import { quicknet } from '../../../../shared/voting/lots/beacon.ts'
import { underRights } from '../../engine/guarded.ts'
import { type Answered, type HttpInput, type Persona, send } from '../../services/http-event.ts'
import { eventsIn } from '../initiatives/initiatives.ts'
import { electionSteps, moments, office } from './election-api.ts'
import { fileOf, line, startRolls } from './roll-api.ts'

const operations = { ...officeLotteryOperations, ...poolLotteryOperations, ...personLotteryOperations }
type LotteryStep = keyof typeof operations

export const wardCode = 'heijplaat'
export const days = {
  ...moments,
  result: '2026-03-25T12:00:00Z',
  term: '2026-04-22T09:00:00Z',
  announced: '2026-04-23T09:00:00Z',
  frozen: '2026-04-23T09:00:20Z',
  session: '2026-04-24T19:00:00Z',
  drawn: '2026-04-24T20:00:00Z',
  asked: '2026-04-25T09:00:00Z',
} as const

/** A resident of the ward with this pseudonym on the roll. */
export const residentNamed = (person: string, ward = wardCode): Persona => ({
  sub: `account-${person}`,
  ward,
  birthDate: '1980-05-17',
  pseudonym: person,
})
export const people = (count: number, prefix = 'person') =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(3, '0')}`)

const Versioned = z.string().transform((tag) => Number(tag.replaceAll('"', '')))
const EventDetail = z.looseObject({ type: z.string(), data: z.looseObject({ status: z.string().optional() }) })

export const startLotteryWorld = async (residents: readonly string[] = people(12)) => {
  const rolls = await startRolls()
  const environment = { ...rolls.environment, BEACON_NETWORK: JSON.stringify(quicknet) }
  const functions = {
    api: startApi(underRights('lotteries-api', environment)),
    pool: startPool(underRights('lotteries-pool', environment)),
    persons: startPersons(underRights('lotteries-persons', environment)),
    freeze: startFreezePool(underRights('freeze-pool', environment)),
    sweepPools: startSweepPools(environment),
    sweepSeats: startSweepSeats(environment),
  }
  const { ask } = rolls
  /** A request for an operation of lotteries. */
  const lot = (name: LotteryStep, input: HttpInput): Promise<Answered> => {
    const ofOffice = name in poolLotteryOperations ? functions.pool : functions.api
    const handler = name in personLotteryOperations ? functions.persons : ofOffice
    return send(handler, operations[name], { by: office, at: days.asked, ...input })
  }
  const steps = electionSteps(ask)

  const electionId = await steps.planned([wardCode, 'pernis'])
  await steps.listed(electionId, wardCode, 4)
  const session = { who: 'Centraal stembureau', when: days.lot, seed: '3 1 6' }
  await steps.onContest('drawBallotOrder', electionId, wardCode, days.lot, session)
  await ask('openRoll', { params: { electionId } })
  const lines = [...residents.map((person) => line(person)), ...people(3, 'other').map((each) => line(each, 'pernis'))]
  const imported = await rolls.imported(electionId, fileOf(lines))
  expect(imported.status).toBe('frozen')

  const [anna, bram] = [
    { ...office, sub: 'anna' },
    { ...office, sub: 'bram' },
  ]
  const contestVersion = async () => {
    const { headers } = await ask('getContest', { params: { electionId, wardCode } })
    return Versioned.parse(headers.etag)
  }
  const params = { electionId, wardCode }
  const at = days.result
  await ask('proposeResult', {
    params,
    at,
    by: anna,
    ifMatch: await contestVersion(),
    body: { electorate: residents.length },
  })
  const established = await ask('establishResult', { params, at, by: bram, ifMatch: await contestVersion() })
  expect(established.status, JSON.stringify(established.body)).toBe(200)

  const seatNow = async (seat: number, when: string = days.asked) => {
    const answered = await ask('getSeat', { params: { ...params, seat: `${seat}` }, at: when })
    return { seat: PublicSeat.parse(answered.body), version: Versioned.parse(answered.headers.etag) }
  }
  /** A step of the office or of a resident on a seat in its present version. */
  const onSeat = async (name: LotteryStep, seat: number, when: string, body?: object, by: Persona = office) => {
    const { version } = await seatNow(seat, when)
    return lot(name, { params: { ...params, seat: `${seat}` }, at: when, by, ifMatch: version, ...(body && { body }) })
  }
  const offer = async (seat: number, when: string) => {
    const { version } = await seatNow(seat, when)
    return ask('offerSeat', { params: { ...params, seat: `${seat}` }, at: when, ifMatch: version })
  }
  const announced = (body: object = { source: 'public-session' }, when: string = days.announced) =>
    lot('announceLottery', { params, at: when, body })
  const lotteryNow = async (number = 1) => {
    const answered = await lot('getLottery', { params: { ...params, lottery: `${number}` } })
    return {
      lottery: PublicLottery.loose().parse(answered.body),
      version: Versioned.parse(answered.headers.etag),
      pool: z.object({ pool: z.object({ href: z.string() }).optional() }).parse(answered.body).pool,
    }
  }
  const atMoment = async <Result>(moment: string, act: () => Promise<Result>): Promise<Result> => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(moment) })
    try {
      return await act()
    } finally {
      vi.useRealTimers()
    }
  }
  /** Delivers all lottery events so far to the consumer. */
  const delivered = async (moment: string = days.frozen) => {
    const events = (await eventsIn(rolls.table)).map(({ detail }): unknown => JSON.parse(detail))
    const own = events.filter((detail) => EventDetail.parse(detail).type === 'nl.wijk.elections.lottery-changed.v1')
    await atMoment(moment, async () => {
      for (const detail of own) await functions.freeze({ detail }, {})
    })
  }
  const draw = async (
    body: object = { source: 'public-session', who: 'Griffie', when: days.session, seed: '4 4 1' },
  ) => {
    const { version } = await lotteryNow()
    return lot('drawLottery', { params: { ...params, lottery: '1' }, at: days.drawn, ifMatch: version, body })
  }
  /** A lottery, drawn, for a seat for which no candidate is left. */
  const drawnLottery = async (announcement?: object) => {
    await offer(5, days.term)
    await announced(announcement)
    await delivered()
    return draw()
  }
  const myTurn = async (person: string, when: string = days.asked) =>
    (await lot('getMyTurn', { params: { ...params, lottery: '1' }, by: residentNamed(person), at: when })).body
  /** The residents who are being asked now. Every resident has to be queried, because nobody sees another resident's turn. */
  const askedNow = async (): Promise<readonly string[]> => {
    const asked: string[] = []
    for (const person of residents) {
      const mine = z.object({ turn: z.object({ outcome: z.string() }).optional() }).parse(await myTurn(person))
      if (mine.turn?.outcome === 'asked') asked.push(person)
    }
    return asked
  }
  return {
    ...{ rolls, functions, ask, lot, steps, residents, electionId, params },
    ...{ seatNow, onSeat, offer, announced, lotteryNow, delivered, draw, drawnLottery, myTurn, askedNow, atMoment },
    stop: rolls.stop,
  }
}
