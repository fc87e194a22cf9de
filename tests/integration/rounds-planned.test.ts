// A budget round is planned and announced, through its handlers, on the real engine: the ward's rules are applied, and its
// money is reserved once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setRegisterFigure } from '../../shared/wards/register/operations.ts'
import { march, personas } from '../support/builders/initiatives/initiative-api.ts'
import { of, plan, type Rounds, startRounds, wardCode } from '../support/builders/initiatives/round-api.ts'
import { send } from '../support/services/http-event.ts'
import { reuseRsaKeys } from '../support/services/reused-rsa-keys.ts'

const { bo, council, manager, otherManager } = personas
let rounds: Rounds
beforeAll(reuseRsaKeys)
beforeAll(async () => {
  rounds = await startRounds()
})
afterAll(() => rounds.stop())

describe('planning a round', () => {
  it('planning a round is refused to residents and the ward council, in another ward than the manager’s, without a ward, and in a ward whose rules have no vote', async () => {
    const answers = [
      await rounds.ask('createRound', { body: plan, by: bo }),
      await rounds.ask('createRound', { body: plan, by: council }),
      await rounds.ask('createRound', { body: { ...plan, wardCode: 'pernis' } }),
      await rounds.ask('createRound', { body: plan, by: { sub: manager.sub } }),
      await rounds.ask('createRound', { body: plan, by: otherManager }),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'forbidden' },
      { code: 'forbidden' },
      { code: 'not-your-ward' },
      { code: 'ward-not-found' },
      { code: 'voting-not-in-rules' },
    ])
  })

  it('planning a round is refused with a window that is in the past, ends before it begins, has seconds, or lasts 93 days', async () => {
    const answers = await Promise.all([
      rounds.ask('createRound', { body: { ...plan, opensAt: march } }),
      rounds.ask('createRound', { body: { ...plan, closesAt: plan.opensAt } }),
      rounds.ask('createRound', { body: { ...plan, opensAt: '2026-04-01T08:00:30+02:00' } }),
      rounds.ask('createRound', { body: { ...plan, closesAt: '2026-07-03T08:00:00+02:00' } }),
    ])
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'window-in-the-past' },
      { code: 'window-not-valid' },
      { code: 'window-not-valid' },
      { code: 'window-not-valid' },
    ])
  })

  it('planning a round is refused without a UTC offset or with an unknown field, each with its pointer', async () => {
    const { status, body } = await rounds.ask('createRound', {
      body: { ...plan, opensAt: '2026-04-01T08:00:00', budget: 3 },
    })
    expect([status, body]).toMatchObject([400, { errors: [{ pointer: '/opensAt' }, { pointer: '/budget' }] }])
  })

  it('planning a round is refused with more voters than the ward has residents, when created, changed and announced', async () => {
    const million = await rounds.ask('createRound', { body: { ...plan, electorateSize: 1_000_000 } })
    expect(million).toMatchObject({
      status: 409,
      body: { code: 'electorate-beyond-register', errors: [{ pointer: '/electorateSize' }] },
    })
    const { roundId } = await rounds.withInitiatives(1)
    const changed = await rounds.ask('changeRound', of(roundId, 2, { body: { electorateSize: 12_001 } }))
    expect(changed).toMatchObject({ status: 409, body: { code: 'electorate-beyond-register' } })
    const recount = (residents: number, ifMatch: number) =>
      send(rounds.wards, setRegisterFigure, {
        at: march,
        by: personas.electionOffice,
        params: { wardCode, date: '2026-02-01' },
        body: { residents, source: 'Basisregistratie personen, februari' },
        ifMatch,
      })
    await recount(4_999, 0)
    const announcement = await rounds.ask('announceRound', of(roundId, 2))
    expect(announcement).toMatchObject({ status: 409, body: { code: 'electorate-beyond-register' } })
    await recount(5_001, 1)
    expect(await rounds.ask('announceRound', of(roundId, 2))).toMatchObject({
      status: 200,
      body: { electorateSize: 5_000, register: { residents: 5_001, date: '2026-02-01' } },
    })
    await rounds.ask('cancelRound', of(roundId, 3))
    await recount(12_000, 2)
  })

  it('planning a round twice with one key creates one round', async () => {
    const again = { body: plan, idempotencyKey: 'spring-round' }
    const [first, retry] = [await rounds.ask('createRound', again), await rounds.ask('createRound', again)]
    expect([first.status, retry.status, retry.body]).toEqual([201, 201, first.body])
  })
})

describe('announcing a round', () => {
  it('announcing a round is refused without initiatives, without budget, and when nothing fits the budget', async () => {
    const answers = [
      await rounds.ask('announceRound', of(await rounds.create(), 1)),
      await rounds.ask('announceRound', of((await rounds.withInitiatives(1, { budgetCents: 0 })).roundId, 2)),
      await rounds.ask('announceRound', of((await rounds.withInitiatives(1, { budgetCents: 199_999 })).roundId, 2)),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'round-without-initiatives' },
      { code: 'round-without-budget' },
      { code: 'nothing-fits-the-budget' },
    ])
  })

  it('announcing a round is refused if the year has too little money left, and changes nothing', async () => {
    const { roundId } = await rounds.withInitiatives(1, { budgetCents: 20_000_001 })
    const before = await rounds.committed()
    expect((await rounds.ask('announceRound', of(roundId, 2))).body).toMatchObject({ code: 'budget-exhausted' })
    expect(await rounds.committed()).toBe(before)
    expect((await rounds.ask('getRound', { params: { roundId } })).body).toMatchObject({ phase: 'draft' })
  })

  it('announcing a round is refused once the window would have opened', async () => {
    const { roundId } = await rounds.withInitiatives(1)
    const answer = await rounds.ask('announceRound', of(roundId, 2, { at: '2026-04-01T06:00:00Z' }))
    expect(answer.body).toMatchObject({ code: 'window-in-the-past' })
  })

  it('announcing a round twice in parallel announces once and reserves the budget once', async () => {
    const { roundId } = await rounds.withInitiatives(2)
    const before = await rounds.committed()
    const answers = await Promise.all([
      rounds.ask('announceRound', of(roundId, 3)),
      rounds.ask('announceRound', of(roundId, 3)),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await rounds.committed()) - before).toBe(300_000)
    const done = answers.find(({ status }) => status === 200)?.body
    expect(done).toMatchObject({ phase: 'announced', configurationHash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  it('announcing a round freezes the plan and the initiatives', async () => {
    const { roundId, ids } = await rounds.announced(1)
    const initiativeId = await rounds.admitted()
    const answers = [
      await rounds.ask('changeRound', of(roundId, 3, { body: { budgetCents: 1 } })),
      await rounds.ask('enterInitiative', { params: { roundId, initiativeId }, ifMatch: 3 }),
      await rounds.ask('removeInitiative', { params: { roundId, initiativeId: ids[0] ?? '' }, ifMatch: 3 }),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject(
      Array.from({ length: 3 }, () => ({ code: 'round-not-in-draft' })),
    )
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
  ])('the rules of the ward apply to %s', async (_, ballotForm, rule) => {
    const { body } = await rounds.ask('createRound', { body: { ...plan, ballotForm, rule } })
    expect(body).toMatchObject({
      code: 'plan-beyond-rules',
      errors: [{ pointer: expect.stringContaining('/ballotForm/') }],
    })
  })
})
