// What callers can read about themselves.
import { ageOn, dateInCity } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { getMe as getMeOperation, residentsOperations } from '../../shared/residents/operations.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import { isResident } from '../runtime/caller.ts'
import { implement, reply, serve } from '../runtime/http.ts'

const getMe = (table: Table) =>
  implement(getMeOperation, async ({ caller, now }) => {
    const ward = caller.wardCode === undefined ? undefined : await getWard(table, caller.wardCode)
    return reply(200, {
      id: caller.id,
      ward: ward === undefined ? null : { code: ward.code, name: ward.name },
      age: caller.birthDate === undefined ? null : ageOn(caller.birthDate, dateInCity(now)),
      isVerified: isResident(caller) && ward !== undefined,
      roles: caller.roles,
    })
  })

export const start = (environment: Environment) => serve(residentsOperations, { getMe: getMe(openTable(environment)) })
