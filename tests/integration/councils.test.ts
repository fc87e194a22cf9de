// Meetings of a ward council through their handler, on the real engine.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { start } from '../../functions/councils/api.ts'
import { start as startSeeding } from '../../functions/wards/seed-wards.ts'
import { councilsOperations as operations } from '../../shared/councils/operations.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { giveRole } from '../support/builders/ward-roles.ts'
import { freshTables, type Tables, tableEnvironment } from '../support/engine/engine.ts'
import { type Handler, type HttpInput, send } from '../support/services/http-event.ts'

let tables: Tables
let api: Handler

beforeAll(async () => {
  tables = await freshTables()
  const environment = tableEnvironment(tables)
  api = start(environment)
  await startSeeding(environment)(undefined, {})
  for (const ward of ['pernis', 'overschie']) await giveRole(tables.table, 'council', 'coordinator', { ward })
  await giveRole(tables.table, 'elsewhere', 'coordinator', { ward: 'heijplaat' })
})

const at = '2026-06-01T09:00:00Z'
const council = { sub: 'council', ward: 'pernis' } as const
const body = {
  kind: 'formal',
  startsAt: '2026-06-10T19:30:00+02:00',
  place: 'Wijkhub Pernis',
  agenda: [
    { title: 'Een bank in het park', purpose: 'decision', isAboutPersons: false },
    { title: 'Verkeer', purpose: 'discussion', isAboutPersons: false },
  ],
}
const Shown = z.object({ id: z.string(), status: z.string(), startsAt: z.string() })
const convene = (input: HttpInput = {}) => send(api, operations.conveneMeeting, { at, by: council, body, ...input })
const convened = async (input: HttpInput = {}) => Shown.parse((await convene(input)).body)
const cancel = (meetingId: string, ifMatch: number, input: HttpInput = {}) =>
  send(api, operations.cancelMeeting, {
    at,
    by: council,
    params: { meetingId },
    ifMatch,
    body: { reason: 'De wijkhub is die avond dicht.' },
    ...input,
  })

describe('a meeting that a ward council convenes', () => {
  it('a meeting that a ward council convenes can be read by everyone, with its agenda and the deadline for speakers', async () => {
    const { id } = await convened()
    const read = await send(api, operations.getMeeting, { params: { meetingId: id } })
    expect(read).toMatchObject({
      status: 200,
      body: {
        wardCode: 'pernis',
        status: 'convened',
        startsAt: '2026-06-10T17:30:00.000Z',
        convenedAt: '2026-06-01T09:00:00.000Z',
        speakersRegisterBy: '2026-06-10T10:00:00.000Z',
        agenda: [
          { number: 1, title: 'Een bank in het park', needsNoQuorum: false, isForRatification: false },
          { number: 2, title: 'Verkeer' },
        ],
      },
    })
  })

  it('a meeting that a ward council convenes is created once, however often the request is sent; another request with the same key is refused', async () => {
    const idempotencyKey = '5b7b0c2e-51c8-4d7a-9b1e-0d6a1d2f3a4b'
    const [first, again] = [await convened({ idempotencyKey }), await convened({ idempotencyKey })]
    expect(again.id).toBe(first.id)
    const other = await convene({ idempotencyKey, body: { ...body, place: 'Elders' } })
    expect(other).toMatchObject({ body: { code: 'idempotency-key-reused' } })
  })

  it('a meeting that a ward council convenes cannot be in the past or in an unknown ward', async () => {
    const past = await convene({ body: { ...body, startsAt: '2026-06-01T10:59:59+02:00' } })
    expect(past).toMatchObject({ status: 409, body: { code: 'meeting-in-the-past' } })
    const nowhere = await convene({ by: { ...council, ward: 'nergenshuizen' } })
    expect(nowhere).toMatchObject({ status: 404, body: { code: 'ward-not-found' } })
  })

  it('a meeting that a ward council convenes keeps its address and time when it is cancelled, states the reason, and is cancelled once', async () => {
    const { id, startsAt } = await convened()
    expect(await cancel(id, 7)).toMatchObject({ status: 412 })
    expect(await cancel(id, 1, { by: { sub: 'elsewhere' } })).toMatchObject({
      body: { code: 'not-your-ward' },
    })
    expect(await cancel(id, 1)).toMatchObject({
      status: 200,
      body: { id, startsAt, status: 'cancelled', reason: 'De wijkhub is die avond dicht.' },
    })
    expect(await cancel(id, 2)).toMatchObject({ status: 409, body: { code: 'meeting-not-awaited' } })
  })

  it('a meeting that a ward council convenes has an event for each step', async () => {
    const { id } = await convened()
    await cancel(id, 1)
    const EventDetail = z.object({ type: z.string(), subject: z.string(), data: z.object({ status: z.string() }) })
    const published = (await eventsIn(tables.table))
      .filter(({ detail }) => detail.includes(`meetings/${id}`))
      .map(({ detail }) => EventDetail.parse(JSON.parse(detail)))
    expect(new Set(published.map(({ type }) => type))).toEqual(new Set(['nl.wijk.councils.meeting-changed.v1']))
    expect(published.map(({ data }) => data.status).toSorted()).toEqual(['cancelled', 'convened'])
  })
})

describe('the meetings of a ward', () => {
  it('the meetings of a ward are listed latest first, including cancelled ones and two at the same time', async () => {
    const by = { ...council, ward: 'overschie' }
    const hours = ['2026-07-01T19:30:00+02:00', '2026-09-01T19:30:00+02:00', '2026-09-01T19:30:00+02:00']
    const made = await Promise.all(hours.map((startsAt) => convened({ by, body: { ...body, startsAt } })))
    await cancel(made[0]?.id ?? '', 1, { by })
    const listed = await send(api, operations.listMeetings, { query: { wardCode: 'overschie' } })
    const items = z.object({ items: z.array(Shown) }).parse(listed.body).items
    expect(items.map(({ startsAt, status }) => [startsAt, status])).toEqual([
      ['2026-09-01T17:30:00.000Z', 'convened'],
      ['2026-09-01T17:30:00.000Z', 'convened'],
      ['2026-07-01T17:30:00.000Z', 'cancelled'],
    ])
  })
})
