// API operations of the signed-in person on themselves. `GET /me/polls` is in voting, `GET /me/initiatives` in initiatives.
import * as z from 'zod'
import { access, Role } from '../api/access.ts'
import { operationsOf } from '../api/operation.ts'
import { ResidentId, WardCode } from '../kernel/ids.ts'

const operation = operationsOf('residents', {})

/** The signed-in person. The age instead of the birth date: that is enough to know what they may do. */
const Me = z
  .strictObject({
    id: ResidentId,
    ward: z.strictObject({ code: WardCode, name: z.string() }).nullable(),
    age: z.int().min(0).max(150).nullable(),
    isVerified: z.boolean().meta({ description: 'Whether the city has verified both my ward and my birth date.' }),
    roles: z.array(Role).readonly(),
  })
  .meta({ id: 'Me' })

export const getMe = operation({
  id: 'getMe',
  method: 'GET',
  path: '/me',
  summary: { nl: 'Wie ik ben', en: 'Who I am' },
  description:
    'What the token and the city say about me: my ward, my age and my roles, and whether they have been verified.',
  access: access.self,
  responses: { 200: Me },
})

export const residentsOperations = { getMe } as const
