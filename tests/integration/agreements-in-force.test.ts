// Ward agreements through their handlers, on the real engine: from publication to the figures of the city.
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

describe('an agreement in time', () => {
  const statusOf = async (of: { readonly agreementId: string }) =>
    z.object({ status: z.string() }).parse((await api.call('getAgreement', undefined, { params: of })).body).status

  it('an agreement in time takes effect on its first day in the city and ends after its last day, however often the sweeper runs', async () => {
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

  it('an agreement in time is succeeded by the next one of its ward, even if the sweeper runs late for both', async () => {
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

  it('an agreement in time gets a new plan each year by a decision, with actions of that year', async () => {
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
  it('an action is reported on only by the municipality and judged only by the council', async () => {
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

  it('an action is judged only by a decision of its own council', async () => {
    const { actions } = await api.published()
    const [action = { agreementId: '', actionId: '' }] = actions
    const decisionId = await api.decision(action, 'decide-outside')
    const judged = await api.step('judgeAction', 'council', action, { verdict: 'realised', reason: 'x', decisionId })
    expect(judged).toMatchObject({ status: 409, body: { code: 'not-adopted-in-formal-meeting' } })
  })
})

describe('the figures of the city', () => {
  it('the figures of the city count the actions of published agreements, per ward, area and city', async () => {
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
  it('every step publishes an event without texts that people wrote', async () => {
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
  it('the public list has the agreements of a ward, newest first; withdrawn ones have their reason', async () => {
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
