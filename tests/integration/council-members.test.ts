// Members and officials of a ward council, through the API: their rights follow their term, to the day.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { start } from '../../functions/councils/api.ts'
import { start as startSeeding } from '../../functions/wards/seed-wards.ts'
import { membersOperations as operations } from '../../shared/councils/members/operations.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import { giveRole } from '../support/builders/ward-roles.ts'
import { freshTables, type Tables, tableEnvironment } from '../support/engine/engine.ts'
import { type Handler, type HttpInput, type Persona, send } from '../support/services/http-event.ts'

let tables: Tables
let api: Handler

beforeAll(async () => {
  tables = await freshTables()
  const environment = tableEnvironment(tables)
  api = start(environment)
  await startSeeding(environment)(undefined, {})
  await giveRole(tables.table, 'coordinator', 'coordinator', { ward: 'pernis' })
})

const at = '2026-04-15T09:00:00Z'
const office: Persona = { sub: 'office', roles: ['election-office'] }
const rules: Persona = { sub: 'rules', roles: ['rules-officer'] }
const coordinator: Persona = { sub: 'coordinator' }
const mandate = { from: '2026-04-15', until: '2030-04-10' }
const Seat = z.object({ id: z.string(), name: z.string() })

type Seated = HttpInput & { readonly ward?: string; readonly sub?: string; readonly term?: object }
const install = ({ ward = 'pernis', sub = 'anna', term = mandate, ...input }: Seated = {}) =>
  send(api, operations.installMember, {
    at,
    by: office,
    params: { wardCode: ward },
    body: {
      residentId: `${ward}-${sub}`,
      name: `Lid ${sub}`,
      mandate: term,
      sideActivities: [{ description: 'Bestuur van de speeltuin', isPaid: false }],
    },
    ...input,
  })
const seated = async (seat: Seated = {}) => Seat.parse((await install(seat)).body)
const step = (operation: keyof typeof operations, memberId: string, input: HttpInput = {}, ward = 'pernis') =>
  send(api, operations[operation], { at, ifMatch: 1, params: { wardCode: ward, memberId }, ...input })
const mine = async (sub: string, when: string) =>
  z
    .object({ items: z.array(z.object({ role: z.string(), isInForce: z.boolean() })) })
    .parse((await send(api, operations.listMyWardRoles, { at: when, by: { sub } })).body)
    .items.filter(({ isInForce }) => isInForce)
    .map(({ role }) => role)
    .toSorted()

describe('a member who is installed', () => {
  it('a member who is installed is shown to everyone without account and side activities, and completely to those who run the council', async () => {
    const { id } = await seated({ sub: 'bea' })
    const shown = await step('getMember', id)
    expect(shown.body).toEqual({
      id,
      wardCode: 'pernis',
      status: 'installed',
      name: 'Lid bea',
      mandate,
      roles: [],
    })
    expect((await step('getMemberFile', id, { by: coordinator })).body).toMatchObject({
      residentId: 'pernis-bea',
      sideActivities: [{ description: 'Bestuur van de speeltuin', isPaid: false }],
    })
    expect(codeOf(await step('getMemberFile', id, { by: { sub: 'pernis-bea' } }))).toBe('forbidden')
  })

  it('a member who is installed has the rights of the seat from its first to its last day only', async () => {
    await seated({ sub: 'cor' })
    const days = ['2026-04-14T21:59:59Z', '2026-04-14T22:00:00Z', '2030-04-09T21:59:59Z', '2030-04-09T22:00:00Z']
    expect(await Promise.all(days.map((day) => mine('pernis-cor', day)))).toEqual([[], ['member'], ['member'], []])
  })

  it('a member who is installed is installed once, however often the request is sent, and in one seat at a time', async () => {
    const idempotencyKey = '6c7b0c2e-51c8-4d7a-9b1e-0d6a1d2f3a4b'
    const [first, again] = [
      await seated({ sub: 'dirk', idempotencyKey }),
      await seated({ sub: 'dirk', idempotencyKey }),
    ]
    expect(again.id).toBe(first.id)
    expect(codeOf(await install({ sub: 'dirk' }))).toBe('sits-already')
    const later = { from: '2030-04-10', until: '2034-04-12' }
    expect((await install({ sub: 'dirk', term: later })).status).toBe(201)
  })

  it('a member who is installed is refused if all seats are taken on any day of the term, not only on the first', async () => {
    const ward = 'heijplaat'
    for (const sub of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) expect((await install({ ward, sub })).status).toBe(201)
    const early = { from: '2026-01-01', until: '2026-12-31' }
    expect(codeOf(await install({ ward, sub: 'h', term: early }))).toBe('council-full')
    expect((await install({ ward, sub: 'i', term: { from: '2026-01-01', until: '2026-04-15' } })).status).toBe(201)
    expect((await install({ ward, sub: 'j', term: { from: '2030-04-10', until: '2034-04-12' } })).status).toBe(201)
  })

  it('a member who is installed gets the last seat alone, even if two officers install members at the same moment', async () => {
    const ward = 'kralingseveer'
    for (const sub of ['a', 'b', 'c', 'd', 'e', 'f']) await install({ ward, sub })
    const both = await Promise.all(['g', 'h'].map((sub) => install({ ward, sub })))
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
    const listed = await send(api, operations.listMembers, { query: { on: '2027-01-01' }, params: { wardCode: ward } })
    expect(z.object({ items: z.array(Seat) }).parse(listed.body).items).toHaveLength(7)
  })
})

describe('the chair', () => {
  const appoint = (memberId: string, from: string, until: string, input: HttpInput = {}) =>
    step('appointMember', memberId, { by: coordinator, body: { role: 'chair', period: { from, until } }, ...input })

  it('the chair presides for at most a year, can be elected again, and has the rights of a chair only during that time', async () => {
    const { id } = await seated({ sub: 'els' })
    expect(await appoint(id, '2026-05-01', '2027-05-02')).toMatchObject({
      status: 409,
      body: { code: 'chair-too-long', facts: { until: '2027-05-01' } },
    })
    expect((await appoint(id, '2026-05-01', '2027-05-01')).status).toBe(200)
    expect((await appoint(id, '2027-05-01', '2028-05-01', { ifMatch: 2 })).status).toBe(200)
    expect(await mine('pernis-els', '2026-04-30T12:00:00Z')).toEqual(['member'])
    expect(await mine('pernis-els', '2027-05-01T12:00:00Z')).toEqual(['chair', 'member'])
    expect(await mine('pernis-els', '2028-05-01T12:00:00Z')).toEqual(['member'])
  })

  it('the chair is one person at a time, even if two officers record a chair at the same moment', async () => {
    const [one, two] = [await seated({ sub: 'fia' }), await seated({ sub: 'gijs' })]
    const both = await Promise.all([one, two].map(({ id }) => appoint(id, '2028-06-01', '2029-06-01')))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(['role-taken', 'council-changed']).toContain(
      codeOf(both.toSorted((a, b) => b.status - a.status)[0] ?? (await step('getMember', one.id))),
    )
  })
})

describe('a member who leaves', () => {
  it('a member who leaves loses the seat, the chair and every right on that day, and leaves once', async () => {
    const { id } = await seated({ sub: 'hans', ward: 'overschie' })
    await giveRole(tables.table, 'coordinator-overschie', 'coordinator', { ward: 'overschie' })
    const by = { sub: 'coordinator-overschie' }
    const body = { role: 'chair', period: { from: '2026-05-01', until: '2027-05-01' } }
    await step('appointMember', id, { by, body }, 'overschie')
    const left = { on: '2026-09-01', because: 'moved' }
    expect(
      codeOf(
        await step('endMembership', id, { by: office, body: { ...left, on: '2026-04-14' }, ifMatch: 2 }, 'overschie'),
      ),
    ).toBe('not-in-mandate')
    expect(await step('endMembership', id, { by: office, body: left, ifMatch: 2 }, 'overschie')).toMatchObject({
      status: 200,
      body: { status: 'left', left, roles: [{ role: 'chair', period: { from: '2026-05-01', until: '2026-09-01' } }] },
    })
    expect(await mine('overschie-hans', '2026-08-31T12:00:00Z')).toEqual(['chair', 'member'])
    expect(await mine('overschie-hans', '2026-09-01T12:00:00Z')).toEqual([])
    expect(codeOf(await step('endMembership', id, { by: office, body: left, ifMatch: 3 }, 'overschie'))).toBe(
      'seat-left',
    )
  })

  it('a member who leaves and was entered by mistake never had any rights', async () => {
    const { id } = await seated({ sub: 'ina', ward: 'overschie' })
    const body = { on: '2026-06-01', because: 'entered-by-mistake' }
    await step('endMembership', id, { by: office, body }, 'overschie')
    expect(await mine('overschie-ina', '2026-05-01T12:00:00Z')).toEqual([])
    const on = await send(api, operations.listMembers, {
      query: { on: '2026-05-01' },
      params: { wardCode: 'overschie' },
    })
    expect(JSON.stringify(on.body)).not.toContain(id)
  })

  it('a member who leaves has events for each step, without a name or an account', async () => {
    const { id } = await seated({ sub: 'joke', ward: 'overschie' })
    await step('correctMember', id, { by: office, body: { name: 'J. Jansen' } }, 'overschie')
    await step(
      'endMembership',
      id,
      { by: office, body: { on: '2027-01-01', because: 'died' }, ifMatch: 2 },
      'overschie',
    )
    const published = (await eventsIn(tables.table)).map(({ detail }) => detail).filter((detail) => detail.includes(id))
    expect(published).toHaveLength(3)
    expect(published.join()).not.toMatch(/joke|Jansen/)
    expect(published.some((detail) => detail.includes('"leftOn":"2027-01-01"'))).toBe(true)
  })
})

describe('side activities', () => {
  const body = { sideActivities: [{ description: 'Werkt bij de woningbouw', isPaid: true }] }
  it('side activities are declared by the members for themselves, or by the coordinator', async () => {
    const [{ id }, other] = [await seated({ sub: 'kees' }), await seated({ sub: 'lea' })]
    const by = { sub: 'pernis-kees' }
    expect(codeOf(await step('declareSideActivities', other.id, { by, body }))).toBe('not-yourself')
    expect(await step('declareSideActivities', id, { by, body })).toMatchObject({ status: 200, body })
    expect(codeOf(await step('declareSideActivities', id, { by: coordinator, body }))).toBe('changed-meanwhile')
    expect((await step('declareSideActivities', id, { by: coordinator, body, ifMatch: 2 })).status).toBe(200)
  })
  it('side activities cannot be declared by somebody whose term has ended', async () => {
    const { id } = await seated({ sub: 'mo' })
    const late = await step('declareSideActivities', id, { at: '2030-04-10T09:00:00Z', by: { sub: 'pernis-mo' }, body })
    expect(late).toMatchObject({ status: 403, body: { code: 'role-not-in-force' } })
  })
})

describe('an official', () => {
  const grant = (body: object, by = rules) => send(api, operations.grantRole, { at, by, body })
  const period = { from: '2026-01-01', until: '2028-01-01' }
  const Holder = z.object({ id: z.string() })

  it('an official gets a role for a ward and a term, and loses it on the day it is ended', async () => {
    const made = await grant({ role: 'ward-networker', wardCode: 'pernis', residentId: 'nel', name: 'Nel', period })
    expect(made).toMatchObject({
      status: 201,
      body: { role: 'ward-networker', wardCode: 'pernis', name: 'Nel', period },
    })
    expect(JSON.stringify(made.body)).not.toContain('"nel"')
    expect(await mine('nel', at)).toEqual(['ward-networker'])
    const params = { roleHolderId: Holder.parse(made.body).id }
    const ended = await send(api, operations.endRole, { at, by: rules, params, ifMatch: 1, body: { on: '2026-06-01' } })
    expect(ended).toMatchObject({ status: 200, body: { status: 'ended', endedOn: '2026-06-01' } })
    expect([await mine('nel', '2026-05-31T12:00:00Z'), await mine('nel', '2026-06-01T12:00:00Z')]).toEqual([
      ['ward-networker'],
      [],
    ])
    const twice = await send(api, operations.endRole, { at, by: rules, params, ifMatch: 2, body: { on: '2026-07-01' } })
    expect(codeOf(twice)).toBe('role-ended')
  })

  it('an official cannot grant themselves a role or end their own', async () => {
    expect(codeOf(await grant({ role: 'council-clerk', residentId: 'rules', name: 'R', period }))).toBe('own-role')
  })

  it('an official has no ward as a department or clerk; other roles need an existing ward', async () => {
    expect(codeOf(await grant({ role: 'council-clerk', wardCode: 'pernis', residentId: 'o', name: 'O', period }))).toBe(
      'invalid-request',
    )
    expect(codeOf(await grant({ role: 'department', residentId: 'o', name: 'O', period }))).toBe('invalid-request')
    expect(codeOf(await grant({ role: 'coordinator', residentId: 'o', name: 'O', period }))).toBe('invalid-request')
    expect(codeOf(await grant({ role: 'coordinator', wardCode: 'nergens', residentId: 'o', name: 'O', period }))).toBe(
      'ward-not-found',
    )
    const clerk = await grant({ role: 'council-clerk', residentId: 'piet', name: 'Piet', period })
    expect(clerk).toMatchObject({ status: 201, body: { wardCode: null } })
    const citywide = await send(api, operations.listRoleHolders, {})
    expect(JSON.stringify(citywide.body)).toContain('Piet')
  })
})

describe('the ward office', () => {
  const body = {
    address: 'Ring 1',
    openings: [
      { weekday: 1, opensTime: '09:00', closesTime: '12:00' },
      { weekday: 1, opensTime: '12:00', closesTime: '17:00' },
    ],
    closedOn: [{ on: '2026-12-24', reason: 'Kerstavond' }],
  }
  const set = (input: HttpInput) =>
    send(api, operations.setHub, { at, by: coordinator, params: { wardCode: 'pernis' }, body, ...input })

  it('the ward office has an address and opening hours that coordinators set, one change at a time', async () => {
    expect(codeOf(await send(api, operations.getHub, { params: { wardCode: 'pernis' } }))).toBe('hub-not-found')
    const both = await Promise.all([set({ ifMatch: 0 }), set({ ifMatch: 0 })])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect(await send(api, operations.getHub, { params: { wardCode: 'pernis' } })).toMatchObject({ status: 200, body })
  })

  it('the ward office cannot have opening hours that end before they begin, or that overlap', async () => {
    const openings = (...hours: object[]) => set({ ifMatch: 1, body: { ...body, openings: hours } })
    expect(codeOf(await openings({ weekday: 1, opensTime: '12:00', closesTime: '12:00' }))).toBe('invalid-request')
    const [one, two] = [
      { weekday: 3, opensTime: '09:00', closesTime: '12:00' },
      { weekday: 3, opensTime: '11:59', closesTime: '13:00' },
    ]
    expect(codeOf(await openings(one, two))).toBe('invalid-request')
  })
})
