// The decision without a vote, and what follows it. Who decides is what the pinned rules say for an initiative of its size.
import type { DomainEvent } from '../../events/envelope.ts'
import { dateInCity, type Instant } from '../kernel/clock.ts'
import type { ResidentId } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { accept, type Decision, refuse, unreachable } from '../kernel/refusals.ts'
import type { Decider } from '../wards/initiative-rules.ts'
import { flagged } from './assess.ts'
import { type HandedIn, rulesFor } from './initiative.ts'
import { stepped, toldAs } from './step.ts'
import { objectionTo } from './transitions.ts'

export type Verdict =
  | { readonly outcome: 'award'; readonly reason: string; readonly amountCents?: number | undefined }
  | { readonly outcome: 'decline'; readonly reason: string }

type Staff = { readonly id: ResidentId; readonly roles: readonly string[] }
type StaffDecider = Exclude<Decider, 'residents'>

/** The role in which a decider acts. The municipality's officials act through the ward manager. */
const roleOf = (decider: StaffDecider): 'ward-council' | 'ward-manager' => {
  switch (decider) {
    case 'ward-council':
      return 'ward-council'
    case 'ward-manager':
    case 'municipality':
      return 'ward-manager'
    default:
      return unreachable(decider)
  }
}

/** Money is booked in the year in which it is promised. ASSUMED: no source says which year. */
const budgetYearAt = (now: Instant): number => Number(dateInCity(now).slice(0, 4))

/** Awards money, all that was asked or less, or declines; with a reason either way. */
export const decideInitiative = (
  initiative: HandedIn,
  verdict: Verdict,
  by: Staff,
  now: Instant,
): Decision<
  HandedIn,
  DomainEvent,
  'not-awaiting-decision' | 'decided-by-residents' | 'not-yours-to-decide' | 'award-above-request'
> => {
  const step = verdict.outcome
  const objection = objectionTo(step, initiative.status)
  if (objection) return objection
  const { decidedBy } = rulesFor(initiative)
  if (decidedBy === 'residents') return refuse('decided-by-residents')
  if (!by.roles.includes(roleOf(decidedBy))) return refuse('not-yours-to-decide', { decidedBy })
  const decided: HandedIn = { ...flagged(stepped(initiative, step, by.id, now), now), reason: verdict.reason }
  if (verdict.outcome === 'decline') return accept(decided, toldAs(step, decided))
  const asked = initiative.content.amountCents
  const amount = verdict.amountCents ?? asked
  if (amount > asked) return refuse('award-above-request', { amountCents: asked })
  const awarded: HandedIn = {
    ...decided,
    award: { decidedBy, amountCents: Cents.parse(amount), budgetYear: budgetYearAt(now) },
  }
  return accept(awarded, toldAs(step, awarded))
}

/** Begins what the money was awarded for. */
export const startInitiative = (
  initiative: HandedIn,
  by: ResidentId,
  now: Instant,
): Decision<HandedIn, DomainEvent, 'not-awarded'> => {
  const objection = objectionTo('start', initiative.status)
  if (objection) return objection
  const started = stepped(initiative, 'start', by, now)
  return accept(started, toldAs('start', started))
}

/** Done, as planned. */
export const completeInitiative = (
  initiative: HandedIn,
  by: ResidentId,
  now: Instant,
): Decision<HandedIn, DomainEvent, 'not-under-way'> => {
  const objection = objectionTo('complete', initiative.status)
  if (objection) return objection
  const done = stepped(initiative, 'complete', by, now)
  return accept(done, toldAs('complete', done))
}

/** Stopped before it was done. Money that was paid is a matter of accountability, not of this system. */
export const stopInitiative = (
  initiative: HandedIn,
  reason: string,
  by: ResidentId,
  now: Instant,
): Decision<HandedIn, DomainEvent, 'not-under-way'> => {
  const objection = objectionTo('stop', initiative.status)
  if (objection) return objection
  const stopped: HandedIn = { ...stepped(initiative, 'stop', by, now), reason }
  return accept(stopped, toldAs('stop', stopped))
}
