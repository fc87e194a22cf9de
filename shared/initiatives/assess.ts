// The assessment of an initiative by the ward's staff: return, admit, refuse, take more time.
import type { DomainEvent } from '../../events/envelope.ts'
import type { Instant } from '../kernel/clock.ts'
import type { ResidentId } from '../kernel/ids.ts'
import { accept, type Decision, refuse } from '../kernel/refusals.ts'
import { type HandedIn, isPastTerm, rulesFor } from './initiative.ts'
import { stepped, toldAs } from './step.ts'
import { objectionTo } from './transitions.ts'

/** A step that ends the decision term, or a part of it: late is not forbidden, but it is said. */
export const flagged = (initiative: HandedIn, now: Instant): HandedIn => ({
  ...initiative,
  submission: {
    ...initiative.submission,
    isDecidedLate: initiative.submission.isDecidedLate || isPastTerm(initiative, now),
  },
})

/** Gives an initiative back to be completed. The term stands still until it is handed in again. */
export const returnInitiative = (
  initiative: HandedIn,
  missing: string,
  by: ResidentId,
  now: Instant,
): Decision<HandedIn, DomainEvent, 'not-under-assessment'> => {
  const objection = objectionTo('return', initiative.status)
  if (objection) return objection
  const returned: HandedIn = { ...stepped(initiative, 'return', by, now), missing }
  return accept(returned, toldAs('return', returned))
}

/** Admits an initiative that enough residents support: now it can be decided, or enter a round. */
export const admitInitiative = (
  initiative: HandedIn,
  by: ResidentId,
  now: Instant,
): Decision<HandedIn, DomainEvent, 'not-under-assessment' | 'too-few-supporters'> => {
  const objection = objectionTo('admit', initiative.status)
  if (objection) return objection
  const { required } = initiative.submission.rules.supporters
  const { supporterCount: present } = initiative
  if (present < required) return refuse('too-few-supporters', { required, present })
  const admitted = flagged(stepped(initiative, 'admit', by, now), now)
  return accept(admitted, toldAs('admit', admitted))
}

/** Refuses an initiative before it is decided, for a reason that everyone can read. */
export const refuseInitiative = (
  initiative: HandedIn,
  reason: string,
  by: ResidentId,
  now: Instant,
): Decision<HandedIn, DomainEvent, 'not-under-assessment'> => {
  const objection = objectionTo('refuse', initiative.status)
  if (objection) return objection
  const refused: HandedIn = { ...flagged(stepped(initiative, 'refuse', by, now), now), reason }
  return accept(refused, toldAs('refuse', refused))
}

type Extension = { readonly days: number; readonly reason: string }

/** Takes more time for the decision: once, with a reason, before the term is over, and no more than the rules allow. */
export const extendTerm = (
  initiative: HandedIn,
  extension: Extension,
  by: ResidentId,
  now: Instant,
): Decision<
  HandedIn,
  DomainEvent,
  'not-awaiting-decision' | 'extension-not-in-rules' | 'already-extended' | 'extension-too-long' | 'term-over'
> => {
  const objection = objectionTo('extend', initiative.status)
  if (objection) return objection
  const { decisionTermDays, longestTermDays } = rulesFor(initiative)
  if (decisionTermDays === null || longestTermDays === null) return refuse('extension-not-in-rules')
  if (initiative.submission.extension) return refuse('already-extended')
  if (isPastTerm(initiative, now)) return refuse('term-over')
  const maximumDays = longestTermDays - decisionTermDays
  if (extension.days > maximumDays) return refuse('extension-too-long', { maximumDays })
  const extended: HandedIn = {
    ...initiative,
    submission: { ...initiative.submission, extension },
    steps: [...initiative.steps, { step: 'extend', at: now, by }],
    version: initiative.version + 1,
  }
  return accept(extended, toldAs('extend', extended))
}
