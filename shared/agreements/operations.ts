// What the API offers of ward agreements, put together for the unit that serves it.
import { actionOperations } from './action-operations.ts'
import { agreementOperations } from './agreement-operations.ts'
import { watchOperations } from './watch-operations.ts'

export const agreementsOperations = { ...agreementOperations, ...actionOperations, ...watchOperations } as const
