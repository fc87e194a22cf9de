// The pipelines of things, on things of a context that exists only here: whose they are, which version is meant, what is saved.
import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { serve } from '../../functions/runtime/http.ts'
import { about, change, create, type Keeper, list, listOf, read, together } from '../../functions/runtime/things.ts'
import { access, type HeldRole } from '../../shared/api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../../shared/api/operation.ts'
import { LocalDate } from '../../shared/kernel/clock.ts'
import { ResidentId, WardCode } from '../../shared/kernel/ids.ts'
import { machineOf, type Told } from '../../shared/kernel/machine.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { getItem } from '../../shared/table/read.ts'
import { type Kept, change as part } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { absent, transact } from '../../shared/table/write.ts'
import { codeOf } from '../support/builders/voting.ts'
import { freshTables } from '../support/engine/engine.ts'
import { type HttpInput, type Persona, send } from '../support/services/http-event.ts'

const Bench = z.discriminatedUnion('status', [
  z.object({
    ...{ id: z.string(), version: z.int(), wardCode: WardCode, ownerId: ResidentId, requestDigest: z.string() },
    ...{ status: z.literal('planned'), place: z.string() },
  }),
  z.object({
    ...{ id: z.string(), version: z.int(), wardCode: WardCode, ownerId: ResidentId, requestDigest: z.string() },
    ...{ status: z.literal('placed'), place: z.string() },
  }),
])
type Bench = z.infer<typeof Bench>
type Planned = Extract<Bench, { status: 'planned' }>

const tells =
  (type: string) =>
  ({ id }: Bench): Told => ({ type, subject: `benches/${id}`, data: {} })
const { begin, step, machine } = machineOf<Bench>()
const benches = machine('bench', {
  plan: begin({ to: 'planned', tells: tells('planned') }),
  move: step({ from: ['planned'], to: 'same', otherwise: 'bench-placed', tells: tells('moved') }),
  place: step({ from: ['planned'], to: 'placed', otherwise: 'bench-placed', tells: tells('placed') }),
})

const key = (id: string) => ({ pk: `BENCH#${id}`, sk: 'BENCH' })
const kept: Kept<Bench> = { schema: Bench, key: ({ id }) => key(id), index: () => ({}) }

const title = { nl: 'Een bankje', en: 'A bench' }
const operation = operationsOf('wards', {
  'bench-not-found': { status: 404, title },
  'not-your-bench': { status: 403, title },
  'own-bench': { status: 403, title },
  'bench-placed': { status: 409, title },
  'no-benches-left': { status: 409, title },
})
const params = z.strictObject({ benchId: z.string() })
const PublicBench = z.strictObject({ id: z.string(), place: z.string(), status: z.string() })
const missing = { missing: 'bench-not-found' } as const
const declared = { summary: title, params, responses: { 200: PublicBench } } as const
const path = '/benches/{benchId}'

const operations = {
  getBench: operation({ ...declared, id: 'getBench', method: 'GET', path, access: access.public, about: missing }),
  getOwn: operation({
    ...{ ...declared, id: 'getOwn', method: 'GET', path: `${path}/own`, access: access.owner },
    about: { ...missing, notOwner: 'not-your-bench' },
  }),
  getHidden: operation({
    ...{ ...declared, id: 'getHidden', method: 'GET', path: `${path}/hidden`, access: access.owner, about: missing },
  }),
  judgeBench: operation({
    ...{ ...declared, id: 'judgeBench', method: 'GET', path: `${path}/judged`, access: access.otherWardManager },
    about: { ...missing, isOwner: 'own-bench' },
  }),
  lookAfter: operation({
    ...{ ...declared, id: 'lookAfter', method: 'GET', path: `${path}/care`, access: access.municipality },
    about: missing,
  }),
  moveBench: operation({
    ...{ ...declared, id: 'moveBench', method: 'PATCH', path, access: access.wardManager, about: missing },
    ...{ requires: 'if-match', body: z.strictObject({ place: z.string() }), refusals: ['bench-placed'] },
  }),
  shiftBench: operation({
    ...{ ...declared, id: 'shiftBench', method: 'POST', path: `${path}/_shift`, access: access.wardManager },
    ...{ about: missing, body: z.strictObject({ place: z.string() }), refusals: ['bench-placed'] },
  }),
  placeBench: operation({
    ...{ ...declared, id: 'placeBench', method: 'POST', path: `${path}/_place`, access: access.wardManager },
    ...{ about: missing, requires: 'if-match', refusals: ['bench-placed', 'no-benches-left'] },
    responses: { 204: z.undefined() },
  }),
  planBench: operation({
    ...{ id: 'planBench', method: 'POST', path: '/benches', summary: title, access: access.wardManager },
    ...{ requires: 'idempotency-key', body: z.strictObject({ place: z.string() }), refusals: ['no-benches-left'] },
    responses: { 201: PublicBench },
  }),
  listBenches: operation({
    ...{ id: 'listBenches', method: 'GET', path: '/benches', summary: title, access: access.public },
    ...{ query: z.strictObject(pageQuery), responses: { 200: pageOf(PublicBench) } },
  }),
  listLegs: operation({
    ...{ id: 'listLegs', method: 'GET', path: `${path}/legs`, summary: title, access: access.wardManager },
    ...{ about: missing, params, query: z.strictObject(pageQuery), responses: { 200: pageOf(PublicBench) } },
  }),
} as const

const present = ({ id, place, status }: Bench) => ({ id, place, status })

const ward = 'pernis'
const people = {
  owner: { sub: 'owner', ward, birthDate: '1980-05-17' },
  'the owner as a manager': { sub: 'owner', ward, roles: ['ward-manager'] },
  manager: { sub: 'manager', ward, roles: ['ward-manager'] },
  'a manager elsewhere': { sub: 'other', ward: 'heijplaat', roles: ['ward-manager'] },
  'a department': { sub: 'Parks' },
  'another department': { sub: 'Streets' },
  stranger: { sub: 'stranger', ward, birthDate: '1980-05-17' },
} as const satisfies { readonly [name: string]: Persona }

let table: Table
let left = 10
const keeper = (): Keeper<{ readonly benchId: string }, Bench> => ({
  table,
  kept,
  find: ({ benchId }) => getItem(table, key(benchId), Bench),
  wardOf: ({ wardCode }) => wardCode,
  ownerOf: ({ ownerId }) => ownerId,
})
const shy = (): Keeper<{ readonly benchId: string }, Bench> => ({ ...keeper(), isHidden: () => true })
/** Departments are called as those who work for them. */
const caredFor = () => ({
  ...keeper(),
  departmentOf: () => 'parks ',
  rolesOf: async (id: ResidentId): Promise<readonly HeldRole[]> => {
    const term = { from: LocalDate.parse('2020-01-01'), until: LocalDate.parse('2100-01-01') }
    if (id === 'manager' || id === 'other')
      return [{ id: '1', role: 'ward-manager', wardCode: WardCode.parse(id === 'other' ? 'heijplaat' : ward), ...term }]
    return [{ id: '2', role: 'department', wardCode: null, department: id, ...term }]
  },
})
const useOne = () =>
  left > 0 ? [] : [part([{ check: key('none'), condition: 'attribute_exists(pk)' }], [], 'no-benches-left')]

const start = () =>
  serve(operations, {
    getBench: read(operations.getBench, keeper(), present),
    getOwn: read(operations.getOwn, keeper(), present),
    getHidden: read(operations.getHidden, shy(), present),
    judgeBench: about(operations.judgeBench, keeper(), ({ thing }) => ({ status: 200, body: present(thing) })),
    lookAfter: about(operations.lookAfter, caredFor(), ({ thing }) => ({ status: 200, body: present(thing) })),
    moveBench: change(
      operations.moveBench,
      keeper(),
      ({ thing, body }) => benches.take('move', thing, (it: Planned) => ({ ...it, ...body })),
      present,
    ),
    shiftBench: change(
      operations.shiftBench,
      keeper(),
      ({ thing, body }) => benches.take('move', thing, (it: Planned) => ({ ...it, ...body })),
      present,
    ),
    placeBench: change(
      operations.placeBench,
      keeper(),
      ({ thing }) => {
        const taken = benches.take('place', thing, (it) => it)
        return taken.refused ? taken : together(taken, ...useOne())
      },
      () => undefined,
    ),
    planBench: create(
      operations.planBench,
      keeper(),
      ({ body, wardCode, createdId, requestDigest, caller }) =>
        body.place === 'nowhere'
          ? refuse('no-benches-left')
          : together(
              benches.begin('plan', { ...body, id: createdId, wardCode, requestDigest, ownerId: caller.id }),
              ...useOne(),
            ),
      present,
      ({ id }) => `/benches/${id}`,
    ),
    listBenches: list(
      operations.listBenches,
      async ({ query }) =>
        query.cursor === undefined ? { items: [{ ...planned, place: 'here' }], cursor: 'next' } : 'invalid-cursor',
      present,
    ),
    listLegs: listOf(
      operations.listLegs,
      keeper(),
      async ({ thing }) => ({ items: [{ ...thing, id: `${thing.id}-leg` }], cursor: undefined }),
      present,
    ),
  })

const planned: Planned = {
  ...{ id: 'b1', version: 1, status: 'planned', place: 'the quay', requestDigest: 'd' },
  ...{ wardCode: WardCode.parse(ward), ownerId: ResidentId.parse('owner') },
}

const ask = (name: keyof typeof operations, who: keyof typeof people | undefined, input: HttpInput = {}) =>
  send(start(), operations[name], {
    ...(operations[name].path.includes('{') ? { params: { benchId: 'b1' } } : {}),
    ...(who === undefined ? {} : { by: people[who] }),
    ...input,
  })
const outcome = async (...asked: Parameters<typeof ask>) => {
  const answer = await ask(...asked)
  return answer.status < 300 ? answer.status : codeOf(answer)
}
const standing = () => getItem(table, key('b1'), Bench)

beforeEach(async () => {
  table = (await freshTables()).table
  left = 10
  await transact(table, [{ put: { ...key('b1'), ...planned }, ...absent }])
})

describe('a thing', () => {
  it('is shown with its version as its tag', async () => {
    const { status, body, headers } = await ask('getBench', undefined)
    expect([status, body, headers.etag]).toEqual([200, present(planned), '"1"'])
  })

  it('that is not there is refused as its operation says', async () => {
    expect(await outcome('getBench', undefined, { params: { benchId: 'b2' } })).toBe('bench-not-found')
  })

  it.each([
    ['getOwn', 'owner', 200],
    ['getOwn', 'stranger', 'not-your-bench'],
    ['getHidden', 'owner', 200],
    ['getHidden', 'stranger', 'bench-not-found'],
    ['judgeBench', 'manager', 200],
    ['judgeBench', 'the owner as a manager', 'own-bench'],
    ['judgeBench', 'a manager elsewhere', 'not-your-ward'],
    ['lookAfter', 'manager', 200],
    ['lookAfter', 'a department', 200],
    ['lookAfter', 'another department', 'not-your-department'],
    ['lookAfter', 'a manager elsewhere', 'not-your-ward'],
    ['listLegs', 'manager', 200],
    ['listLegs', 'a manager elsewhere', 'not-your-ward'],
    ['listLegs', 'stranger', 'forbidden'],
  ] as const)('%s by %s: %s', async (name, who, expected) => {
    expect(await outcome(name, who)).toBe(expected)
  })

  it('of an operation that does not say what it is about is a fault', async () => {
    const unsaid = operation({ ...declared, id: 'unsaid', method: 'GET', path, access: access.public })
    const handler = serve({ unsaid }, { unsaid: read(unsaid, keeper(), present) })
    expect((await send(handler, unsaid, { params: { benchId: 'b1' } })).status).toBe(500)
  })
})

describe('a list', () => {
  it('is a page with its cursor, each item as it may be seen', async () => {
    expect((await ask('listBenches', undefined)).body).toEqual({
      items: [{ id: 'b1', place: 'here', status: 'planned' }],
      cursor: 'next',
    })
  })

  it('does not go on from a cursor that nobody gave', async () => {
    expect(await outcome('listBenches', undefined, { query: { cursor: 'x' } })).toBe('invalid-cursor')
  })

  it('of a thing is made of that thing', async () => {
    expect((await ask('listLegs', 'manager')).body).toEqual({
      items: [{ id: 'b1-leg', place: 'the quay', status: 'planned' }],
    })
  })
})

describe('a change', () => {
  const move = (place: string, more: HttpInput = {}) =>
    ask('moveBench', 'manager', { body: { place }, ifMatch: 1, ...more })

  it('is saved as a step, and answered with the new version', async () => {
    const { status, body, headers } = await move('the park')
    expect([status, headers.etag]).toEqual([200, '"2"'])
    expect(body).toEqual({ id: 'b1', place: 'the park', status: 'planned' })
    expect(await standing()).toMatchObject({ version: 2, place: 'the park' })
  })

  it('of another version than the client has seen is refused, and nothing changes', async () => {
    expect(await outcome('moveBench', 'manager', { body: { place: 'x' }, ifMatch: 2 })).toBe('changed-meanwhile')
    expect(await standing()).toEqual(planned)
  })

  it('that asks for no version takes the thing as it is', async () => {
    const { status, headers } = await ask('shiftBench', 'manager', { body: { place: 'the park' } })
    expect([status, headers.etag]).toEqual([200, '"2"'])
  })

  it('without a version where one is asked for is refused', async () => {
    expect(await outcome('moveBench', 'manager', { body: { place: 'x' } })).toBe('precondition-required')
  })

  it('that says what is there already changes nothing, not even the version', async () => {
    const { status, headers } = await move('the quay')
    expect([status, headers.etag]).toEqual([200, '"1"'])
    expect(await standing()).toEqual(planned)
  })

  it('by a verb counts, though it says what is there already', async () => {
    const { headers } = await ask('shiftBench', 'manager', { body: { place: 'the quay' } })
    expect(headers.etag).toBe('"2"')
  })

  it('without a body is answered by 204 with the version', async () => {
    const { status, headers } = await ask('placeBench', 'manager', { ifMatch: 1 })
    expect([status, headers.etag]).toEqual([204, '"2"'])
    expect(await standing()).toMatchObject({ status: 'placed' })
  })

  it('is refused as its machine says', async () => {
    await ask('placeBench', 'manager', { ifMatch: 1 })
    expect(await outcome('placeBench', 'manager', { ifMatch: 2 })).toBe('bench-placed')
  })

  it('happens with what belongs to it, or not at all', async () => {
    left = 0
    expect(await outcome('placeBench', 'manager', { ifMatch: 1 })).toBe('no-benches-left')
    expect(await standing()).toEqual(planned)
  })

  it('by somebody of another ward does not happen', async () => {
    expect(await outcome('moveBench', 'a manager elsewhere', { body: { place: 'x' }, ifMatch: 1 })).toBe(
      'not-your-ward',
    )
    expect(await standing()).toEqual(planned)
  })
})

describe('what somebody makes', () => {
  const plan = (place: string, idempotencyKey = 'the-first-bench', who: keyof typeof people = 'manager') =>
    ask('planBench', who, { body: { place }, idempotencyKey })

  it('lies in their own ward, under an address, with its version', async () => {
    const { status, headers, body } = await plan('the park')
    const { id } = PublicBench.parse(body)
    expect([status, headers.etag, headers.location]).toEqual([201, '"1"', `/v1/benches/${id}`])
    expect(await getItem(table, key(id), Bench)).toMatchObject({ wardCode: ward, ownerId: 'manager', version: 1 })
  })

  it('is made once, however often it is asked for; the answer is the thing as it stands', async () => {
    const first = await plan('the park')
    const { id } = PublicBench.parse(first.body)
    await ask('shiftBench', 'manager', { params: { benchId: id }, body: { place: 'the square' } })
    const again = await plan('the park')
    expect([again.status, again.headers.etag]).toEqual([201, '"2"'])
    expect(again.body).toEqual({ id, place: 'the square', status: 'planned' })
  })

  it('under a key that was used for something else is refused', async () => {
    await plan('the park')
    expect(codeOf(await plan('the pond'))).toBe('idempotency-key-reused')
  })

  it('is another thing under another key, or of somebody else', async () => {
    const ids = [
      await plan('the park'),
      await plan('the park', 'the-second-bench'),
      await plan('the park', 'the-first-bench', 'a manager elsewhere'),
    ]
    expect(new Set(ids.map(({ body }) => PublicBench.parse(body).id)).size).toBe(3)
  })

  it('is refused to somebody without a ward', async () => {
    const answer = await send(start(), operations.planBench, {
      by: { sub: 'x', roles: ['ward-manager'] },
      body: { place: 'x' },
    })
    expect(codeOf(answer)).toBe('not-your-ward')
  })

  it('is refused as the decision says, and as what belongs to it says', async () => {
    expect(codeOf(await plan('nowhere'))).toBe('no-benches-left')
    left = 0
    expect(codeOf(await plan('the park'))).toBe('no-benches-left')
  })
})
