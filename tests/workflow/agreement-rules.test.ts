// The rules for ward agreements through the API: planned, withdrawn, and kept by whatever began under them.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startClimbing } from '../../functions/agreements/alarms/climb-alarm.ts'
import { agreementRulesOfRotterdam as given } from '../../shared/agreements/rules/rules-of-rotterdam.ts'
import { part } from '../support/builders/agreements/agreement-api.ts'
import { startReviewWorld } from '../support/builders/agreements/review-world.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import type { HttpInput } from '../support/services/http-event.ts'

let world: Awaited<ReturnType<typeof startReviewWorld>>
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  world = await startReviewWorld()
  await world.travel('2025-10-01T09:00:00Z')
})
afterEach(() => vi.useRealTimers())

const weeks = (amount: number) => ({ ...given.answerTerm, amount, unit: 'weeks' as const, source: 'Besluit van 2026' })
const rules = (validFrom: string, more: object = {}) => ({
  ...given,
  name: `Regels vanaf ${validFrom}`,
  validFrom,
  ...more,
})
const plan = (set: object, wardCode: string | undefined = 'pernis', input: HttpInput = {}) =>
  world.api.call('planAgreementRules', 'rules officer', {
    body: { rules: set, ...(wardCode === undefined ? {} : { wardCode }) },
    ...input,
  })
const planForCity = (set: object) => world.api.call('planAgreementRules', 'rules officer', { body: { rules: set } })
const withdraw = (validFrom: string, scope = 'pernis') =>
  world.api.call('withdrawAgreementRules', 'rules officer', { params: { scope, validFrom } })
const Named = z.object({ wardCode: z.string().nullable(), rules: z.looseObject({ name: z.string() }) })
const rulesOn = async (on: string, wardCode = 'pernis') => {
  const answer = await world.api.call('getAgreementRules', undefined, { params: { wardCode }, query: { on } })
  return answer.status === 200 ? Named.parse(answer.body) : codeOf(answer)
}
const listed = async (query: { readonly [name: string]: string } = {}) =>
  z
    .object({ items: z.array(Named) })
    .parse((await world.api.call('listAgreementRules', undefined, { query })).body)
    .items.map(({ wardCode, rules: { name } }) => [wardCode, name])

describe('rules for ward agreements', () => {
  it('rules for ward agreements are the city’s until a ward has its own; those of a ward precede later ones of the city', async () => {
    expect((await plan(rules('2026-02-01'))).status).toBe(201)
    expect((await planForCity(rules('2026-01-01'))).status).toBe(201)
    expect((await planForCity(rules('2026-03-01'))).status).toBe(201)
    const shown = async (on: string, ward?: string) => {
      const found = await rulesOn(on, ward)
      return typeof found === 'object' ? [found.wardCode, found.rules.name] : found
    }
    expect(await shown('2022-12-31')).toBe('no-agreement-rules-then')
    expect(await shown('2025-12-31')).toEqual([null, given.name])
    expect(await shown('2026-01-31')).toEqual([null, 'Regels vanaf 2026-01-01'])
    expect(await shown('2026-03-01')).toEqual(['pernis', 'Regels vanaf 2026-02-01'])
    expect(await shown('2026-03-01', 'bloemhof')).toEqual([null, 'Regels vanaf 2026-03-01'])
    expect(await shown('2026-03-01', 'nergens')).toBe('ward-not-found')
    const city = [
      [null, given.name],
      [null, 'Regels vanaf 2026-01-01'],
      [null, 'Regels vanaf 2026-03-01'],
    ]
    expect(await listed()).toEqual(city)
    expect(await listed({ wardCode: 'pernis' })).toEqual(city.toSpliced(2, 0, ['pernis', 'Regels vanaf 2026-02-01']))
  })

  it('rules for ward agreements are planned from tomorrow on, for a ward that is there, by a rules officer', async () => {
    expect(codeOf(await plan(rules('2025-09-30')))).toBe('rules-in-the-past')
    expect((await plan(rules('2025-10-01'))).body).toMatchObject({
      code: 'rules-in-the-past',
      facts: { earliest: '2025-10-02' },
    })
    expect(codeOf(await plan(rules('2026-01-01'), 'nergens'))).toBe('ward-not-found')
    const body = { rules: rules('2026-01-01') }
    expect(codeOf(await world.api.call('planAgreementRules', 'council', { body }))).toBe('forbidden')
    expect((await plan(rules('2025-10-02'))).status).toBe(201)
  })

  it('rules for ward agreements of two offices for one day: the first counts, the other is told; a set is never overwritten', async () => {
    const set = rules('2026-01-01')
    const other = { body: { wardCode: 'pernis', rules: rules('2026-01-01', { name: 'Van een ander' }) } }
    const both = await Promise.all([plan(set), world.api.call('planAgreementRules', 'another officer', other)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect(both.map(codeOf)).toContain('rules-already-published')
    const found = await rulesOn('2026-01-01')
    expect(found).toMatchObject({ rules: { name: both[0].status === 201 ? set.name : 'Van een ander' } })
    const told = await eventsIn(world.api.table)
    expect(told.filter(({ type }) => type === 'nl.wijk.agreements.rules-changed.v1')).toHaveLength(1)
  })

  it('rules for ward agreements sent again are planned once; withdrawn before their day they do not come back with the same request', async () => {
    const idempotencyKey = '5b7b0c2e-51c8-4d7a-9b1e-0d6a1d2f3a4d'
    const send = (more: object = {}) => plan(rules('2026-01-01', more), 'pernis', { idempotencyKey })
    expect([(await send()).status, (await send()).status]).toEqual([201, 201])
    expect(codeOf(await send({ name: 'Anders' }))).toBe('idempotency-key-reused')
    expect((await withdraw('2026-01-01')).status).toBe(204)
    expect(codeOf(await withdraw('2026-01-01'))).toBe('rules-not-published')
    expect(codeOf(await send())).toBe('rules-withdrawn')
    expect((await plan(rules('2026-01-01'))).status).toBe(201)
    await world.travel('2025-12-31T23:00:00Z')
    expect(codeOf(await withdraw('2026-01-01'))).toBe('rules-in-force')
    expect(codeOf(await withdraw('2026-01-01', 'city'))).toBe('rules-not-published')
  })

  it.each([
    ['a review that begins before the one before it is over', { answerTerm: weeks(16) }, '/rules/reviews'],
    ['reviews in another order', { reviews: given.reviews.toReversed() }, '/rules/reviews'],
    ['a review after the end of the year', { reviews: [{ ...weeks(53) }] }, '/rules/reviews'],
    ['a term that counts back', { verdictTerm: { ...weeks(3), counted: 'backwards' } }, '/rules/verdictTerm/counted'],
    ['a reminder that counts onwards', { reminder: weeks(1) }, '/rules/reminder/counted'],
    ['somebody twice on the ladder', { ladder: [...given.ladder, ...given.ladder.slice(0, 1)] }, '/rules/ladder'],
    ['a term without a source', { answerTerm: { ...weeks(3), source: '' } }, '/rules/answerTerm/source'],
    ['no rung', { ladder: [] }, '/rules/ladder'],
  ])('rules for ward agreements are refused with %s', async (_, more, pointer) => {
    expect((await plan(rules('2026-01-01', more))).body).toMatchObject({ status: 400, errors: [{ pointer }] })
  })
})

const Thing = z.looseObject({ id: z.string(), ruleSet: z.looseObject({ validFrom: z.string() }) })
const ruleSetOf = ({ body }: { readonly body: unknown }) => Thing.parse(body).ruleSet.validFrom
const raise = async (of: { readonly agreementId: string }) => {
  const made = await world.api.call('raiseAlarm', 'council', { params: of, body: { reason: 'Er gebeurt niets.' } })
  return { made, params: { ...of, alarmId: Thing.parse(made.body).id } }
}
const noticesOf = async (by: 'department' | 'council' | 'manager', role: string) =>
  z
    .object({ items: z.array(z.object({ kind: z.string(), title: z.object({ nl: z.string() }) })) })
    .parse((await world.api.call('listNotices', by, { query: { role } })).body).items
const inForce = async (actions: readonly object[] = [{}]) => {
  const published = await world.api.published(actions)
  await world.travel('2026-01-01T06:00:00Z')
  await world.api.sweep()
  return published
}

describe('a draft', () => {
  it('a draft names the rules of its day, and gives residents the time that those rules ask', async () => {
    await plan(
      rules('2025-10-05', { consultation: { shortest: weeks(6), poll: { minimumAge: 12, smallestGroup: 10 } } }),
    )
    const before = await world.api.draft()
    await world.travel('2025-10-06T09:00:00Z')
    world.api.setTime('2025-10-06T09:00:00Z')
    const after = await world.api.draft({
      ...{ title: 'Later', from: '2026-01-01', until: '2030-01-01', text: [part('visie', 'Groen.', 'vision')] },
    })
    const read = (of: { readonly agreementId: string }) => world.api.call('getAgreement', undefined, { params: of })
    expect([ruleSetOf(await read(before)), ruleSetOf(await read(after))]).toEqual(['2023-01-01', '2025-10-05'])
    const consult = (of: { readonly agreementId: string }, day: string) =>
      world.api.step('consultResidents', 'council', of, { closesAt: `${day}T09:00:00Z` })
    expect((await consult(before, '2025-10-19')).body).toMatchObject({
      code: 'consultation-too-short',
      facts: { notBefore: '2025-10-20' },
    })
    expect((await consult(before, '2025-10-20')).status).toBe(200)
    expect(codeOf(await consult(after, '2025-11-16'))).toBe('consultation-too-short')
    expect((await consult(after, '2025-11-17')).status).toBe(200)
  })
})

describe('an alarm', () => {
  it('an alarm keeps the ladder under which it was raised while it climbs; a new one takes the set of its day', async () => {
    const { of } = await inForce()
    await world.travel('2026-02-02T09:00:00Z')
    const first = await raise(of)
    expect(ruleSetOf(first.made)).toBe('2023-01-01')
    const short = [
      { addressee: 'ward-manager', term: weeks(1) },
      { addressee: 'college', term: weeks(1) },
    ]
    expect((await plan(rules('2026-02-10', { ladder: short }))).status).toBe(201)
    await world.travel('2026-02-10T09:00:00Z')
    const second = await raise(of)
    expect(ruleSetOf(second.made)).toBe('2026-02-10')
    await world.travel('2026-02-18T09:00:00Z')
    const rungs = async (params: { readonly agreementId: string; readonly alarmId: string }) => {
      await startClimbing(world.api.environment)(params, {})
      const { body } = await world.api.call('getAgreementAlarm', undefined, { params })
      return z
        .object({ rungs: z.array(z.object({ addressee: z.string(), endsOn: z.string() })) })
        .parse(body)
        .rungs.map(({ addressee, endsOn }) => `${addressee} ${endsOn}`)
    }
    expect(await rungs(first.params)).toEqual(['ward-manager 2026-02-16', 'department-director 2026-03-10'])
    expect(await rungs(second.params)).toEqual(['ward-manager 2026-02-17', 'college 2026-02-25'])
    const titles = (await noticesOf('manager', 'ward-manager')).map(({ title }) => title.nl)
    expect(titles.toReversed()).toEqual([
      'De wijkraad trekt aan de bel. Antwoord vóór het einde van 2026-02-16. De termijn is 2 weken. Zonder antwoord gaat het alarm daarna naar de directeur van de dienst.',
      'De wijkraad trekt aan de bel. Antwoord vóór het einde van 2026-02-17. De termijn is 1 week. Zonder antwoord gaat het alarm daarna naar het college.',
    ])
  })
})

describe('a review', () => {
  it('a review keeps the day for which it was planned, and has the terms of the set of that day, however late it begins', async () => {
    const { of } = await inForce()
    await plan(rules('2026-04-01', { answerTerm: weeks(2), reminder: null, reviews: given.reviews.slice(1) }))
    await world.travel('2026-05-02T06:00:00Z')
    // A set that holds from the next day on is no longer the set of the day on which the review should have begun.
    await plan(rules('2026-05-03', { answerTerm: weeks(5) }))
    await world.travel('2026-05-04T06:00:00Z')
    await world.sweep(of)
    expect(await world.reviewsOf(of)).toMatchObject([
      {
        status: 'asking',
        beginsOn: '2026-05-01',
        answerBy: '2026-05-15',
        ruleSet: { rules: { validFrom: '2026-04-01' } },
      },
    ])
    expect((await noticesOf('department', 'department')).map(({ title }) => title.nl)).toEqual([
      'Meld vóór het einde van 2026-05-15 hoe het met uw acties staat. De termijn is 2 weken.',
    ])
    // No reminder before the end; the alarm for silence has the set of the day after the term.
    await world.travel('2026-05-16T06:00:00Z')
    expect((await noticesOf('department', 'department')).map(({ kind }) => kind)).toEqual(['progress-asked'])
    const alarms = await world.api.call('listAgreementAlarms', undefined, { query: { wardCode: 'pernis' } })
    expect(
      z
        .object({ items: z.array(Thing) })
        .parse(alarms.body)
        .items.map((each) => each.ruleSet.validFrom),
    ).toEqual(['2026-05-03'])
    const shown = await world.api.call('listReviews', undefined, { params: of })
    expect(
      z
        .object({ items: z.array(Thing) })
        .parse(shown.body)
        .items.map((each) => each.ruleSet.validFrom),
    ).toEqual(['2026-04-01'])
  })

  it('a review is planned by the set of the day on which the report before it is published, and never twice for one day', async () => {
    const { of } = await inForce()
    await plan(rules('2026-05-10', { reviews: [weeks(13), weeks(40)] }))
    await world.travel('2026-05-01T06:00:00Z')
    await world.sweep(of)
    await world.travel('2026-05-23T06:00:00Z')
    await world.travel('2026-06-14T06:00:00Z')
    const planned = (await world.reviewsOf(of)).map(({ number, status, beginsOn }) => [number, status, beginsOn])
    // Thirteen weeks into the year were over: the next one of this set is the one after forty weeks.
    expect(planned).toEqual([
      [1, 'published', '2026-05-01'],
      [2, 'scheduled', '2026-10-08'],
    ])
  })
})
