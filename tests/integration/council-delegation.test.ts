// The ward manager decides on behalf of a ward council, through the API: within a delegation, and with the council's scrutiny.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { start as startInitiativesApi } from '../../functions/initiatives/api.ts'
import { start as startWards } from '../../functions/wards/api.ts'
import { meetingRulesOfRotterdam } from '../../shared/councils/rules/rules-of-rotterdam.ts'
import { initiativesOperations } from '../../shared/initiatives/operations.ts'
import { setWardBudget } from '../../shared/wards/budgets/operations.ts'
import { item, startCouncil } from '../support/builders/council.ts'
import { giveInitiativeRoles, initiativeCalls, personas } from '../support/builders/initiatives/initiative-api.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import { giveRole } from '../support/builders/ward-roles.ts'
import { tableEnvironment } from '../support/engine/engine.ts'
import { type HttpInput, send } from '../support/services/http-event.ts'

const ward = 'oude-noorden'
const june10 = '2026-06-10T18:00:00Z'
const june11 = '2026-06-11T09:00:00Z'
const manager = { sub: 'manager', ward } as const
type Council = Awaited<ReturnType<typeof startCouncil>>
let council: Council
let initiatives: ReturnType<typeof initiativeCalls>

beforeAll(async () => {
  council = await startCouncil(ward)
  const environment = tableEnvironment(council)
  initiatives = initiativeCalls(startInitiativesApi(environment), council.table)
  await giveInitiativeRoles(council.table)
  await giveRole(council.table, manager.sub, 'ward-manager')
  await send(startWards(environment), setWardBudget, {
    at: '2026-03-02T09:00:00Z',
    by: manager,
    params: { wardCode: ward, year: '2026' },
    body: { totalCents: 2_000_000 },
    ifMatch: 0,
  })
})

/** Adopts or rejects this item in a formal meeting. Returns the answer to the vote. */
const decideAbout = async (about: object, how: 'adopt' | 'reject' = 'adopt', more: object = {}) => {
  const meetingId = await council.opened([item('Overdracht', { about })], [1, 2, 3, 4], more)
  const all = [1, 2, 3, 4]
  const answered = await council.decide(meetingId, how === 'adopt' ? council.byName(all) : council.byName([], all))
  const { agenda } = await council.read(meetingId)
  return { answered, delegationId: agenda[0]?.decisionId ?? '' }
}
const delegated = async (more: object = {}, how: 'adopt' | 'reject' = 'adopt') =>
  (await decideAbout({ kind: 'delegation', upToCents: 250_000, until: '2027-01-01', ...more }, how)).delegationId

const verdict = (initiativeId: string, delegationId: string, body: object = {}, input: HttpInput = {}) =>
  initiatives.ask(initiativesOperations.decideByDelegation, {
    at: june11,
    by: manager,
    ifMatch: 3,
    params: { initiativeId },
    body: { outcome: 'award', reason: 'Goed plan.', delegationId, ...body },
    ...input,
  })
const Delegated = z.looseObject({ id: z.string(), initiativeId: z.string(), status: z.string() })
/** The decision on an initiative as the council sees it, in the list and on its own. */
const inspected = async (initiativeId: string) => {
  const { body } = await council.ask('listDelegatedDecisions', { query: { wardCode: ward } })
  const found = z
    .object({ items: z.array(Delegated) })
    .parse(body)
    .items.find((each) => each.initiativeId === initiativeId)
  if (found === undefined) throw new Error('Nothing was decided about it')
  const read = await council.ask('getDelegatedDecision', { params: { delegatedDecisionId: found.id } })
  expect(read.body).toEqual(found)
  return found
}
const object = (delegatedDecisionId: string, input: HttpInput = {}) =>
  council.ask('objectToDelegatedDecision', {
    at: june11,
    by: { sub: `${ward}-3` },
    ifMatch: 1,
    params: { delegatedDecisionId },
    body: { reason: 'Dit past niet bij het wijkakkoord.' },
    ...input,
  })

describe('a delegation', () => {
  it('a delegation requires a decision of a formal meeting', async () => {
    const id = await initiatives.admitted({ amountCents: 20_000 })
    expect(codeOf(await verdict(id, await delegated({}, 'reject')))).toBe('delegation-not-found')
    const outside = await decideAbout({ kind: 'delegation', upToCents: 250_000, until: '2027-01-01' }, 'adopt', {
      kind: 'informal',
    })
    expect(codeOf(await verdict(id, outside.delegationId))).toBe('delegation-not-found')
    const delegationId = await delegated()
    const awarded = await verdict(id, delegationId)
    expect(awarded).toMatchObject({
      status: 200,
      body: { status: 'awarded', awardedCents: 20_000, decidedBy: 'ward-council', delegation: { delegationId } },
    })
    const listed = await council.ask('listDelegations', { query: { wardCode: ward } })
    expect(listed.body).toMatchObject({
      items: [{ id: delegationId, status: 'given', upToCents: 250_000, from: '2026-06-10', until: '2027-01-01' }],
    })
  })

  it('a delegation is limited to its amount and its days, and refusals state the limit', async () => {
    const [small, large] = [
      await initiatives.admitted({ amountCents: 30_000 }),
      await initiatives.admitted({ amountCents: 30_001 }),
    ]
    const delegationId = await delegated({ upToCents: 30_000, from: '2026-06-12', until: '2026-06-14' })
    expect(await verdict(small, delegationId)).toMatchObject({
      status: 409,
      body: { code: 'delegation-not-in-force', facts: { from: '2026-06-12', until: '2026-06-14' } },
    })
    const at = '2026-06-12T09:00:00Z'
    // Awarding less than was requested does not bring it under the limit.
    expect(await verdict(large, delegationId, { amountCents: 10_000 }, { at })).toMatchObject({
      body: { code: 'above-delegation', facts: { upToCents: 30_000 } },
    })
    expect(codeOf(await verdict(large, delegationId, { outcome: 'decline' }, { at }))).toBe('above-delegation')
    expect(codeOf(await verdict(small, delegationId, {}, { at: '2026-06-14T00:00:00+02:00' }))).toBe(
      'delegation-not-in-force',
    )
    expect((await verdict(small, delegationId, {}, { at: '2026-06-13T23:59:59+02:00' })).status).toBe(200)
  })

  it('a delegation is refused for a day in the past, and is recorded only if it would be valid', async () => {
    const { answered } = await decideAbout({ kind: 'delegation', upToCents: 1, until: '2026-06-10' })
    expect(answered).toMatchObject({ status: 409, body: { code: 'delegation-without-days' } })
  })

  it('a delegation is withdrawn by another decision with immediate effect; earlier decisions under it remain valid', async () => {
    const [before, after] = [
      await initiatives.admitted({ amountCents: 10_000 }),
      await initiatives.admitted({ amountCents: 10_000 }),
    ]
    const delegationId = await delegated()
    expect((await verdict(before, delegationId, {}, { at: june10 })).status).toBe(200)
    expect((await decideAbout({ kind: 'revocation', delegationId })).answered.status).toBe(200)
    expect(codeOf(await verdict(after, delegationId))).toBe('delegation-revoked')
    expect(codeOf((await decideAbout({ kind: 'revocation', delegationId })).answered)).toBe('delegation-revoked')
    const none = { kind: 'revocation', delegationId: '0193c3c6-7a00-7000-8000-0000000000a3' }
    expect(codeOf(await council.convene([item('Overdracht', { about: none })]))).toBe('delegation-not-found')
    expect(await inspected(before)).toMatchObject({ status: 'standing', outcome: 'award', amountCents: 10_000 })
  })

  it('a delegation gives the right to the present ward manager of this ward, but not for their own initiatives', async () => {
    const id = await initiatives.admitted({ amountCents: 10_000 })
    const delegationId = await delegated()
    await giveRole(council.table, 'manager-elsewhere', 'ward-manager', { ward: 'pernis' })
    await giveRole(council.table, 'manager-before', 'ward-manager', { until: '2026-06-11' })
    await giveRole(council.table, personas.ada.sub, 'ward-manager')
    const by = (sub: string) => verdict(id, delegationId, {}, { by: { sub } })
    expect(codeOf(await by('manager-elsewhere'))).toBe('not-your-ward')
    expect(codeOf(await by('manager-before'))).toBe('role-not-in-force')
    expect(codeOf(await by(`${ward}-1`))).toBe('forbidden')
    expect(codeOf(await by(personas.ada.sub))).toBe('own-initiative')
    // Without a delegation the council itself decides, as the rules say.
    const alone = await initiatives.step('decideInitiative', id, {
      by: manager,
      ifMatch: 3,
      body: { outcome: 'award', reason: 'Goed plan.' },
    })
    expect(codeOf(alone)).toBe('not-yours-to-decide')
  })
})

describe('the council', () => {
  it('the council objects within its term; the decision is put on the next formal agenda automatically, and confirmed there', async () => {
    const id = await initiatives.admitted({ amountCents: 10_000, title: 'Een schommel' })
    await verdict(id, await delegated())
    const { id: decision, objectUntil } = await inspected(id)
    expect(objectUntil).toBe('2026-06-25')
    expect(codeOf(await object(decision, { by: { sub: 'somebody' } }))).toBe('forbidden')
    expect(codeOf(await object(decision, { at: '2026-06-26T00:00:00+02:00' }))).toBe('objection-too-late')
    const next = await council.convened([item('Groen')], { more: { startsAt: '2026-07-08T18:00:00Z' }, at: june11 })
    const objected = await object(decision, { at: '2026-06-25T23:59:59+02:00' })
    expect(objected).toMatchObject({ status: 200, body: { status: 'objected', isSuspendedByObjection: false } })
    expect(JSON.stringify(objected.body)).not.toContain(`${ward}-3`)
    expect(codeOf(await object(decision, { ifMatch: 2 }))).toBe('objected-already')
    const { agenda } = await council.read(next)
    const [last] = agenda.slice(-1)
    expect(last).toMatchObject({ title: 'Besluit van de wijkmanager bekrachtigen: Een schommel' })
    // By the city's rules the decision remains valid while the objection is pending.
    expect((await initiatives.step('startInitiative', id, { by: manager, ifMatch: 4, at: june11 })).status).toBe(200)
    const at = '2026-07-08T18:00:00Z'
    await council.open(next, [1, 2, 3, 4], { at })
    await council.decide(next, council.byName([1, 2, 3, 4]), agenda.length, { at })
    expect(await inspected(id)).toMatchObject({ status: 'confirmed' })
    const later = await council.convened([item('Licht')], { more: { startsAt: '2026-09-02T18:00:00Z' }, at })
    expect((await council.read(later)).agenda.map(({ title }) => title)).not.toContain(
      'Besluit van de wijkmanager bekrachtigen: Een schommel',
    )
  })

  it('the council suspends an award if the rules of its ward say so, and can reject it, which returns the money', async () => {
    const [city] = meetingRulesOfRotterdam
    const delegation = { ...city.delegation, objectionMeans: 'suspended' }
    await council.ask('publishMeetingRules', {
      by: { sub: 'rules', roles: ['rules-officer'] },
      params: { wardCode: ward },
      body: { ...city, name: 'Reglement van orde', validFrom: '2026-10-01', delegation },
    })
    const [id, other] = [
      await initiatives.admitted({ amountCents: 10_000, title: 'Een podium' }),
      await initiatives.admitted({ amountCents: 10_000, title: 'Een fontein' }),
    ]
    const delegationId = await delegated()
    const at = '2026-10-02T09:00:00Z'
    await verdict(id, delegationId, {}, { at })
    await verdict(other, delegationId, {}, { at })
    const [decision, standing] = [await inspected(id), await inspected(other)]
    await object(decision.id, { at })
    const start = (initiativeId: string, ifMatch: number) =>
      initiatives.step('startInitiative', initiativeId, { by: manager, ifMatch, at })
    expect(codeOf(await start(id, 4))).toBe('suspended-by-council')
    expect((await start(other, 4)).status).toBe(200)
    expect(standing).toMatchObject({ isSuspendedByObjection: true })
    const lapse = () =>
      initiatives.step('lapseAward', id, {
        by: manager,
        ifMatch: 4,
        at,
        body: { reason: 'De wijkraad keurde het af.' },
      })
    expect(codeOf(await lapse())).toBe('begin-term-not-over')
    const startsAt = '2026-10-07T18:00:00Z'
    const meeting = await council.convened([item('Groen')], { more: { startsAt }, at })
    await council.open(meeting, [1, 2, 3, 4], { at: startsAt })
    const place = (await council.read(meeting)).agenda.find(({ title }) => title.endsWith('Een podium'))?.number ?? 0
    await council.decide(meeting, council.byName([], [1, 2, 3, 4]), place, { at: startsAt })
    expect(await inspected(id)).toMatchObject({ status: 'disapproved' })
    expect(codeOf(await start(id, 4))).toBe('disapproved-by-council')
    expect(await lapse()).toMatchObject({ status: 200, body: { status: 'lapsed', returnedCents: 10_000 } })
  })
})

describe('the published event', () => {
  it('the published event of a delegation, or of a decision under it, contains no names', async () => {
    const published = (await eventsIn(council.table))
      .map(({ detail }) => detail)
      .filter((each) => each.includes('delegat'))
    expect(published.some((each) => each.includes('delegation-changed'))).toBe(true)
    expect(published.some((each) => each.includes('delegated-decision-changed'))).toBe(true)
    expect(published.join()).not.toMatch(/manager"|oude-noorden-\d|"ada"|Lid \d|wijkakkoord/)
  })
})
