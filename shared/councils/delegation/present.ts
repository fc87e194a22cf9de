// Public views of delegations and the decisions under them, without persons.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { DecisionId, DelegatedDecisionId, InitiativeId, WardCode } from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import type { DelegatedDecision } from './delegated-decision.ts'
import type { Delegation } from './delegation.ts'

export const PublicDelegation = z
  .strictObject({
    id: DecisionId,
    wardCode: WardCode,
    status: z.enum(['given', 'revoked']),
    upToCents: Cents,
    from: LocalDate,
    until: LocalDate,
    revokedBy: DecisionId.optional().meta({ description: 'The decision that took it back, if one did.' }),
    revokedAt: Instant.optional().meta({ description: 'From when on nothing can be decided under it.' }),
  })
  .meta({ id: 'Delegation' })

export const presentDelegation = ({ version: _, ...delegation }: Delegation): z.input<typeof PublicDelegation> =>
  delegation

export const PublicDelegatedDecision = z
  .strictObject({
    id: DelegatedDecisionId,
    wardCode: WardCode,
    status: z.enum(['standing', 'objected', 'confirmed', 'disapproved']),
    delegationId: DecisionId,
    initiativeId: InitiativeId,
    title: z.string(),
    outcome: z.enum(['award', 'decline']),
    amountCents: Cents.optional(),
    decidedAt: Instant,
    objectUntil: LocalDate,
    isSuspendedByObjection: z.boolean(),
    objectedAt: Instant.optional().meta({ description: 'When the council objected, if it did.' }),
    reason: z.string().optional().meta({ description: 'Why the council objected.' }),
    settledBy: DecisionId.optional().meta({ description: 'The decision of the formal meeting about the objection.' }),
  })
  .meta({ id: 'DelegatedDecision' })

export const presentDelegated = (decision: DelegatedDecision): z.input<typeof PublicDelegatedDecision> => {
  const { id, wardCode, status, delegationId, initiativeId, title, outcome, amountCents, decidedAt } = decision
  const { objectUntil, isSuspendedByObjection } = decision
  return {
    ...{ id, wardCode, status, delegationId, initiativeId, title, outcome, decidedAt, objectUntil },
    isSuspendedByObjection,
    ...(amountCents === undefined ? {} : { amountCents }),
    ...('objection' in decision ? { objectedAt: decision.objection.at, reason: decision.objection.reason } : {}),
    ...('settledBy' in decision ? { settledBy: decision.settledBy } : {}),
  }
}
