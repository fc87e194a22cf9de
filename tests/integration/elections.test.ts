// Planning an election and standing in it, through the handlers, on the real engine.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { moments, nomination, resident, startElections } from '../support/builders/elections/election-api.ts'

let system: Awaited<ReturnType<typeof startElections>>
beforeAll(async () => {
  system = await startElections()
})

const heijplaat = 'heijplaat'

describe('planning an election', () => {
  it('planning an election creates dates, rules and a contest for each ward', async () => {
    const electionId = await system.planned()
    const { body } = await system.ask('getElection', { params: { electionId }, at: moments.open })
    expect(body).toMatchObject({
      phase: 'nominations-open',
      calendar: { nominationClosesAt: '2026-01-19T14:00:00.000Z', residencyOn: '2026-02-02' },
      rules: { name: 'rotterdam-2026', allocation: { method: 'personal' } },
    })
    const contests = await system.ask('listContests', { params: { electionId } })
    expect(contests.body).toMatchObject({
      items: [
        { wardCode: 'heijplaat', seats: 7, status: 'nominating' },
        { wardCode: 'pernis', seats: 7 },
      ],
    })
  })

  it('planning an election twice with one key creates one election', async () => {
    const body = {
      name: { nl: 'Wijkraden', en: 'Ward councils' },
      pollingOn: '2030-03-20',
      contests: [{ wardCode: 'pernis', seats: 9 }],
    }
    const again = { body, at: moments.before, idempotencyKey: 'wards-2030' }
    const [first, retry] = [await system.ask('planElection', again), await system.ask('planElection', again)]
    expect([first.status, retry.status, retry.body]).toEqual([201, 201, first.body])
  })

  it('planning an election is refused for an unknown ward, too many seats, a day without rules or a day too soon, and stores nothing', async () => {
    const plan = (change: object, at: string = moments.before) =>
      system.ask('planElection', {
        at,
        body: {
          name: { nl: 'Niet', en: 'Not' },
          pollingOn: '2031-03-19',
          contests: [{ wardCode: heijplaat, seats: 7 }],
          ...change,
        },
      })
    const answers = [
      await plan({
        contests: [
          { wardCode: heijplaat, seats: 7 },
          { wardCode: 'nergens', seats: 7 },
        ],
      }),
      await plan({ contests: [{ wardCode: heijplaat, seats: 10 }] }),
      await plan({ pollingOn: '2018-03-21' }, '2017-12-01T09:00:00Z'),
      await plan({ pollingOn: '2026-01-07' }),
      await plan({ dates: { sessionOn: '2031-01-01' } }),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'ward-not-found', errors: [{ in: 'body', pointer: '/contests/1/wardCode' }] },
      { code: 'seats-beyond-rules' },
      { code: 'no-election-rules-then' },
      { code: 'nominations-would-be-closed' },
      { code: 'dates-out-of-order' },
    ])
    const { body } = await system.ask('listElections', { query: { limit: 100 } })
    expect(JSON.stringify(body)).not.toContain('2031-')
  })

  it('planning an election can include its own rules where none are confirmed, and the dates can be moved until nominations open', async () => {
    const body = {
      name: { nl: 'Met lijsten', en: 'With lists' },
      pollingOn: '2026-03-18',
      contests: [{ wardCode: heijplaat, seats: 7 }],
      rules: {
        allocation: {
          method: 'lists',
          averagesFromSeats: 19,
          remainderThresholdPercent: 75,
          absoluteMajority: true,
          preferencePercentBelow: 50,
          preferencePercentFrom: 25,
        },
      },
    }
    const made = await system.ask('planElection', { at: moments.before, body })
    expect(made.body).toMatchObject({ rules: { allocation: { method: 'lists' } } })
    const params = { electionId: z.object({ id: z.string() }).parse(made.body).id }
    const move = (at: string, ifMatch: number) =>
      system.ask('moveElection', { params, at, ifMatch, body: { dates: { appealUntilOn: '2026-01-30' } } })
    expect((await move(moments.before, 1)).body).toMatchObject({ calendar: { appealUntilOn: '2026-01-30' } })
    expect((await move(moments.open, 2)).body).toMatchObject({ code: 'nominations-opened' })
  })
})

describe('standing for a ward council', () => {
  it('standing for a ward council is possible from the moment nominations open until the moment they close', async () => {
    const electionId = await system.planned()
    const stand = (sub: string, at: string) =>
      system.ask('nominate', {
        at,
        by: resident(sub, heijplaat),
        params: { electionId, wardCode: heijplaat },
        body: nomination,
      })
    const answers = [
      await stand('early', '2026-01-05T07:59:59.999Z'),
      await stand('first', '2026-01-05T08:00:00.000Z'),
      await stand('last', '2026-01-19T13:59:59.999Z'),
      await stand('late', '2026-01-19T14:00:00.000Z'),
    ]
    expect(
      answers.map(({ status, body }) => z.object({ code: z.string() }).safeParse(body).data?.code ?? status),
    ).toEqual(['nominations-not-open-yet', 201, 201, 'nominations-closed'])
  })

  it('standing for a ward council is for residents of the ward who are at least sixteen on polling day', async () => {
    const electionId = await system.planned()
    const stand = (by: ReturnType<typeof resident>) =>
      system.ask('nominate', { at: moments.open, by, params: { electionId, wardCode: heijplaat }, body: nomination })
    expect((await stand(resident('elsewhere', 'pernis'))).body).toMatchObject({
      code: 'nomination-in-another-ward',
      facts: { yourWard: 'pernis', wardCode: heijplaat },
    })
    expect((await stand(resident('young', heijplaat, '2010-03-19'))).body).toMatchObject({
      code: 'too-young-on-polling-day',
    })
    expect((await stand(resident('just-old-enough', heijplaat, '2010-03-18'))).status).toBe(201)
  })

  it('standing for a ward council is possible once at a time, and can be amended and withdrawn until nominations close', async () => {
    const electionId = await system.planned()
    const ada = resident('ada', heijplaat)
    const nominationId = await system.nominated(electionId, heijplaat, ada)
    const params = { electionId, wardCode: heijplaat, nominationId }
    const contest = { electionId, wardCode: heijplaat }
    const again = await system.ask('nominate', { at: moments.open, by: ada, params: contest, body: nomination })
    expect(again.body).toMatchObject({ code: 'already-nominated' })
    const designation = { kind: 'association', name: 'Bewonersvereniging', evidence: 'Brief van het bestuur.' }
    const amend = (body: object, ifMatch: number, at: string = moments.open) =>
      system.ask('amendNomination', { at, by: ada, params, body, ifMatch })
    expect((await amend({ designation }, 1)).body).toMatchObject({ ...nomination, designation })
    expect((await amend({ designation: null }, 2)).body).not.toHaveProperty('designation')
    expect((await amend({ text: 'Te laat, maar toch.' }, 3, '2026-01-19T14:00:01Z')).body).toMatchObject({
      code: 'nominations-closed',
    })
    const withdraw = { at: moments.open, by: ada, params, ifMatch: 3 }
    expect((await system.ask('withdrawNomination', withdraw)).body).toMatchObject({ status: 'withdrawn' })
    const mine = { params: { electionId }, by: ada }
    expect((await system.ask('getMyNomination', mine)).status).toBe(404)
    await system.nominated(electionId, heijplaat, ada)
    expect((await system.ask('getMyNomination', mine)).body).toMatchObject({ status: 'submitted' })
  })

  it('standing for a ward council is refused in a cancelled election or ward', async () => {
    const electionId = await system.planned()
    await system.onContest('cancelContest', electionId, 'pernis', moments.open, { reason: 'De wijk wordt opgeheven.' })
    const stand = (wardCode: string) =>
      system.ask('nominate', {
        at: moments.open,
        by: resident(`in-${wardCode}`, wardCode),
        params: { electionId, wardCode },
        body: nomination,
      })
    expect((await stand('pernis')).body).toMatchObject({ code: 'contest-cancelled' })
    const cancel = { params: { electionId }, at: moments.open, ifMatch: 1, body: { reason: 'De raad stelt uit.' } }
    expect((await system.ask('cancelElection', cancel)).body).toMatchObject({ phase: 'cancelled' })
    expect((await stand(heijplaat)).body).toMatchObject({ code: 'election-cancelled' })
  })
})
