// A lottery among residents for a seat when no candidate is left: the pool, the draw, whose turn it is, and who may see what.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { entriesOfPool, orderOf } from '../../shared/elections/lottery/pool.ts'
import { sha256 } from '../../shared/kernel/digest.ts'
import {
  days,
  people,
  residentNamed,
  startLotteryWorld,
  wardCode,
} from '../support/builders/elections/lottery-world.ts'

const Turns = z.object({
  items: z.array(z.looseObject({ outcome: z.string(), because: z.string().optional(), entry: z.string() })),
})

describe('a lottery among residents', () => {
  let world: Awaited<ReturnType<typeof startLotteryWorld>>
  beforeEach(async () => {
    world = await startLotteryWorld()
  })
  afterEach(() => world.stop())

  const poolText = async () => {
    const { pool } = await world.lotteryNow()
    return (await fetch(pool?.href ?? '')).text()
  }
  const turnsOf = async () =>
    Turns.parse((await world.lot('listLotteryTurns', { params: { ...world.params, lottery: '1' } })).body).items

  it('a lottery among residents is not announced while a candidate may still take the seat, or while another lottery is running', async () => {
    expect((await world.announced()).body).toMatchObject({ code: 'no-seat-for-lottery' })
    expect((await world.offer(5, days.term)).body).toMatchObject({ status: 'exhausted', followedBy: 'lottery' })
    expect((await world.announced()).status).toBe(201)
    expect((await world.announced()).body).toMatchObject({ code: 'lottery-going-on' })
  })

  it('a lottery among residents is announced once, however often the request comes', async () => {
    await world.offer(5, days.term)
    const body = { source: 'public-session', without: ['person-001'] }
    const again = () =>
      world.lot('announceLottery', { params: world.params, at: days.announced, body, idempotencyKey: 'the-same-key-1' })
    expect((await again()).status).toBe(201)
    expect((await again()).body).toMatchObject({ number: 1 })
    const other = { ...body, source: 'drand' }
    const reused = await world.lot('announceLottery', {
      params: world.params,
      body: other,
      idempotencyKey: 'the-same-key-1',
    })
    expect(reused.body).toMatchObject({ code: 'idempotency-key-reused' })
  })

  it('a lottery among residents freezes a pool of residents of the ward, without members, candidates and people in the do-not-draw register', async () => {
    await world.lot('joinDoNotDraw', { by: residentNamed('person-003') })
    await world.offer(5, days.term)
    await world.announced({ source: 'public-session', without: ['person-001', 'person-002', 'nobody'] })
    await world.delivered()
    const { lottery } = await world.lotteryNow()
    expect(lottery).toMatchObject({ status: 'posted', entries: 9 })
    const text = await poolText()
    expect(sha256(text)).toBe(lottery.root)
    expect(entriesOfPool(text)).toHaveLength(9)
    const mine = z.object({ entry: z.string() })
    expect(text).toContain(mine.parse(await world.myTurn('person-004')).entry)
    for (const out of ['person-001', 'person-002', 'person-003', 'other-001'])
      expect(text).not.toContain(mine.parse(await world.myTurn(out)).entry)
  })

  it('a lottery among residents follows corrections of the roll: without persons struck or moved away, with persons moved into the ward', async () => {
    const corrected = async (person: string, correction: object) => {
      const { version } = await world.rolls.importOf(world.electionId)
      const body = { person, correction }
      return world.ask('correctRoll', { params: { electionId: world.electionId }, ifMatch: version, body })
    }
    const moved = { change: 'move', reason: 'entered-in-wrong-ward' }
    expect((await corrected('person-001', { change: 'strike', reason: 'died' })).status).toBe(200)
    expect((await corrected('person-002', { ...moved, wardCode: 'pernis' })).status).toBe(200)
    expect((await corrected('other-001', { ...moved, wardCode })).status).toBe(200)
    await world.offer(5, days.term)
    await world.announced()
    await world.delivered()
    const mine = z.object({ entry: z.string() })
    const text = await poolText()
    const isIn = async (person: string) => text.includes(mine.parse(await world.myTurn(person)).entry)
    const found = await Promise.all(['person-001', 'person-002', 'other-001', 'person-003'].map(isIn))
    expect(found).toEqual([false, false, true, true])
  })

  it('a lottery among residents keeps its pool if events come twice, late, or only the sweeper runs', async () => {
    await world.offer(5, days.term)
    await world.announced()
    await world.atMoment('2026-04-23T09:01:00Z', () => world.functions.sweepPools({}, {}))
    expect((await world.lotteryNow()).lottery.status).toBe('announced')
    await world.atMoment('2026-04-23T09:02:01Z', () => world.functions.sweepPools({}, {}))
    const first = await poolText()
    await world.lot('joinDoNotDraw', { by: residentNamed('person-003') })
    await world.delivered()
    await world.atMoment('2026-04-23T09:07:00Z', () => world.functions.sweepPools({}, {}))
    expect(await poolText()).toBe(first)
    expect((await world.lotteryNow()).lottery).toMatchObject({ status: 'posted', entries: 12 })
  })

  it('a lottery among residents is drawn only with a seed later than its pool, and can be replayed by anybody from published data', async () => {
    await world.offer(5, days.term)
    await world.announced()
    expect((await world.draw()).body).toMatchObject({ code: 'lottery-not-posted' })
    await world.delivered()
    const early = { source: 'public-session', who: 'Griffie', when: days.announced, seed: '1' }
    expect((await world.draw(early)).body).toMatchObject({ code: 'session-at-another-time' })
    expect((await world.draw()).status).toBe(200)
    expect((await world.draw()).body).toMatchObject({ code: 'lottery-not-posted' })
    await world.onSeat('askDrawn', 5, days.asked)
    const { lottery } = await world.lotteryNow()
    const { subject, root = '', evidence, turns = [] } = lottery
    if (evidence === undefined) throw new Error('no evidence')
    const order = orderOf({ subject, root, evidence }, entriesOfPool(await poolText()) ?? [])
    expect(turns.map(({ entry }) => entry)).toEqual(order.slice(0, 1))
  })

  it('a lottery among residents asks one resident, who alone sees it; published data do not reveal who it is', async () => {
    await world.drawnLottery()
    const asked = await world.onSeat('askDrawn', 5, days.asked)
    expect(asked.body).toMatchObject({
      status: 'asked',
      turn: { lottery: 1, place: 1 },
      answerBefore: '2026-04-28T22:00:00.000Z',
    })
    const [who = '', ...others] = await world.askedNow()
    expect(others).toEqual([])
    expect(await world.myTurn(who)).toMatchObject({ turn: { seat: 5, outcome: 'asked', place: 1 } })
    const published = JSON.stringify([asked.body, (await world.lotteryNow()).lottery, await poolText()])
    expect(published).not.toContain(who)
    const other = world.residents.find((person) => person !== who) ?? ''
    const notMine = await world.onSeat('answerDraw', 5, days.asked, { answer: 'decline' }, residentNamed(other))
    expect(notMine.body).toMatchObject({ code: 'not-drawn-for-seat' })
    const found = await world.lot('recogniseDrawn', {
      params: { ...world.params, lottery: '1' },
      body: { persons: [...world.residents] },
    })
    expect(found.body).toEqual({ items: [{ index: world.residents.indexOf(who), place: 1, seat: 5 }] })
  })

  it('a lottery among residents asks the next resident if one declines, does not answer or is passed over; after the last one the seat stays vacant', async () => {
    await world.drawnLottery({ source: 'public-session', without: people(12).slice(3) })
    await world.onSeat('askDrawn', 5, days.asked)
    const [first = ''] = await world.askedNow()
    const declined = await world.onSeat('answerDraw', 5, days.asked, { answer: 'decline' }, residentNamed(first))
    expect(declined.body).toMatchObject({ status: 'exhausted', followedBy: 'lottery' })
    await world.onSeat('askDrawn', 5, days.asked)
    const [second = ''] = await world.askedNow()
    expect(second).not.toBe(first)
    await world.atMoment('2026-04-28T21:59:00Z', () => world.functions.sweepSeats({}, {}))
    expect((await world.seatNow(5)).seat.status).toBe('asked')
    const late = await world.onSeat(
      'answerDraw',
      5,
      '2026-04-28T22:00:00Z',
      { answer: 'decline' },
      residentNamed(second),
    )
    expect(late.body).toMatchObject({ code: 'draw-answer-too-late' })
    await world.atMoment('2026-04-28T22:01:00Z', () => world.functions.sweepSeats({}, {}))
    await world.atMoment('2026-04-28T22:16:00Z', () => world.functions.sweepSeats({}, {}))
    expect((await world.seatNow(5)).seat.status).toBe('exhausted')
    await world.onSeat('askDrawn', 5, '2026-04-29T09:00:00Z')
    await world.onSeat('passOverDrawn', 5, '2026-04-29T10:00:00Z', { reason: 'died' })
    expect((await turnsOf()).map(({ outcome, because }) => [outcome, because])).toEqual([
      ['declined', undefined],
      ['not-answered', undefined],
      ['passed', 'died'],
    ])
    expect(JSON.stringify((await world.lotteryNow()).lottery)).not.toContain('died')
    const nobody = await world.onSeat('askDrawn', 5, '2026-04-29T11:00:00Z')
    expect(nobody.body).toMatchObject({ status: 'exhausted', followedBy: 'vacant' })
    expect((await world.onSeat('askDrawn', 5, '2026-04-29T12:00:00Z')).body).toMatchObject({
      code: 'seat-stays-vacant',
    })
  })

  it('a lottery among residents passes over residents who joined the do-not-draw register after the pool was frozen', async () => {
    await world.drawnLottery({ source: 'public-session', without: people(12).slice(2) })
    await world.lot('joinDoNotDraw', { by: residentNamed('person-001') })
    await world.onSeat('askDrawn', 5, days.asked)
    expect(await world.askedNow()).toEqual(['person-002'])
    const reasons = (await turnsOf()).flatMap(({ because }) => because ?? [])
    expect(reasons.every((reason) => reason === 'do-not-draw')).toBe(true)
  })

  it('a lottery among residents seats the resident who accepts, after examination and oath; from then on the name is public', async () => {
    await world.drawnLottery()
    await world.onSeat('askDrawn', 5, days.asked)
    const [who = ''] = await world.askedNow()
    const elsewhere = await world.onSeat(
      'answerDraw',
      5,
      days.asked,
      { answer: 'accept', name: 'R. Geloot' },
      {
        ...residentNamed(who),
        ward: 'pernis',
      },
    )
    expect(elsewhere.body).toMatchObject({ code: 'drawn-lives-elsewhere' })
    const body = { answer: 'accept', name: 'R. Geloot' }
    const accepted = await world.onSeat('answerDraw', 5, days.asked, body, residentNamed(who))
    expect(accepted.body).toMatchObject({ status: 'accepted' })
    const seat = { ...world.params, seat: '5' }
    const advance = async (name: 'examineMember' | 'takeSeat', step: object) => {
      const { version } = await world.seatNow(5)
      return world.ask(name, { params: seat, at: '2026-04-26T18:00:00Z', ifMatch: version, body: step })
    }
    expect((await advance('examineMember', { isAdmitted: true })).body).toMatchObject({ status: 'admitted' })
    expect((await advance('takeSeat', { takenOn: '2026-04-26' })).body).toMatchObject({ status: 'taken' })
    const list = await world.ask('getCandidateList', { params: { electionId: world.electionId, wardCode } })
    expect(JSON.stringify(list.body)).not.toContain('R. Geloot')
  })

  it('a lottery among residents asks once if two officers ask at the same moment', async () => {
    await world.drawnLottery()
    const { version } = await world.seatNow(5)
    const ask = () =>
      world.lot('askDrawn', { params: { ...world.params, seat: '5' }, at: days.asked, ifMatch: version })
    const answers = await Promise.all([ask(), ask()])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await world.lotteryNow()).lottery.turns).toHaveLength(1)
  })

  it('a lottery among residents can be called off with a public reason before it is drawn, but not afterwards', async () => {
    await world.offer(5, days.term)
    await world.announced()
    await world.delivered()
    const { version } = await world.lotteryNow()
    const off = (ifMatch: number) =>
      world.lot('voidLottery', {
        params: { ...world.params, lottery: '1' },
        ifMatch,
        body: { reason: 'De kiezerslijst wordt eerst hersteld.' },
      })
    expect((await off(version)).body).toMatchObject({ status: 'void' })
    expect((await world.announced()).body).toMatchObject({ number: 2 })
    const { body } = await world.lot('listLotteries', { params: world.params })
    expect(body).toMatchObject({ items: [{ status: 'void' }, { status: 'announced' }] })
  })
})

describe('the do-not-draw register', () => {
  let world: Awaited<ReturnType<typeof startLotteryWorld>>
  beforeEach(async () => {
    world = await startLotteryWorld()
  })
  afterEach(() => world.stop())

  it('the do-not-draw register is joined and left only by the resident, from any account, and is shown to nobody else', async () => {
    const by = residentNamed('person-001')
    const otherAccount = { ...by, sub: 'another-account' }
    expect((await world.lot('getDoNotDraw', { by })).body).toEqual({ isOnRegister: false })
    expect((await world.lot('joinDoNotDraw', { by })).status).toBe(204)
    expect((await world.lot('joinDoNotDraw', { by, at: '2026-05-01T09:00:00Z' })).status).toBe(204)
    const since = { isOnRegister: true, since: '2026-04-25T09:00:00.000Z' }
    expect((await world.lot('getDoNotDraw', { by: otherAccount })).body).toEqual(since)
    expect((await world.lot('getDoNotDraw', { by: residentNamed('person-002') })).body).toEqual({ isOnRegister: false })
    expect((await world.lot('leaveDoNotDraw', { by: otherAccount })).status).toBe(204)
    expect((await world.lot('leaveDoNotDraw', { by })).status).toBe(204)
    expect((await world.lot('getDoNotDraw', { by })).body).toEqual({ isOnRegister: false })
  })

  it('the do-not-draw register requires the resident’s pseudonym', async () => {
    const unknown = { sub: 'somebody', ward: wardCode, birthDate: '1980-05-17' }
    expect((await world.lot('joinDoNotDraw', { by: unknown })).body).toMatchObject({ code: 'login-without-person' })
  })
})
