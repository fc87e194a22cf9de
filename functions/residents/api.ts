// What somebody may know about themselves.
import { ageOn, dateInCity } from '../../shared/kernel/clock.ts'
import { getMe as getMeOperation, residentsOperations } from '../../shared/residents/operations.ts'
import { openTable } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import { isResident } from '../runtime/caller.ts'
import { implement, reply, serve } from '../runtime/http.ts'

const table = openTable(process.env)

const getMe = implement(getMeOperation, async ({ caller, now }) => {
  const ward = caller.wardCode === undefined ? undefined : await getWard(table, caller.wardCode)
  return reply(200, {
    id: caller.id,
    ward: ward === undefined ? null : { code: ward.code, name: ward.name },
    age: caller.birthDate === undefined ? null : ageOn(caller.birthDate, dateInCity(now)),
    isVerified: isResident(caller) && ward !== undefined,
    roles: caller.roles,
  })
})

export const handler = serve(residentsOperations, { getMe })
