// A budget round from plan to award, through its handlers, on the real engine. Money first: it is reserved once and what is
// not awarded comes back once, however often something is delivered.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { enveloped, event } from '../../events/envelope.ts'
import { roundCancelled, roundVoided } from '../../events/rounds.ts'
import { pollResultPublished, pollVoided } from '../../events/voting.ts'
import { start as startAnnouncing } from '../../functions/rounds/announce-round.ts'
import { start as startRounds } from '../../functions/rounds/api.ts'
import { start as startSettling } from '../../functions/rounds/settle-round.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { PollId, RoundId, WardCode } from '../../shared/kernel/ids.ts'
import { roundsOperations } from '../../shared/rounds/operations.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { sealPoll } from '../../shared/voting/poll/close.ts'
import { presentPoll } from '../../shared/voting/present.ts'
import { getPoll, keptPolls } from '../../shared/voting/store.ts'
import {
  getWardBudget,
  publishInitiativeRules,
  setRegisterFigure,
  setWardBudget,
} from '../../shared/wards/operations.ts'
import { march, personas, startInitiatives } from '../support/builders/initiative-api.ts'
import { eventsIn, votingRules } from '../support/builders/initiatives.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { type Answered, type Handler, type HttpInput, send } from '../support/services/http-event.ts'

const { ada, bo, council, manager } = personas
const wardCode = 'oude-noorden'
let system: Awaited<ReturnType<typeof startInitiatives>>
let aws: AwsStub
let rounds: Handler
let announcing: Handler
let settle: (delivery: unknown, context: unknown) => Promise<unknown>

beforeAll(async () => {
  aws = await startAwsStub()
  system = await startInitiatives(awsEnvironment(aws))
  rounds = startRounds(system.environment)
  announcing = startAnnouncing(system.environment)
  settle = startSettling(system.environment)
  const officer = { sub: 'officer', roles: ['rules-officer'] } as const
  const body = votingRules({ validFrom: '2026-03-02' })
  await send(system.wards, publishInitiativeRules, { at: march, by: officer, params: { wardCode }, body })
  await send(system.wards, setWardBudget, {
    at: march,
    by: manager,
    params: { wardCode, year: '2026' },
    body: { totalCents: 20_000_000 },
    ifMatch: 1,
  })
})
afterAll(() => aws.stop())

type Name = keyof typeof roundsOperations
const ask = (name: Name, input: HttpInput): Promise<Answered> =>
  send(name === 'announceRound' ? announcing : rounds, roundsOperations[name], { at: march, by: manager, ...input })
const of = (roundId: string, ifMatch: number, more: HttpInput = {}) => ({ params: { roundId }, ifMatch, ...more })

const plan = {
  title: { nl: 'Voorjaarsronde', en: 'Spring round' },
  budgetCents: 300_000,
  opensAt: '2026-04-01T08:00:00+02:00',
  closesAt: '2026-04-14T20:00:00+02:00',
  electorateSize: 5_000,
}
const Round = z.object({ id: RoundId, pollId: PollId.optional() })
const create = async (change: object = {}) =>
  Round.parse((await ask('createRound', { body: { ...plan, ...change } })).body).id

/** A round with so many initiatives of €2,000; its version is one more than there are. */
const withInitiatives = async (count: number, change: object = {}) => {
  const [roundId, ids] = [await create(change), Array.from({ length: count }, () => '')]
  for (const index of ids.keys()) {
    ids[index] = await system.admitted()
    await ask('enterInitiative', { params: { roundId, initiativeId: ids[index] ?? '' }, ifMatch: index + 1 })
  }
  return { roundId, ids }
}
const announced = async (count: number) => {
  const { roundId, ids } = await withInitiatives(count)
  const { body } = await ask('announceRound', of(roundId, count + 1))
  return { roundId, ids, pollId: PollId.parse(Round.parse(body).pollId) }
}

const Budget = z.object({ committedCents: z.int(), remainingCents: z.int() })
const committed = async () =>
  Budget.parse((await send(system.wards, getWardBudget, { params: { wardCode, year: '2026' } })).body).committedCents
const statusOf = async (id: string) =>
  z.object({ status: z.string() }).parse((await system.step('getInitiative', id, {})).body).status

const afterClose = Instant.parse('2026-04-14T18:02:00.000Z')
const deliver = (happened: Parameters<typeof enveloped>[0]) => settle({ detail: enveloped(happened, afterClose) }, {})
const publish = (pollId: PollId, winners: string[]) =>
  deliver(
    event(pollResultPublished, `polls/${pollId}`, {
      pollId,
      wardCode: WardCode.parse(wardCode),
      winners,
      resultDigest: 'a'.repeat(64),
    }),
  )

describe('planning a round', () => {
  it('is refused to residents, to the ward council, and in a ward whose rules have no vote', async () => {
    const answers = [
      await ask('createRound', { body: plan, by: bo }),
      await ask('createRound', { body: plan, by: council }),
      await ask('createRound', { body: plan, by: { ...manager, ward: 'pernis' } }),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'forbidden' },
      { code: 'forbidden' },
      { code: 'voting-not-in-rules' },
    ])
  })

  it('is refused with a window in the past, upside down, on half a minute or of 93 days', async () => {
    const answers = await Promise.all([
      ask('createRound', { body: { ...plan, opensAt: march } }),
      ask('createRound', { body: { ...plan, closesAt: plan.opensAt } }),
      ask('createRound', { body: { ...plan, opensAt: '2026-04-01T08:00:30+02:00' } }),
      ask('createRound', { body: { ...plan, closesAt: '2026-07-03T08:00:00+02:00' } }),
    ])
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'window-in-the-past' },
      { code: 'window-not-valid' },
      { code: 'window-not-valid' },
      { code: 'window-not-valid' },
    ])
  })

  it('is refused without an offset or with an unknown field, each with its pointer', async () => {
    const { status, body } = await ask('createRound', { body: { ...plan, opensAt: '2026-04-01T08:00:00', budget: 3 } })
    expect([status, body]).toMatchObject([400, { errors: [{ pointer: '/opensAt' }, { pointer: '/budget' }] }])
  })

  it('is refused with more voters than the ward has residents, when it is made, changed and announced', async () => {
    const million = await ask('createRound', { body: { ...plan, electorateSize: 1_000_000 } })
    expect(million).toMatchObject({
      status: 409,
      body: { code: 'electorate-beyond-register', errors: [{ pointer: '/electorateSize' }] },
    })
    const { roundId } = await withInitiatives(1)
    const changed = await ask('changeRound', of(roundId, 2, { body: { electorateSize: 12_001 } }))
    expect(changed).toMatchObject({ status: 409, body: { code: 'electorate-beyond-register' } })
    const recount = (residents: number, ifMatch: number) =>
      send(system.wards, setRegisterFigure, {
        at: march,
        by: personas.electionOffice,
        params: { wardCode, date: '2026-02-01' },
        body: { residents, source: 'Basisregistratie personen, februari' },
        ifMatch,
      })
    await recount(4_999, 0)
    const announcement = await ask('announceRound', of(roundId, 2))
    expect(announcement).toMatchObject({ status: 409, body: { code: 'electorate-beyond-register' } })
    await recount(5_001, 1)
    expect(await ask('announceRound', of(roundId, 2))).toMatchObject({
      status: 200,
      body: { electorateSize: 5_000, register: { residents: 5_001, date: '2026-02-01' } },
    })
    await ask('cancelRound', of(roundId, 3))
    await recount(12_000, 2)
  })

  it('twice with one key makes one', async () => {
    const again = { body: plan, idempotencyKey: 'spring-round' }
    const [first, retry] = [await ask('createRound', again), await ask('createRound', again)]
    expect([first.status, retry.status, retry.body]).toEqual([201, 201, first.body])
  })
})

describe('announcing a round', () => {
  it('is refused without initiatives, without budget, and when nothing fits the budget', async () => {
    const answers = [
      await ask('announceRound', of(await create(), 1)),
      await ask('announceRound', of((await withInitiatives(1, { budgetCents: 0 })).roundId, 2)),
      await ask('announceRound', of((await withInitiatives(1, { budgetCents: 199_999 })).roundId, 2)),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'round-without-initiatives' },
      { code: 'round-without-budget' },
      { code: 'nothing-fits-the-budget' },
    ])
  })

  it('is refused when more is asked than the year has left, and nothing is half done', async () => {
    const { roundId } = await withInitiatives(1, { budgetCents: 20_000_001 })
    const before = await committed()
    expect((await ask('announceRound', of(roundId, 2))).body).toMatchObject({ code: 'budget-exhausted' })
    expect(await committed()).toBe(before)
    expect((await ask('getRound', { params: { roundId } })).body).toMatchObject({ phase: 'draft' })
  })

  it('is refused once the window would be open', async () => {
    const { roundId } = await withInitiatives(1)
    const answer = await ask('announceRound', of(roundId, 2, { at: '2026-04-01T06:00:00Z' }))
    expect(answer.body).toMatchObject({ code: 'window-in-the-past' })
  })

  it('twice at once announces once and reserves the budget once', async () => {
    const { roundId } = await withInitiatives(2)
    const before = await committed()
    const answers = await Promise.all([ask('announceRound', of(roundId, 3)), ask('announceRound', of(roundId, 3))])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await committed()) - before).toBe(300_000)
    const done = answers.find(({ status }) => status === 200)?.body
    expect(done).toMatchObject({ phase: 'announced', configurationHash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('freezes: no other plan, no initiative in or out', async () => {
    const { roundId, ids } = await announced(1)
    const initiativeId = await system.admitted()
    const answers = [
      await ask('changeRound', of(roundId, 3, { body: { budgetCents: 1 } })),
      await ask('enterInitiative', { params: { roundId, initiativeId }, ifMatch: 3 }),
      await ask('removeInitiative', { params: { roundId, initiativeId: ids[0] ?? '' }, ifMatch: 3 }),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject(
      Array.from({ length: 3 }, () => ({ code: 'round-not-in-draft' })),
    )
  })
})

describe('before it opens', () => {
  const window = { opensAt: '2026-04-02T08:00:00+02:00', closesAt: '2026-04-15T20:00:00+02:00' }

  it('a round can be moved, its hash with it; once open it cannot', async () => {
    const { roundId } = await announced(1)
    const before = (await ask('getRound', { params: { roundId } })).body
    const moved = await ask('rescheduleRound', of(roundId, 3, { body: window }))
    const late = await ask('rescheduleRound', of(roundId, 4, { body: window, at: '2026-04-02T06:00:00Z' }))
    const Hash = z.object({ configurationHash: z.string() })
    expect([moved.status, moved.body]).toMatchObject([200, { opensAt: '2026-04-02T06:00:00.000Z' }])
    expect(Hash.parse(moved.body).configurationHash).not.toBe(Hash.parse(before).configurationHash)
    expect(late.status).toBe(409)
  })

  it('a round called off gives its money back once and its initiatives free, however often that is told', async () => {
    const before = await committed()
    const { roundId, ids } = await announced(2)
    expect((await ask('cancelRound', of(roundId, 4))).body).toMatchObject({ phase: 'cancelled' })
    const cancelled = event(roundCancelled, `rounds/${roundId}`, { roundId, wardCode: WardCode.parse(wardCode) })
    await deliver(cancelled)
    await deliver(cancelled)
    expect(await committed()).toBe(before)
    expect(await Promise.all(ids.map(statusOf))).toEqual(['admitted', 'admitted'])
    expect((await ask('cancelRound', of(roundId, 6))).body).toMatchObject({ code: 'round-over' })
  })
})

describe('after the result', () => {
  it('winners are awarded, the others not, and what is left comes back once, delivered twice', async () => {
    const before = await committed()
    const { roundId, ids, pollId } = await announced(3)
    await publish(pollId, ['002'])
    await publish(pollId, ['002'])
    expect(await Promise.all(ids.map(statusOf))).toEqual(['not-awarded', 'awarded', 'not-awarded'])
    expect((await committed()) - before).toBe(200_000)
    expect((await ask('getRound', { params: { roundId } })).body).toMatchObject({
      phase: 'awarded',
      awardedCents: 200_000,
    })
  })

  it('two deliveries at once, retried as the bus does, still award once', async () => {
    const before = await committed()
    const { ids, pollId } = await announced(3)
    const attempts = await Promise.allSettled([publish(pollId, ['001']), publish(pollId, ['001'])])
    if (attempts.some(({ status }) => status === 'rejected')) await publish(pollId, ['001'])
    expect(await Promise.all(ids.map(statusOf))).toEqual(['awarded', 'not-awarded', 'not-awarded'])
    expect((await committed()) - before).toBe(200_000)
    const told = (await eventsIn(system.tables.table)).filter(
      ({ type, detail }) => type === 'nl.wijk.initiatives.initiative-awarded.v1' && detail.includes(ids[0] ?? '-'),
    )
    expect(told).toHaveLength(1)
  })

  it('is withdrawn for every voter at once, on the ballot and in the poll, and not while the votes are counted', async () => {
    const { ids, pollId } = await announced(3)
    const withdraw = (place: number) =>
      system.step('withdrawInitiative', ids[place] ?? '', { by: ada, ifMatch: 4, at: '2026-04-05T09:00:00Z' })
    const shown = async () => {
      const poll = await getPoll(system.tables.table, pollId)
      if (poll === undefined) throw new Error('The poll is gone')
      return presentPoll(poll, Instant.parse('2026-04-06T09:00:00.000Z'))
    }
    const before = await shown()
    expect(await withdraw(0)).toMatchObject({ status: 200, body: { status: 'withdrawn' } })
    const after = await shown()
    expect(after).toMatchObject({
      configurationHash: before.configurationHash,
      withdrawals: 'passed-over',
      withdrawn: [{ option: '001', withdrawnAt: '2026-04-05T09:00:00.000Z' }],
    })
    expect(after.formInWords.nl).toMatch(/Ingetrokken: ‘.+’\. Deze keuze telt niet meer mee\.$/)
    const told = (await eventsIn(system.tables.table)).filter(({ type }) => type.includes('poll-option-withdrawn'))
    expect(told.some(({ detail }) => detail.includes(pollId))).toBe(true)

    const poll = await getPoll(system.tables.table, pollId)
    if (poll === undefined) throw new Error('The poll is gone')
    const sealed = sealPoll(poll, Instant.parse('2026-04-15T09:00:00.000Z'))
    if (sealed.refused) throw new Error(sealed.code)
    await save(system.tables.table, Instant.parse('2026-04-15T09:00:00.000Z'), changeOf(keptPolls, sealed))
    expect(await withdraw(1)).toMatchObject({ status: 409, body: { code: 'vote-being-counted' } })
    expect(await statusOf(ids[1] ?? '')).toBe('in-round')
  })

  it('names its round, and each option its initiative with title, summary and cost', async () => {
    const { roundId, ids, pollId } = await announced(2)
    const poll = await getPoll(system.tables.table, pollId)
    expect(poll?.frozen).toMatchObject({ roundId, options: ids.map((initiativeId) => ({ initiativeId })) })
    for (const { title, summary, costCents } of poll?.frozen.options ?? [])
      expect({ title, summary, costCents }).toMatchObject({
        title: expect.stringMatching(/./),
        summary: expect.stringMatching(/./),
        costCents: expect.any(Number),
      })
  })

  it('passes over a winner that was withdrawn: its money goes back', async () => {
    const before = await committed()
    const { ids, pollId } = await announced(2)
    await system.step('withdrawInitiative', ids[0] ?? '', { by: ada, ifMatch: 4 })
    await publish(pollId, ['001'])
    expect(await Promise.all(ids.map(statusOf))).toEqual(['withdrawn', 'not-awarded'])
    expect(await committed()).toBe(before)
  })

  it('of a poll that is no round’s changes nothing', async () => {
    const before = await committed()
    await publish(PollId.parse('0193c3c6-0000-7000-8000-00000000aaaa'), ['001'])
    expect(await committed()).toBe(before)
  })
})

describe('a vote that was declared void', () => {
  const voided = (pollId: PollId, isToBeRepeated: boolean) =>
    deliver(event(pollVoided, `polls/${pollId}`, { pollId, wardCode: WardCode.parse(wardCode), isToBeRepeated }))

  it('frees the money and the initiatives of its round, however often that is told', async () => {
    const before = await committed()
    const { roundId, ids, pollId } = await announced(2)
    await voided(pollId, false)
    await voided(pollId, false)
    await deliver(
      event(roundVoided, `rounds/${roundId}`, {
        roundId: RoundId.parse(roundId),
        wardCode: WardCode.parse(wardCode),
        pollId,
      }),
    )
    expect(await committed()).toBe(before)
    expect(await Promise.all(ids.map(statusOf))).toEqual(['admitted', 'admitted'])
    expect((await ask('getRound', { params: { roundId } })).body).toMatchObject({ phase: 'void' })
  })

  it('is held again by a round in preparation, with the same initiatives and another poll', async () => {
    const before = await committed()
    const { roundId, ids, pollId } = await announced(1)
    await voided(pollId, true)
    expect((await ask('getRound', { params: { roundId } })).body).toMatchObject({ phase: 'draft', entries: 1 })
    expect(await committed()).toBe(before)
    const later = { opensAt: '2026-05-01T08:00:00+02:00', closesAt: '2026-05-14T20:00:00+02:00' }
    expect((await ask('changeRound', of(roundId, 4, { body: later }))).status).toBe(200)
    const again = await ask('announceRound', of(roundId, 5))
    expect(again.body).toMatchObject({ phase: 'announced' })
    expect(Round.parse(again.body).pollId).not.toBe(pollId)
    await publish(pollId, ['001'])
    expect(await Promise.all(ids.map(statusOf))).toEqual(['in-round'])
  })
})

describe('a round that is moved into another year', () => {
  it('gives its money back to the year from which it was taken', async () => {
    const before = await committed()
    const { roundId } = await announced(1)
    const nextYear = { opensAt: '2027-01-11T08:00:00+01:00', closesAt: '2027-01-25T20:00:00+01:00' }
    expect((await ask('rescheduleRound', of(roundId, 3, { body: nextYear }))).status).toBe(200)
    expect((await committed()) - before).toBe(300_000)
    expect((await ask('cancelRound', of(roundId, 4))).body).toMatchObject({ phase: 'cancelled' })
    expect(await committed()).toBe(before)
  })
})

describe('the rules of the ward', () => {
  it.each([
    [
      'a ranking with six places',
      { kind: 'ranking', weights: [6, 5, 4, 3, 2, 1] },
      { rule: 'greedy_score', budget: 300_000, thresholds: {} },
    ],
    [
      'a hundred points',
      { kind: 'points', sum: 100, maxPerOption: 100 },
      { rule: 'greedy_score', budget: 300_000, thresholds: {} },
    ],
    [
      'a knapsack above the budget',
      { kind: 'knapsack', budgetCents: 300_001 },
      { rule: 'greedy_score', budget: 300_000, thresholds: {} },
    ],
  ])('hold for %s', async (_, ballotForm, rule) => {
    const { body } = await ask('createRound', { body: { ...plan, ballotForm, rule } })
    expect(body).toMatchObject({
      code: 'plan-beyond-rules',
      errors: [{ pointer: expect.stringContaining('/ballotForm/') }],
    })
  })
})
