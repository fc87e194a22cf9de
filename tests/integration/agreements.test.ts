// Ward agreements through their handlers, on the real engine: from a draft to publication.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { part, startAgreementApi } from '../support/builders/agreements/agreement-api.ts'

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
  it('a draft can be read by everyone with its text, and is created once however often the request is sent', async () => {
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

  it('a draft edited by two people in parallel keeps the first edit and tells the second person about the conflict', async () => {
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

  it('a draft that is longer than an item of the table can hold is refused with a clear message', async () => {
    const long = [1, 2, 3, 4, 5, 6].map((number) => part(`deel-${number}`, 'a'.repeat(20_000)))
    const body = { title: 'Lang', from: '2026-01-01', until: '2030-01-01', text: long }
    expect(await api.call('draftAgreement', 'council', { body })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/text', detail: 'Alle delen samen hebben hoogstens 100.000 tekens.' }] },
    })
  })
})

describe('a consultation', () => {
  it('a consultation takes comments of residents until it closes, hides who wrote them, and lets them be withdrawn', async () => {
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

  it('a consultation must be closed before the actions are costed', async () => {
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

  it('adoption requires a decision that a formal meeting of this council adopted', async () => {
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

  it('adoption requires that every action was costed, and agreed or set aside', async () => {
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

  it('adoption is followed by one signature of each of three parties, and by publication with a digest', async () => {
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
