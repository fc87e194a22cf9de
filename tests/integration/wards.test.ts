import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { start } from '../../functions/wards/api.ts'
import { start as startSeeding } from '../../functions/wards/seed-wards.ts'
import { wardsOperations as operations } from '../../shared/wards/operations.ts'
import { eventsIn, votingRules } from '../support/builders/initiatives/initiatives.ts'
import { giveRole } from '../support/builders/ward-roles.ts'
import { documents, freshTables, type Tables, tableEnvironment } from '../support/engine/engine.ts'
import { type Handler, type HttpInput, send } from '../support/services/http-event.ts'

let tables: Tables
let api: Handler
let seed: (input: unknown, context: unknown) => Promise<unknown>

beforeAll(async () => {
  tables = await freshTables()
  const environment = tableEnvironment(tables)
  api = start(environment)
  seed = startSeeding(environment)
  await giveRole(tables.table, 'manager', 'ward-manager', { ward: 'pernis' })
})

const at = '2026-03-02T09:00:00Z'
const officer = { sub: 'officer', roles: ['rules-officer'] } as const
const manager = { sub: 'manager', ward: 'pernis' } as const
const pernis = { wardCode: 'pernis' }
const of2026 = { wardCode: 'pernis', year: '2026' }
const rules = (validFrom: string, change: object = {}) => votingRules({ validFrom, ...change })

const publish = (input: HttpInput) =>
  send(api, operations.publishInitiativeRules, { at, by: officer, params: pernis, ...input })
const setBudget = (totalCents: number, ifMatch: number, input: HttpInput = {}) =>
  send(api, operations.setWardBudget, { at, by: manager, params: of2026, body: { totalCents }, ifMatch, ...input })

describe('the seeding', () => {
  it('the seeding writes 39 wards with three rule sets each, and nothing the second time', async () => {
    expect(await seed(undefined, {})).toEqual({ wards: 39, added: 156 })
    expect(await seed({ anything: true }, {})).toEqual({ wards: 39, added: 0 })
    const types = (await eventsIn(tables.table)).map(({ type }) => type)
    expect(types.filter((type) => type === 'nl.wijk.wards.ward-established.v1')).toHaveLength(39)
    expect(types.filter((type) => type === 'nl.wijk.wards.rules-published.v1')).toHaveLength(117)
  })

  it('the seeding completes a seeding that was killed', async () => {
    const { table } = tables
    const { DeleteCommand } = await import('@aws-sdk/lib-dynamodb')
    const Key = { pk: 'WARD#rozenburg', sk: 'RULES#initiatives#2023-01-01' }
    await documents().send(new DeleteCommand({ TableName: table.name, Key }))
    expect(await seed(undefined, {})).toEqual({ wards: 39, added: 1 })
  })
})

describe('the wards', () => {
  const Items = z.object({ items: z.array(z.object({ code: z.string(), area: z.string() })) })

  it('the wards are listed all together, or by area', async () => {
    const all = await send(api, operations.listWards)
    const ofArea = await send(api, operations.listWards, { query: { area: 'Noord' } })
    expect(Items.parse(all.body).items).toHaveLength(39)
    expect(Items.parse(ofArea.body).items.map(({ code }) => code)).toEqual([
      'agniesebuurt-provenierswijk',
      'blijdorp-bergpolder-liskwartier',
      'oude-noorden',
    ])
  })

  it('the wards refuse an unknown area and an undeclared query', async () => {
    const answers = [
      await send(api, operations.listWards, { query: { area: 'Zuid' } }),
      await send(api, operations.listWards, { query: { gebied: 'Noord' } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400])
  })

  it('the wards answer 404 for an unknown ward and 400 for a malformed one', async () => {
    const unknown = await send(api, operations.getWard, { params: { wardCode: 'amsterdam' } })
    const malformed = await send(api, operations.getWard, { params: { wardCode: 'Oude Noorden' } })
    expect([unknown.status, malformed.status]).toEqual([404, 400])
    expect(unknown.body).toMatchObject({ code: 'ward-not-found', title: 'Deze wijk bestaat niet.' })
  })
})

describe('the rules of a ward', () => {
  const on = (day: string, wardCode = 'pernis') =>
    send(api, operations.getInitiativeRules, { params: { wardCode }, query: { on: day } })

  it.each([
    ['2022-03-17', 'R1 voting rounds'],
    ['2022-12-31', 'R1 voting rounds'],
    ['2023-01-01', 'R2 ward manager decides'],
    ['2023-09-30', 'R2 ward manager decides'],
    ['2023-10-01', 'R3 ward council decides'],
    ['2099-01-01', 'R3 ward council decides'],
  ])('the rules of a ward on %s are %s', async (day, regime) => {
    expect((await on(day)).body).toMatchObject({ regime, wardCode: 'pernis' })
  })

  it('the rules of a ward do not exist before the first rules, or for an unknown ward', async () => {
    expect([(await on('2022-03-16')).body, (await on('2024-01-01', 'nergens')).body]).toMatchObject([
      { code: 'rules-not-found' },
      { code: 'ward-not-found' },
    ])
  })

  it('the rules of a ward refuse a day that does not exist', async () => {
    const { status, body } = await on('2026-02-30')
    expect([status, body]).toMatchObject([400, { errors: [{ in: 'query', pointer: '/on' }] }])
  })

  it('the rules of a ward are not published by a ward manager', async () => {
    const { status } = await publish({ by: manager, body: rules('2026-04-01') })
    expect(status).toBe(403)
  })

  it('the rules of a ward cannot be published for the past, for an unknown ward, or with contradictions', async () => {
    expect(await publish({ body: rules('2026-03-01') })).toMatchObject({
      status: 409,
      body: { code: 'rules-in-the-past' },
    })
    expect(await publish({ params: { wardCode: 'nergens' }, body: rules('2026-04-01') })).toMatchObject({ status: 404 })
    const { status, body } = await publish({ body: { ...rules('2026-04-01'), maximumCents: 0 } })
    expect([status, body]).toMatchObject([400, { errors: [{ in: 'body', pointer: '/smallUpToCents' }] }])
  })

  it('the rules of a ward are published once for a date; a retry returns them, another key or text is refused', async () => {
    const first = await publish({ idempotencyKey: 'publish-april', body: rules('2026-04-01') })
    const retry = await publish({ idempotencyKey: 'publish-april', body: rules('2026-04-01') })
    const other = await publish({ body: rules('2026-04-01') })
    const reused = await publish({ idempotencyKey: 'publish-april', body: rules('2026-04-01', { leadTimeDays: 1 }) })
    expect([first.status, retry.status, other.status, reused.status]).toEqual([201, 201, 409, 422])
    expect(first.body).toEqual(retry.body)
    expect([other.body, reused.body]).toMatchObject([
      { code: 'rules-already-published' },
      { code: 'idempotency-key-reused' },
    ])
  })

  it('the rules of a ward apply from the day on which they become valid, not earlier', async () => {
    await publish({ body: rules('2026-05-01', { regime: 'From May' }) })
    expect([(await on('2026-04-30')).body, (await on('2026-05-01')).body]).toMatchObject([
      { regime: 'R3 with a vote' },
      { regime: 'From May' },
    ])
  })
})

describe('rules that do not apply yet', () => {
  const withdraw = (validFrom: string, input: HttpInput = {}) =>
    send(api, operations.withdrawInitiativeRules, { at, by: officer, params: { ...pernis, validFrom }, ...input })
  const regimeOn = async (on: string) =>
    z
      .object({ regime: z.string() })
      .parse((await send(api, operations.getInitiativeRules, { params: pernis, query: { on } })).body).regime

  it('rules that do not apply yet can be withdrawn before their first day, and others published in their place', async () => {
    const mistaken = { body: rules('2028-01-01', { regime: 'Mistaken' }), idempotencyKey: 'mistaken' }
    await publish(mistaken)
    expect(await regimeOn('2028-01-01')).toBe('Mistaken')
    expect((await withdraw('2028-01-01', { at: '2027-12-31T22:59:00Z' })).status).toBe(204)
    expect(await regimeOn('2028-01-01')).not.toBe('Mistaken')
    expect((await withdraw('2028-01-01')).body).toMatchObject({ code: 'rules-not-published' })
    // A late retry of the first request does not restore withdrawn rules.
    expect((await publish(mistaken)).body).toMatchObject({ code: 'rules-withdrawn' })
    expect((await publish({ body: rules('2028-01-01', { regime: 'Right' }) })).status).toBe(201)
    expect(await regimeOn('2028-01-01')).toBe('Right')
    const types = (await eventsIn(tables.table)).map(({ type }) => type)
    expect(types.filter((type) => type === 'nl.wijk.wards.rules-withdrawn.v1')).toHaveLength(1)
  })

  it('rules that do not apply yet can no longer be withdrawn from their first day on', async () => {
    await publish({ body: rules('2029-01-01') })
    const answer = await withdraw('2029-01-01', { at: '2028-12-31T23:00:00Z' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'rules-in-force' } })
    expect((await withdraw('2023-10-01')).body).toMatchObject({ code: 'rules-in-force' })
  })

  it('rules that do not apply yet are withdrawn only by the rules officer, in an existing ward', async () => {
    expect((await withdraw('2029-01-01', { by: manager })).body).toMatchObject({ code: 'forbidden' })
    const elsewhere = { params: { wardCode: 'nergenshuizen', validFrom: '2029-01-01' } }
    expect((await withdraw('2029-01-01', elsewhere)).body).toMatchObject({ code: 'ward-not-found' })
  })
})

describe('the register figure of a ward', () => {
  const office = { sub: 'office', roles: ['election-office'] } as const
  const source = 'Basisregistratie personen, stand 1 januari'
  const count = (date: string, residents: number, ifMatch: number, input: HttpInput = {}) =>
    send(api, operations.setRegisterFigure, {
      at,
      by: office,
      params: { wardCode: 'pernis', date },
      body: { residents, source },
      ifMatch,
      ...input,
    })
  const listed = (query: { readonly [name: string]: string } = {}, wardCode = 'pernis') =>
    send(api, operations.listRegisterFigures, { params: { wardCode }, query })

  it('the register figure of a ward is entered only by the election office, with its source, for a day in the past', async () => {
    const answers = [
      await count('2026-01-01', 4_800, 0, { by: manager }),
      await count('2026-01-01', 4_800, 0, { body: { residents: 4_800 } }),
      await count('2026-01-01', 0, 0),
      await count('2026-03-03', 4_800, 0),
      await count('2026-01-01', 4_800, 0, { params: { wardCode: 'nergens', date: '2026-01-01' } }),
    ]
    expect(answers.map(({ status, body }) => [status, z.object({ code: z.string() }).parse(body).code])).toEqual([
      [403, 'forbidden'],
      [400, 'invalid-request'],
      [400, 'invalid-request'],
      [409, 'register-figure-in-the-future'],
      [404, 'ward-not-found'],
    ])
    expect((await listed()).body).toEqual({ items: [] })
  })

  it('the register figure of a ward is corrected in the version that was seen, and listed newest first', async () => {
    expect(await count('2025-01-01', 4_700, 0)).toMatchObject({ status: 200, headers: { etag: '"1"' } })
    expect(await count('2026-01-01', 4_800, 0)).toMatchObject({ status: 200 })
    expect(await count('2026-01-01', 4_850, 0)).toMatchObject({ status: 412 })
    expect(await count('2026-01-01', 4_850, 1)).toMatchObject({ status: 200, headers: { etag: '"2"' } })
    expect((await listed()).body).toEqual({
      items: [
        { wardCode: 'pernis', date: '2026-01-01', residents: 4_850, source },
        { wardCode: 'pernis', date: '2025-01-01', residents: 4_700, source },
      ],
    })
    const one = await send(api, operations.getRegisterFigure, { params: { wardCode: 'pernis', date: '2026-01-01' } })
    const none = await send(api, operations.getRegisterFigure, { params: { wardCode: 'pernis', date: '2026-02-01' } })
    expect([one.body, none.body]).toMatchObject([{ residents: 4_850 }, { code: 'register-figure-not-found' }])
  })

  it('the register figure of a ward is listed for existing wards only', async () => {
    expect((await listed({}, 'nergens')).body).toMatchObject({ code: 'ward-not-found' })
  })
})

describe('the budget of a ward', () => {
  it('the budget of a ward does not exist before it is set', async () => {
    const none = await send(api, operations.getWardBudget, { params: of2026 })
    const nowhere = await send(api, operations.getWardBudget, { params: { wardCode: 'nergens', year: '2026' } })
    expect([none.body, nowhere.body]).toMatchObject([{ code: 'budget-not-set' }, { code: 'ward-not-found' }])
  })

  it('the budget of a ward is set only by the ward manager of that ward', async () => {
    await giveRole(tables.table, 'elsewhere', 'ward-manager', { ward: 'rozenburg' })
    await giveRole(tables.table, 'former', 'ward-manager', { ward: 'pernis', until: '2026-03-02' })
    await giveRole(tables.table, 'next', 'ward-manager', { ward: 'pernis', from: '2026-03-03' })
    await giveRole(tables.table, 'member', 'member', { ward: 'pernis' })
    const others = ['elsewhere', 'former', 'next', 'member', 'nobody']
    const answers = await Promise.all(others.map((sub) => setBudget(1, 0, { by: { sub, ward: 'pernis' } })))
    const forged = await setBudget(1, 0, {
      claims: { sub: 'forger', ward: 'pernis', 'cognito:groups': '[ward-manager]' },
    })
    expect([...answers, forged].map(({ body }) => body)).toMatchObject([
      { code: 'not-your-ward' },
      { code: 'role-not-in-force' },
      { code: 'role-not-in-force' },
      { code: 'forbidden' },
      { code: 'forbidden' },
      { code: 'forbidden' },
    ])
  })

  it('the budget of a ward needs the version that was seen, and refuses an older one', async () => {
    const blind = await send(api, operations.setWardBudget, {
      at,
      by: manager,
      params: of2026,
      body: { totalCents: 1 },
    })
    expect(blind.status).toBe(428)
    expect(await setBudget(7_000_000, 0)).toMatchObject({ status: 200, headers: { etag: '"1"' } })
    expect(await setBudget(1, 0)).toMatchObject({ status: 412 })
    expect(await setBudget(8_000_000, 1)).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { totalCents: 8_000_000, committedCents: 0, remainingCents: 8_000_000 },
    })
  })

  it('the budget of a ward is set once if two managers set it in parallel', async () => {
    const statuses = (await Promise.all([setBudget(1, 2), setBudget(2, 2), setBudget(3, 2)])).map(
      ({ status }) => status,
    )
    expect(statuses.sort()).toEqual([200, 412, 412])
  })
})
