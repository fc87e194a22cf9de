// Ward agreements through their handlers, on the real engine: from a draft to the figures of the city.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { part, startAgreementApi } from '../support/builders/agreements/agreement-api.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'

type Api = Awaited<ReturnType<typeof startAgreementApi>>
let api: Api
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  api = await startAgreementApi()
})
afterEach(() => vi.useRealTimers())

const Items = z.object({ items: z.array(z.looseObject({})) })
const itemsOf = ({ body }: { readonly body: unknown }) => Items.parse(body).items

describe('a draft', () => {
  it('can be read by everyone with its text, and is created once however often the request is sent', async () => {
    const of = await api.draft()
    expect(await api.call('getAgreement', undefined, { params: of })).toMatchObject({
      status: 200,
      body: { status: 'draft', wardCode: 'pernis', textVersion: 1 },
    })
    const text = await api.call('getAgreementText', undefined, { params: { ...of, textVersion: '1' } })
    expect(text.body).toMatchObject({ number: 1, text: [{ key: 'visie' }, { key: 'plan-2026' }] })
    expect(text.headers['cache-control']).toMatch(/immutable/)
    expect(await api.call('getAgreementText', undefined, { params: { ...of, textVersion: '2' } })).toMatchObject({
      status: 404,
      body: { code: 'text-not-found' },
    })
  })

  it('edited by two people in parallel keeps the first edit and tells the second person about the conflict', async () => {
    const of = await api.draft()
    const revise = (text: string) =>
      api.call('reviseAgreement', 'council', {
        params: of,
        ifMatch: 1,
        body: { because: 'Gesprek', text: [part('visie', text, 'vision')] },
      })
    expect(await revise('Eerst')).toMatchObject({ status: 200, body: { textVersion: 2 } })
    expect(await revise('Daarna')).toMatchObject({ status: 412, body: { code: 'changed-meanwhile' } })
    const differences = await api.call('compareAgreementTexts', undefined, { params: of, query: { from: 1, to: 2 } })
    expect(differences.body).toMatchObject({
      from: 1,
      to: 2,
      differences: [
        { key: 'visie', change: 'changed', before: { text: 'Groen en veilig.' }, after: { text: 'Eerst' } },
        { key: 'plan-2026', change: 'removed' },
      ],
    })
    expect(itemsOf(await api.call('listAgreementTexts', undefined, { params: of }))).toEqual([
      expect.objectContaining({ number: 1 }),
      expect.objectContaining({ number: 2, because: 'Gesprek' }),
    ])
  })

  it('that is longer than an item of the table can hold is refused with a clear message', async () => {
    const long = [1, 2, 3, 4, 5, 6].map((number) => part(`deel-${number}`, 'a'.repeat(20_000)))
    const body = { title: 'Lang', from: '2026-01-01', until: '2030-01-01', text: long }
    expect(await api.call('draftAgreement', 'council', { body })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/text', detail: 'Alle delen samen hebben hoogstens 100.000 tekens.' }] },
    })
  })
})

describe('a consultation', () => {
  it('takes comments of residents until it closes, hides who wrote them, and lets them be withdrawn', async () => {
    const of = await api.draft()
    const comment = (by: 'resident' | 'neighbour', more: object = {}) =>
      api.call('commentOnAgreement', by, { params: of, body: { text: 'Vergeet het plein niet.' }, ...more })
    expect(await comment('resident')).toMatchObject({ status: 409, body: { code: 'not-in-consultation' } })
    await api.step('consultResidents', 'council', of, { closesAt: '2025-11-01T09:00:00Z' })
    const idempotencyKey = '5b7b0c2e-51c8-4d7a-9b1e-0d6a1d2f3a4b'
    const [first, again] = [
      await comment('resident', { idempotencyKey }),
      await comment('resident', { idempotencyKey }),
    ]
    expect(again.body).toEqual(first.body)
    await comment('neighbour')
    const listed = await api.call('listAgreementComments', undefined, { params: of })
    expect(itemsOf(listed)).toHaveLength(2)
    expect(JSON.stringify(listed.body)).not.toMatch(/resident|neighbour/)
    const { id } = z.object({ id: z.string() }).parse(first.body)
    const withdraw = (by: 'resident' | 'neighbour') =>
      api.call('withdrawComment', by, { params: { ...of, commentId: id } })
    expect(await withdraw('neighbour')).toMatchObject({ status: 204 })
    expect(itemsOf(await api.call('listAgreementComments', undefined, { params: of }))).toHaveLength(2)
    expect(await withdraw('resident')).toMatchObject({ status: 204 })
    expect(itemsOf(await api.call('listAgreementComments', undefined, { params: of }))).toHaveLength(1)
    api.setTime('2025-11-01T09:00:00Z')
    expect(await comment('resident')).toMatchObject({ status: 409, body: { code: 'consultation-over' } })
  })

  it('must be closed before the actions are costed', async () => {
    const of = await api.draft()
    await api.step('consultResidents', 'council', of, { closesAt: '2025-11-01T09:00:00Z' })
    expect(await api.step('askCosting', 'council', of)).toMatchObject({ body: { code: 'consultation-open' } })
  })
})

describe('adoption', () => {
  const inCosting = async () => {
    const of = await api.draft()
    await api.step('consultResidents', 'council', of, { closesAt: '2025-11-01T09:00:00Z' })
    api.setTime('2025-11-01T09:00:00Z')
    await api.step('askCosting', 'council', of)
    return of
  }

  it('requires a decision that a formal meeting of this council adopted', async () => {
    const of = await inCosting()
    const adopt = async (decisionId: string) => api.step('adoptAgreement', 'council', of, { decisionId })
    const nothing = '00000000-0000-4000-8000-000000000009'
    expect(await adopt(nothing)).toMatchObject({ status: 404, body: { code: 'decision-not-found' } })
    for (const other of [api.decision(of, 'reject'), api.decision(of, 'put-off'), api.decision(of, 'decide-outside')])
      expect(await adopt(await other)).toMatchObject({ status: 409, body: { code: 'not-adopted-in-formal-meeting' } })
    expect(await adopt(await api.decision(of, 'adopt', 'overschie'))).toMatchObject({
      body: { code: 'not-adopted-in-formal-meeting' },
    })
    expect(await adopt(await api.decision(of))).toMatchObject({ status: 200, body: { status: 'adopted' } })
  })

  it('requires that every action was costed, and agreed or set aside', async () => {
    const of = await inCosting()
    const [one, other] = [await api.propose(of), await api.propose(of, { title: 'Bank' })]
    const adopt = async () => api.step('adoptAgreement', 'council', of, { decisionId: await api.decision(of) })
    expect(await adopt()).toMatchObject({ body: { code: 'not-costed', facts: { actions: 2 } } })
    expect(await api.step('agreeAction', 'council', one)).toMatchObject({ body: { code: 'not-costed' } })
    await api.step('costAction', 'department', one, { state: 'costed', budgetCents: 0, coveredBy: 'Geen kosten' })
    await api.step('costAction', 'manager', other, { state: 'not-feasible', reason: 'Er ligt een leiding.' })
    expect(await adopt()).toMatchObject({ body: { code: 'actions-undecided', facts: { actions: 2 } } })
    await api.step('agreeAction', 'council', one)
    await api.step('setActionAside', 'council', other, { reason: 'Er ligt een leiding.' })
    expect(await adopt()).toMatchObject({ status: 200 })
    expect(await api.call('proposeAction', 'council', { params: of, body: {} })).toMatchObject({ status: 400 })
  })

  it('is followed by one signature of each of three parties, and by publication with a digest', async () => {
    const of = await inCosting()
    await api.step('adoptAgreement', 'council', of, { decisionId: await api.decision(of) })
    expect(await api.step('publishAgreement', 'council', of)).toMatchObject({ body: { code: 'not-signed' } })
    expect(await api.step('signAgreement', 'council', of, { by: 'Voorzitter' })).toMatchObject({
      body: { status: 'adopted', signatures: [{ party: 'council' }] },
    })
    expect(await api.step('signAgreement', 'council', of, { by: 'Lid' })).toMatchObject({
      body: { code: 'signed-already' },
    })
    await api.step('signAgreement', 'manager', of, { by: 'Wijkmanager' })
    expect(await api.step('signAgreement', 'alderman', of, { by: 'Wethouder' })).toMatchObject({
      body: { code: 'signed-already' },
    })
    expect(await api.step('signAgreement', 'networker', of, { by: 'Wijknetwerker' })).toMatchObject({
      body: { status: 'signed' },
    })
    expect(await api.step('publishAgreement', 'council', of)).toMatchObject({
      body: { status: 'published', digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
    expect(await api.step('withdrawAgreement', 'council', of, { reason: 'Toch maar niet.' })).toMatchObject({
      body: { code: 'published-already' },
    })
  })
})

describe('an agreement in time', () => {
  const statusOf = async (of: { readonly agreementId: string }) =>
    z.object({ status: z.string() }).parse((await api.call('getAgreement', undefined, { params: of })).body).status

  it('takes effect on its first day in the city and ends after its last day, however often the sweeper runs', async () => {
    const { of } = await api.published()
    api.setTime('2025-12-31T22:59:59Z')
    await api.sweep()
    expect(await statusOf(of)).toBe('published')
    api.setTime('2025-12-31T23:00:00Z')
    expect(await api.sweep()).toEqual({ swept: 1 })
    expect(await api.sweep()).toEqual({ swept: 0 })
    expect(await statusOf(of)).toBe('in-force')
    api.setTime('2029-12-31T23:00:00Z')
    await api.sweep()
    expect(await statusOf(of)).toBe('ended')
  })

  it('is succeeded by the next one of its ward, even if the sweeper runs late for both', async () => {
    const { of: first } = await api.published()
    api.setTime('2026-01-01T09:00:00Z')
    await api.sweep()
    const { of: second } = await api.published([], {
      ...{ title: 'Volgend akkoord', from: '2030-01-01', until: '2034-01-01' },
      text: [part('visie', 'Verder.', 'vision')],
    })
    api.setTime('2030-02-01T09:00:00Z')
    await api.sweep()
    expect([await statusOf(first), await statusOf(second)]).toEqual(['succeeded', 'in-force'])
  })

  it('gets a new plan each year by a decision, with actions of that year', async () => {
    const { of } = await api.published()
    const plan = async (year: number) =>
      api.step('planYear', 'council', of, {
        year,
        because: `Plan ${year}`,
        text: [part('visie', 'Groen.', 'vision'), part(`plan-${year}`, 'Bomen.')],
        decisionId: await api.decision(of),
      })
    expect(await plan(2027)).toMatchObject({ body: { code: 'not-in-force' } })
    api.setTime('2026-01-01T09:00:00Z')
    await api.sweep()
    const action = await api.propose(of, { year: 2027, dueOn: '2027-06-01' })
    expect(await plan(2027)).toMatchObject({ body: { code: 'not-costed' } })
    await api.step('costAction', 'department', action, { state: 'costed', budgetCents: 1, coveredBy: 'x' })
    await api.step('agreeAction', 'council', action)
    expect(await plan(2027)).toMatchObject({ body: { textVersion: 2, plans: [{ year: 2027, textVersion: 2 }] } })
    expect(await plan(2030)).toMatchObject({ body: { code: 'no-such-year' } })
    const wrong = await api.call('proposeAction', 'council', {
      params: of,
      body: {
        ...{ year: 2028, title: 'x', text: 'x', source: { kind: 'council' } },
        owner: { department: 'a', role: 'b' },
        dueOn: '2027-06-01',
      },
    })
    expect(wrong).toMatchObject({ body: { code: 'due-outside-year' } })
  })
})

describe('an action', () => {
  it('is reported on only by the municipality and judged only by the council', async () => {
    const { actions } = await api.published()
    const [action = { agreementId: '', actionId: '' }] = actions
    const report = (more: object = {}) =>
      api.call('reportProgress', 'department', { params: action, body: { text: 'Klaar!' }, ...more })
    const idempotencyKey = '5b7b0c2e-51c8-4d7a-9b1e-0d6a1d2f3a4b'
    const first = await report({ idempotencyKey })
    expect(first).toMatchObject({ status: 201, body: { status: 'agreed', notes: [{ text: 'Klaar!', isLate: false }] } })
    expect((await report({ idempotencyKey })).body).toEqual(first.body)
    expect(await report({ idempotencyKey, body: { text: 'Iets anders.' } })).toMatchObject({
      body: { code: 'idempotency-key-reused' },
    })
    await Promise.all([report(), report(), report()])
    const judge = async (body: object) =>
      api.step('judgeAction', 'council', action, { reason: 'Gezien.', decisionId: await api.decision(action), ...body })
    expect(await judge({ verdict: 'partly' })).toMatchObject({
      body: { status: 'partly-realised', notes: { length: 4 }, verdicts: [{ verdict: 'partly' }] },
    })
    const carried = await judge({ verdict: 'carried-over', dueOn: '2027-03-01' })
    expect(carried).toMatchObject({ status: 200, body: { status: 'carried-over' } })
    const next = z.object({ carriedTo: z.string() }).parse(carried.body).carriedTo
    expect(await api.call('getAction', undefined, { params: { ...action, actionId: next } })).toMatchObject({
      body: { status: 'proposed', year: 2027, carriedFrom: action.actionId, costing: { state: 'asked' } },
    })
    expect(await judge({ verdict: 'realised' })).toMatchObject({ body: { code: 'not-to-be-judged' } })
  })

  it('is judged only by a decision of its own council', async () => {
    const { actions } = await api.published()
    const [action = { agreementId: '', actionId: '' }] = actions
    const decisionId = await api.decision(action, 'decide-outside')
    const judged = await api.step('judgeAction', 'council', action, { verdict: 'realised', reason: 'x', decisionId })
    expect(judged).toMatchObject({ status: 409, body: { code: 'not-adopted-in-formal-meeting' } })
  })
})

describe('the figures of the city', () => {
  it('count the actions of published agreements, per ward, area and city', async () => {
    const { of, actions } = await api.published([{}, {}, {}])
    const verdicts = ['realised', 'dropped']
    for (const [place, verdict] of verdicts.entries())
      await api.step('judgeAction', 'council', actions[place] ?? { agreementId: '' }, {
        ...{ verdict, reason: 'Gezien.', decisionId: await api.decision(of) },
      })
    await api.agreed(await api.draft())
    const shares = await api.call('getAgreementShares', undefined, { query: { year: 2026 } })
    const expected = {
      ...{ actions: 3, realised: 1, dropped: 1, continuing: 1 },
      percentages: { realised: 33, dropped: 33, continuing: 33 },
    }
    expect(shares.body).toMatchObject({ year: 2026, city: expected })
    const { areas, wards } = z
      .object({ areas: z.array(z.looseObject({})), wards: z.array(z.looseObject({})) })
      .parse(shares.body)
    expect([areas.length, wards.length]).toEqual([14, 39])
    expect(wards).toContainEqual({ wardCode: 'pernis', ...expected })
    expect(areas).toContainEqual({ area: 'Pernis', ...expected })
    expect(wards.filter(({ percentages }) => percentages === null)).toHaveLength(38)
  })
})

describe('every step', () => {
  it('publishes an event without texts that people wrote', async () => {
    const { of } = await api.published()
    const events = (await eventsIn(api.table)).filter(({ detail }) => detail.includes(of.agreementId))
    const EventDetail = z.object({ type: z.string(), data: z.object({ status: z.string().optional() }) })
    const statuses = events
      .map(({ detail }) => EventDetail.parse(JSON.parse(detail)))
      .filter(({ type }) => type.includes('agreement-changed'))
      .map(({ data }) => data.status)
    expect(statuses.toSorted()).toEqual(
      ['draft', 'in-consultation', 'in-costing', 'adopted', 'adopted', 'adopted', 'signed', 'published'].toSorted(),
    )
    expect(JSON.stringify(events)).not.toMatch(/Voorzitter|Speeltuin/)
  })
})

describe('the public list', () => {
  it('has the agreements of a ward, newest first; withdrawn ones have their reason', async () => {
    const { of } = await api.published()
    const given = await api.draft({ title: 'Later', from: '2030-01-01', until: '2034-01-01', text: [part('a', 'b')] })
    await api.step('withdrawAgreement', 'council', given, { reason: 'Wij beginnen opnieuw.' })
    await api.step('endAgreement', 'council', of, { reason: 'De wijk is gesplitst.' })
    const listed = await api.call('listAgreements', undefined, { query: { wardCode: 'pernis' } })
    expect(itemsOf(listed)).toEqual([
      expect.objectContaining({ status: 'withdrawn', reason: 'Wij beginnen opnieuw.' }),
      expect.objectContaining({ status: 'ended', reason: 'De wijk is gesplitst.' }),
    ])
    expect(itemsOf(await api.call('listActions', undefined, { params: of, query: { year: 2026 } }))).toHaveLength(1)
    expect(itemsOf(await api.call('listActions', undefined, { params: of, query: { year: 2027 } }))).toHaveLength(0)
  })
})
