// The pipelines for things, tested with a context that exists only in this file: ownership, versions, saving.
import { beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { serve } from '../../functions/runtime/http.ts'
import { change as changing, create, read, together } from '../../functions/runtime/things.ts'
import { access } from '../../shared/api/access.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { getItem } from '../../shared/table/read.ts'
import { change as part } from '../../shared/table/save.ts'
import { absent } from '../../shared/table/write.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import {
  ask,
  Bench,
  benches,
  declared,
  freshStock,
  keeper,
  key,
  operation,
  operations,
  outcome,
  type Planned,
  PublicBench,
  path,
  people,
  planned,
  present,
  standing,
  start,
  stock,
  ward,
} from '../support/services/benches.ts'
import { type HttpInput, send } from '../support/services/http-event.ts'

beforeEach(freshStock)

describe('a thing', () => {
  it('a thing is shown with its version as ETag', async () => {
    const { status, body, headers } = await ask('getBench', undefined)
    expect([status, body, headers.etag]).toEqual([200, present(planned), '"1"'])
  })

  it('a thing that does not exist is refused as its operation says', async () => {
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

  it('a thing whose operation does not declare what it is about causes a fault', async () => {
    const unsaid = operation({ ...declared, id: 'unsaid', method: 'GET', path, access: access.public })
    const handler = serve({ unsaid }, { unsaid: read(unsaid, keeper(), present) })
    expect((await send(handler, unsaid, { params: { benchId: 'b1' } })).status).toBe(500)
  })
})

describe('a list', () => {
  it('a list is a page with a cursor and the public form of each item', async () => {
    expect((await ask('listBenches', undefined)).body).toEqual({
      items: [{ id: 'b1', place: 'here', status: 'planned' }],
      cursor: 'next',
    })
  })

  it('a list refuses a forged cursor', async () => {
    expect(await outcome('listBenches', undefined, { query: { cursor: 'x' } })).toBe('invalid-cursor')
  })

  it('a list of parts is made from its thing', async () => {
    expect((await ask('listLegs', 'manager')).body).toEqual({
      items: [{ id: 'b1-leg', place: 'the quay', status: 'planned' }],
    })
  })
})

describe('a change', () => {
  const move = (place: string, more: HttpInput = {}) =>
    ask('moveBench', 'manager', { body: { place }, ifMatch: 1, ...more })

  it('a change is saved as a step and answered with the new version', async () => {
    const { status, body, headers } = await move('the park')
    expect([status, headers.etag]).toEqual([200, '"2"'])
    expect(body).toEqual({ id: 'b1', place: 'the park', status: 'planned' })
    expect(await standing()).toMatchObject({ version: 2, place: 'the park' })
  })

  it('a change of another version than the client has seen is refused and changes nothing', async () => {
    expect(await outcome('moveBench', 'manager', { body: { place: 'x' }, ifMatch: 2 })).toBe('changed-meanwhile')
    expect(await standing()).toEqual(planned)
  })

  it('a change that requires no version applies to the current version', async () => {
    const { status, headers } = await ask('shiftBench', 'manager', { body: { place: 'the park' } })
    expect([status, headers.etag]).toEqual([200, '"2"'])
  })

  it('a change without a required version is refused', async () => {
    expect(await outcome('moveBench', 'manager', { body: { place: 'x' } })).toBe('precondition-required')
  })

  it('a change to the same values changes nothing, not even the version', async () => {
    const { status, headers } = await move('the quay')
    expect([status, headers.etag]).toEqual([200, '"1"'])
    expect(await standing()).toEqual(planned)
  })

  it('a change to the same values is a step if something else changes with it', async () => {
    const recarved = operation({
      ...{ ...declared, id: 'recarved', method: 'PATCH', path, access: access.wardManager },
      ...{ about: { missing: 'bench-not-found' }, refusals: ['bench-placed'] },
    })
    const sign = part([{ put: { pk: 'BENCH#b1', sk: 'SIGN' }, ...absent }], [], 'no-benches-left')
    const handler = serve(
      { recarved },
      {
        recarved: changing(
          recarved,
          keeper(),
          ({ thing }) => {
            const taken = benches.take('move', thing, (it: Planned) => it)
            return taken.refused ? taken : together(taken, sign)
          },
          present,
        ),
      },
    )
    const { status, headers } = await send(handler, recarved, { by: people.manager, params: { benchId: 'b1' } })
    expect([status, headers.etag]).toEqual([200, '"2"'])
    expect(await getItem(stock.table, { pk: 'BENCH#b1', sk: 'SIGN' }, z.object({ sk: z.string() }))).toBeDefined()
  })

  it('a change by a verb is a step even if the values stay the same', async () => {
    const { headers } = await ask('shiftBench', 'manager', { body: { place: 'the quay' } })
    expect(headers.etag).toBe('"2"')
  })

  it('a change without an answer body gets 204 with the version', async () => {
    const { status, headers } = await ask('placeBench', 'manager', { ifMatch: 1 })
    expect([status, headers.etag]).toEqual([204, '"2"'])
    expect(await standing()).toMatchObject({ status: 'placed' })
  })

  it('a change is refused as its machine says', async () => {
    await ask('placeBench', 'manager', { ifMatch: 1 })
    expect(await outcome('placeBench', 'manager', { ifMatch: 2 })).toBe('bench-placed')
  })

  it('a change happens together with its other parts, or not at all', async () => {
    stock.left = 0
    expect(await outcome('placeBench', 'manager', { ifMatch: 1 })).toBe('no-benches-left')
    expect(await standing()).toEqual(planned)
  })

  it('a change by somebody of another ward is refused', async () => {
    expect(await outcome('moveBench', 'a manager elsewhere', { body: { place: 'x' }, ifMatch: 1 })).toBe(
      'not-your-ward',
    )
    expect(await standing()).toEqual(planned)
  })
})

describe('a new thing', () => {
  const plan = (place: string, idempotencyKey = 'the-first-bench', who: keyof typeof people = 'manager') =>
    ask('planBench', who, { body: { place }, idempotencyKey })

  it('a new thing is in its creator’s ward, and has an address and a version', async () => {
    const { status, headers, body } = await plan('the park')
    const { id } = PublicBench.parse(body)
    expect([status, headers.etag, headers.location]).toEqual([201, '"1"', `/v1/benches/${id}`])
    expect(await getItem(stock.table, key(id), Bench)).toMatchObject({ wardCode: ward, ownerId: 'manager', version: 1 })
  })

  it('a new thing is created once, however often the request is sent, and the answer is its present state', async () => {
    const first = await plan('the park')
    const { id } = PublicBench.parse(first.body)
    await ask('shiftBench', 'manager', { params: { benchId: id }, body: { place: 'the square' } })
    const again = await plan('the park')
    expect([again.status, again.headers.etag]).toEqual([201, '"2"'])
    expect(again.body).toEqual({ id, place: 'the square', status: 'planned' })
  })

  it('a new thing with a key that was used for something else is refused', async () => {
    await plan('the park')
    expect(codeOf(await plan('the pond'))).toBe('idempotency-key-reused')
  })

  it('a new thing is separate for another key or another person', async () => {
    const ids = [
      await plan('the park'),
      await plan('the park', 'the-second-bench'),
      await plan('the park', 'the-first-bench', 'a manager elsewhere'),
    ]
    expect(new Set(ids.map(({ body }) => PublicBench.parse(body).id)).size).toBe(3)
  })

  it('a new thing is refused to somebody without a ward', async () => {
    const answer = await send(start(), operations.planBench, {
      by: { sub: 'x', birthDate: '1980-05-17' },
      body: { place: 'x' },
    })
    expect(codeOf(answer)).toBe('residence-not-verified')
  })

  it('a new thing needs no ward if its operation is not for wards', async () => {
    const donate = operation({
      ...{ id: 'donate', method: 'POST', path: '/benches/_donate', summary: declared.summary, access: access.self },
      ...{ requires: 'idempotency-key', refusals: ['no-benches-left'], responses: { 201: PublicBench } },
    })
    const wards: unknown[] = []
    const begin = ({ wardCode }: { readonly wardCode: undefined }) => {
      wards.push(wardCode)
      return refuse('no-benches-left')
    }
    const handler = serve(
      { donate },
      { donate: create(donate, keeper(), begin, present, ({ id }) => `/benches/${id}`) },
    )
    for (const by of [{ sub: 'x' }, people.owner])
      expect(codeOf(await send(handler, donate, { by }))).toBe('no-benches-left')
    expect(wards).toEqual([undefined, undefined])
  })

  it('a new thing is refused with the refusal of the decision or of its other parts', async () => {
    expect(codeOf(await plan('nowhere'))).toBe('no-benches-left')
    stock.left = 0
    expect(codeOf(await plan('the park'))).toBe('no-benches-left')
  })
})
