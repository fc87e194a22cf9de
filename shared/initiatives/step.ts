// How an initiative takes a step: what changes with every step, in one place.
import { type DomainEvent, event } from '../../events/envelope.ts'
import { initiativeChanges } from '../../events/initiatives.ts'
import type { Instant } from '../kernel/clock.ts'
import type { HandedIn, Initiative, Step } from './initiative.ts'
import { type StatusChange, type TransitionName, transitions } from './transitions.ts'

type By = Step['by']
type HandedInChange = Exclude<StatusChange, 'submit'>

/** Steps so far and this one. Editing leaves no trace: a draft is its applicant's own affair. */
export const stepsWith = (initiative: Initiative, step: Step['step'], by: By, at: Instant): readonly Step[] => [
  ...initiative.steps,
  { step, at, by },
]

/** The initiative after this step. That the step may start from its status has been checked. */
export const stepped = (initiative: HandedIn, step: HandedInChange, by: By, now: Instant): HandedIn => ({
  ...initiative,
  status: transitions[step].to,
  steps: stepsWith(initiative, step, by, now),
  version: initiative.version + 1,
})

/** What is told of a step: where the initiative stands now. */
export const toldAs = (step: TransitionName | 'draft', initiative: Initiative): DomainEvent => {
  const { id, wardCode, status, content } = initiative
  const { roundId, award } = initiative.submission === undefined ? {} : initiative
  return event(initiativeChanges[step], `initiatives/${id}`, {
    initiativeId: id,
    wardCode,
    status,
    amountCents: content.amountCents,
    roundId,
    awardedCents: award?.amountCents,
  })
}
