import { beforeAll, describe, expect, it } from 'vitest'
import { start } from '../../functions/residents/api.ts'
import { start as seedWards } from '../../functions/wards/seed-wards.ts'
import { getMe } from '../../shared/residents/operations.ts'
import { freshTables, tableEnvironment } from '../support/engine/engine.ts'
import { underRights } from '../support/engine/guarded.ts'
import { type Handler, send } from '../support/services/http-event.ts'

let api: Handler

beforeAll(async () => {
  const tables = await freshTables()
  const environment = tableEnvironment(tables)
  await seedWards(environment)(undefined, {})
  api = start(underRights('residents-api', environment))
})

describe('who I am', () => {
  it('who I am is refused without a token', async () => {
    expect((await send(api, getMe)).status).toBe(401)
  })

  it('who I am has the name of my ward, my age today in the city and my roles, but not my birth date', async () => {
    const by = { sub: 'ada', ward: 'pernis', birthDate: '2010-03-18', roles: ['moderator'] } as const
    const [dayBefore, birthday] = [
      await send(api, getMe, { by, at: '2026-03-17T22:59:59Z' }),
      await send(api, getMe, { by, at: '2026-03-17T23:00:00Z' }),
    ]
    expect(dayBefore.body).toEqual({
      id: 'ada',
      ward: { code: 'pernis', name: 'Pernis' },
      age: 15,
      isVerified: true,
      roles: ['moderator'],
    })
    expect(birthday.body).toMatchObject({ age: 16 })
  })

  it('who I am is unverified without a ward or a birth date', async () => {
    const without = await send(api, getMe, { by: { sub: 'ada' } })
    const half = await send(api, getMe, { by: { sub: 'ada', ward: 'pernis' } })
    expect(without.body).toEqual({ id: 'ada', ward: null, age: null, isVerified: false, roles: [] })
    expect(half.body).toMatchObject({ isVerified: false, ward: { code: 'pernis' } })
  })

  it.each(['2026-03-18', '2031-01-01', '9998-12-31', '0001-01-01', '1895-03-16'])(
    'who I am is unverified, without an age or a fault, if the register gives the birth date %s',
    async (birthDate) => {
      const me = await send(api, getMe, { by: { sub: 'ada', ward: 'pernis', birthDate }, at: '2026-03-17T12:00:00Z' })
      expect([me.status, me.body]).toMatchObject([200, { age: null, isVerified: false }])
    },
  )

  it('who I am is unverified in an unknown ward', async () => {
    const by = { sub: 'ada', ward: 'nergenshuizen', birthDate: '1990-01-01' }
    expect((await send(api, getMe, { by })).body).toMatchObject({ ward: null, isVerified: false })
  })
})
