// A context that exists only in tests: benches are planned, moved and placed, with an operation for each pipeline.
import * as z from 'zod'
import type { HeldRoles } from '../../../functions/runtime/holder.ts'
import { serve } from '../../../functions/runtime/http.ts'
import { about, change, create, type Keeper, list, listOf, read, together } from '../../../functions/runtime/things.ts'
import { access, type HeldRole } from '../../../shared/api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../../../shared/api/operation.ts'
import { LocalDate } from '../../../shared/kernel/clock.ts'
import { ResidentId, WardCode } from '../../../shared/kernel/ids.ts'
import { machineOf, type StepEvent } from '../../../shared/kernel/machine.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { getItem } from '../../../shared/table/read.ts'
import { type Kept, change as part } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'
import { absent, transact } from '../../../shared/table/write.ts'
import { codeOf } from '../builders/voting/voting.ts'
import { freshTables } from '../engine/engine.ts'
import { type HttpInput, type Persona, send } from './http-event.ts'

export const Bench = z.discriminatedUnion('status', [
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
export type Planned = Extract<Bench, { status: 'planned' }>

const eventFor =
  (type: string) =>
  ({ id }: Bench): StepEvent => ({ type, subject: `benches/${id}`, data: {} })
const { begin, step, machine } = machineOf<Bench>()
export const benches = machine('bench', {
  plan: begin({ to: 'planned', eventFor: eventFor('planned') }),
  move: step({ from: ['planned'], to: 'same', otherwise: 'bench-placed', eventFor: eventFor('moved') }),
  place: step({ from: ['planned'], to: 'placed', otherwise: 'bench-placed', eventFor: eventFor('placed') }),
})

export const key = (id: string) => ({ pk: `BENCH#${id}`, sk: 'BENCH' })
const kept: Kept<Bench> = { schema: Bench, key: ({ id }) => key(id), index: () => ({}) }

const title = { nl: 'Een bankje', en: 'A bench' }
export const operation = operationsOf('wards', {
  'bench-not-found': { status: 404, title },
  'not-your-bench': { status: 403, title },
  'own-bench': { status: 403, title },
  'bench-placed': { status: 409, title },
  'no-benches-left': { status: 409, title },
})
const params = z.strictObject({ benchId: z.string() })
export const PublicBench = z.strictObject({ id: z.string(), place: z.string(), status: z.string() })
const missing = { missing: 'bench-not-found' } as const
export const declared = { summary: title, params, responses: { 200: PublicBench } } as const
export const path = '/benches/{benchId}'

export const operations = {
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
    ...{ id: 'planBench', method: 'POST', path: '/benches', summary: title, access: access.residentOfWard },
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

export const present = ({ id, place, status }: Bench) => ({ id, place, status })

export const ward = 'pernis'
export const people = {
  owner: { sub: 'owner', ward, birthDate: '1980-05-17' },
  'the owner as a manager': { sub: 'owner', ward },
  manager: { sub: 'manager', ward, birthDate: '1980-05-17' },
  'a manager elsewhere': { sub: 'other', ward: 'heijplaat', birthDate: '1980-05-17' },
  'a department': { sub: 'Parks' },
  'another department': { sub: 'Streets' },
  stranger: { sub: 'stranger', ward, birthDate: '1980-05-17' },
} as const satisfies { readonly [name: string]: Persona }

/** The table of the running test, and how many benches may still be placed. */
export const stock: { table: Table; left: number } = { table: (await freshTables()).table, left: 10 }
export const keeper = (): Keeper<{ readonly benchId: string }, Bench> & { readonly rolesOf: HeldRoles } => ({
  table: stock.table,
  kept,
  find: ({ benchId }) => getItem(stock.table, key(benchId), Bench),
  wardOf: ({ wardCode }) => wardCode,
  ownerOf: ({ ownerId }) => ownerId,
  /** Ward managers look after benches, and one of the managers owns a bench. */
  rolesOf: async (id: ResidentId): Promise<readonly HeldRole[]> => {
    const term = { from: LocalDate.parse('2020-01-01'), until: LocalDate.parse('2100-01-01') }
    const wardCode = WardCode.parse(id === 'other' ? 'heijplaat' : ward)
    return ['owner', 'manager', 'other'].includes(id) ? [{ id: '3', role: 'ward-manager', wardCode, ...term }] : []
  },
})
const shy = (): Keeper<{ readonly benchId: string }, Bench> => ({ ...keeper(), isHidden: () => true })
/** In this test a department has the same name as the person who works for it. */
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
  stock.left > 0 ? [] : [part([{ check: key('none'), condition: 'attribute_exists(pk)' }], [], 'no-benches-left')]

export const start = () =>
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

export const planned: Planned = {
  ...{ id: 'b1', version: 1, status: 'planned', place: 'the quay', requestDigest: 'd' },
  ...{ wardCode: WardCode.parse(ward), ownerId: ResidentId.parse('owner') },
}

export const ask = (name: keyof typeof operations, who: keyof typeof people | undefined, input: HttpInput = {}) =>
  send(start(), operations[name], {
    ...(operations[name].path.includes('{') ? { params: { benchId: 'b1' } } : {}),
    ...(who === undefined ? {} : { by: people[who] }),
    ...input,
  })
export const outcome = async (...asked: Parameters<typeof ask>) => {
  const answer = await ask(...asked)
  return answer.status < 300 ? answer.status : codeOf(answer)
}
export const standing = () => getItem(stock.table, key('b1'), Bench)
/** A fresh table with one planned bench. */
export const freshStock = async () => {
  stock.table = (await freshTables()).table
  stock.left = 10
  await transact(stock.table, [{ put: { ...key('b1'), ...planned }, ...absent }])
}
