// All API operations of ward agreements, for the unit that serves them.
import { actionOperations } from './action-operations.ts'
import { agreementOperations } from './agreement-operations.ts'
import { agreementRulesOperations } from './rules/operations.ts'
import { watchOperations } from './watch-operations.ts'

export const agreementsOperations = {
  ...agreementOperations,
  ...actionOperations,
  ...watchOperations,
  ...agreementRulesOperations,
} as const
