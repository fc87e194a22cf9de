import { type DomainEvent, event } from '../../events/envelope.ts'
import { initiativeRulesPublished, initiativeRulesWithdrawn } from '../../events/wards.ts'
import { dateInCity, type Instant } from '../kernel/clock.ts'
import type { WardCode } from '../kernel/ids.ts'
import { accept, type Decision, refuse } from '../kernel/refusals.ts'
import type { InitiativeRules } from './initiative-rules.ts'

/** The event data of a published rule set. */
export const rulesPublished = (wardCode: WardCode, { regime, validFrom }: InitiativeRules): DomainEvent =>
  event(initiativeRulesPublished, `wards/${wardCode}/rules/${validFrom}`, { wardCode, regime, validFrom })

/** Publishes a rule set of a ward. Rules are not retroactive: today's cases started under the rules of today. */
export const publishRules = (
  wardCode: WardCode,
  rules: InitiativeRules,
  now: Instant,
): Decision<InitiativeRules, DomainEvent, 'rules-in-the-past'> => {
  const today = dateInCity(now)
  return rules.validFrom < today
    ? refuse('rules-in-the-past', { today })
    : accept(rules, rulesPublished(wardCode, rules))
}

/** Withdraws a rule set before its first day. From that day on it is final: initiatives may have been submitted under it. */
export const withdrawRules = (
  wardCode: WardCode,
  { regime, validFrom }: InitiativeRules,
  now: Instant,
): Decision<'withdrawn', DomainEvent, 'rules-in-force'> =>
  validFrom <= dateInCity(now)
    ? refuse('rules-in-force', { validFrom })
    : accept(
        'withdrawn',
        event(initiativeRulesWithdrawn, `wards/${wardCode}/rules/${validFrom}`, { wardCode, regime, validFrom }),
      )
