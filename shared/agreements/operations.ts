// All API operations of ward agreements.
import { actionOperations } from './action-operations.ts'
import { agreementOperations } from './agreement-operations.ts'
import { announceConsultationPoll, consultationOperations } from './consultation-operations.ts'
import { agreementRulesOperations } from './rules/operations.ts'
import { watchOperations } from './watch-operations.ts'

/** All but the one that announces a poll. */
export const ordinaryAgreementsOperations = {
  ...agreementOperations,
  ...consultationOperations,
  ...actionOperations,
  ...watchOperations,
  ...agreementRulesOperations,
} as const

export const agreementsOperations = { ...ordinaryAgreementsOperations, announceConsultationPoll } as const
