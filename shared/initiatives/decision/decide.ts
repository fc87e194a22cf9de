// The decision without a vote, and the steps after it. The pinned rules say who decides, by the size of the initiative.
import type { WardRole } from '../../api/access.ts'
import { dateInCity, type Instant } from '../../kernel/clock.ts'
import type { DecisionId, DelegatedDecisionId, ResidentId } from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import type { Decider } from '../../wards/rules/initiative-rules.ts'
import { type HandedIn, rulesFor } from '../initiative.ts'
import { advance, initiatives } from '../machine.ts'
import { markIfLate } from './assess.ts'

export type Verdict =
  | { readonly outcome: 'award'; readonly reason: string; readonly amountCents?: number | undefined }
  | { readonly outcome: 'decline'; readonly reason: string }

/** The decision of the council on which the ward manager's decision rests, and how the council records it. */
export type OnBehalf = { readonly delegationId: DecisionId; readonly delegatedDecisionId: DelegatedDecisionId }

/** `roles`: those by ward and term that they hold in the ward of the initiative today. */
export type Staff = { readonly id: ResidentId; readonly roles: readonly WardRole[] }
type StaffDecider = Exclude<Decider, 'residents'>

/** The roles that act for a decider. The municipality's officials act through the ward manager. */
const actsFor: { readonly [Each in StaffDecider]: readonly WardRole[] } = {
  'ward-council': ['coordinator', 'member'],
  'ward-manager': ['ward-manager'],
  municipality: ['ward-manager'],
}

/** Money is booked in the year in which it is promised. ASSUMED: no source says which year. */
const budgetYearAt = (now: Instant): number => Number(dateInCity(now).slice(0, 4))

/** As which decider this staff member decides about this initiative; undefined if they do not. */
const deciderOf = (
  initiative: HandedIn,
  by: Staff,
  onBehalf: OnBehalf | undefined,
): StaffDecider | Refusal<'decided-by-residents' | 'not-yours-to-decide' | 'delegation-not-needed'> => {
  const { decidedBy } = rulesFor(initiative)
  if (decidedBy === 'residents') return refuse('decided-by-residents')
  if (onBehalf !== undefined) return decidedBy === 'ward-council' ? decidedBy : refuse('delegation-not-needed')
  return by.roles.some((role) => actsFor[decidedBy].includes(role))
    ? decidedBy
    : refuse('not-yours-to-decide', { decidedBy })
}

/**
 * Awards all or part of the amount asked, or declines; always with a reason. `onBehalf`: by the ward manager, if the
 * rules let the council decide and the council delegated it.
 */
export const decideInitiative = (
  initiative: HandedIn,
  verdict: Verdict,
  by: Staff,
  now: Instant,
  onBehalf?: OnBehalf,
) => {
  const { reason } = verdict
  const delegation = onBehalf === undefined ? {} : { delegation: onBehalf }
  if (verdict.outcome === 'decline')
    return initiatives.take('decline', initiative, (it) => {
      const decidedBy = deciderOf(it, by, onBehalf)
      if (typeof decidedBy !== 'string') return decidedBy
      return { ...markIfLate(advance(it, 'decline', by.id, now), now), decline: { decidedBy, reason, ...delegation } }
    })
  return initiatives.take('award', initiative, (it) => {
    const decidedBy = deciderOf(it, by, onBehalf)
    if (typeof decidedBy !== 'string') return decidedBy
    const asked = it.content.amountCents
    const amount = verdict.amountCents ?? asked
    if (amount > asked) return refuse('award-above-request', { amountCents: asked })
    const award = { decidedBy, amountCents: Cents.parse(amount), budgetYear: budgetYearAt(now), reason, ...delegation }
    return { ...markIfLate(advance(it, 'award', by.id, now), now), award }
  })
}

/** Begins the activity that was awarded. */
export const startInitiative = (initiative: HandedIn, by: ResidentId, now: Instant) =>
  initiatives.take('start', initiative, (it) => advance(it, 'start', by, now))

/** Done, as planned. */
export const completeInitiative = (initiative: HandedIn, by: ResidentId, now: Instant) =>
  initiatives.take('complete', initiative, (it) => advance(it, 'complete', by, now))

/** Stopped before it was done. Recovery of money that was paid is outside this system. */
export const stopInitiative = (initiative: HandedIn, reason: string, by: ResidentId, now: Instant) =>
  initiatives.take('stop', initiative, (it) => ({ ...advance(it, 'stop', by, now), reason }))
