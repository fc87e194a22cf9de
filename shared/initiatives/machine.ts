// The state machine of an initiative: its steps, their events, and the refusal of a step that may not start. The
// condition of each write, the events, docs/state-machines/initiative.md and the recorded steps follow from this table.
import { event } from '../../events/envelope.ts'
import { initiativeChanges } from '../../events/initiatives.ts'
import type { Instant } from '../kernel/clock.ts'
import { machineOf, type StepEvent } from '../kernel/machine.ts'
import { type Initiative, isHandedIn, roundOf, type StepTaken, standingAward } from './initiative.ts'

/** The domain event of a step: the new state of the initiative. */
const eventFor =
  (change: keyof typeof initiativeChanges) =>
  (after: Initiative, before?: Initiative): StepEvent => {
    const { id, wardCode, status, content } = after
    const roundId = [after, before].map((each) => each && isHandedIn(each) && roundOf(each)).find(Boolean)
    return event(initiativeChanges[change], `initiatives/${id}`, {
      initiativeId: id,
      wardCode,
      status,
      // A draft is private to its applicant.
      amountCents: isHandedIn(after) ? content.amountCents : undefined,
      roundId: roundId || undefined,
      awardedCents: isHandedIn(after) ? standingAward(after)?.amountCents : undefined,
      returnedCents: returnedCentsOf(after),
    })
  }

/** The money that returned to the ward's budget from an award that was not used. */
const returnedCentsOf = (initiative: Initiative) =>
  initiative.status === 'renounced' || initiative.status === 'lapsed' ? initiative.award.amountCents : undefined

const { begin, step, machine } = machineOf<Initiative>()

export const initiatives = machine('initiative', {
  draft: begin({ to: 'draft', eventFor: eventFor('draft') }),
  edit: step({ from: ['draft', 'returned'], to: 'same', otherwise: 'not-editable', eventFor: eventFor('edit') }),
  submit: step({
    from: ['draft', 'returned'],
    to: 'submitted',
    otherwise: 'not-editable',
    eventFor: eventFor('submit'),
  }),
  return: step({
    from: ['submitted'],
    to: 'returned',
    otherwise: 'not-under-assessment',
    eventFor: eventFor('return'),
  }),
  admit: step({ from: ['submitted'], to: 'admitted', otherwise: 'not-under-assessment', eventFor: eventFor('admit') }),
  refuse: step({
    from: ['submitted', 'returned'],
    to: 'refused',
    otherwise: 'not-under-assessment',
    eventFor: eventFor('refuse'),
  }),
  extend: step({
    from: ['submitted', 'admitted'],
    to: 'same',
    otherwise: 'not-awaiting-decision',
    eventFor: eventFor('extend'),
  }),
  award: step({ from: ['admitted'], to: 'awarded', otherwise: 'not-awaiting-decision', eventFor: eventFor('award') }),
  decline: step({
    from: ['admitted'],
    to: 'not-awarded',
    otherwise: 'not-awaiting-decision',
    eventFor: eventFor('decline'),
  }),
  'enter-round': step({
    from: ['admitted'],
    to: 'in-round',
    otherwise: 'initiative-not-admitted',
    eventFor: eventFor('enter-round'),
  }),
  'leave-round': step({
    from: ['in-round'],
    to: 'admitted',
    otherwise: 'not-in-this-round',
    eventFor: eventFor('leave-round'),
  }),
  'award-in-round': step({
    from: ['in-round'],
    to: 'awarded',
    otherwise: 'not-in-this-round',
    eventFor: eventFor('award-in-round'),
  }),
  'decline-in-round': step({
    from: ['in-round'],
    to: 'not-awarded',
    otherwise: 'not-in-this-round',
    eventFor: eventFor('decline-in-round'),
  }),
  start: step({ from: ['awarded'], to: 'under-way', otherwise: 'not-awarded', eventFor: eventFor('start') }),
  complete: step({ from: ['under-way'], to: 'done', otherwise: 'not-under-way', eventFor: eventFor('complete') }),
  stop: step({ from: ['under-way'], to: 'stopped', otherwise: 'not-under-way', eventFor: eventFor('stop') }),
  withdraw: step({
    from: ['draft', 'submitted', 'returned', 'admitted', 'in-round', 'under-objection'],
    to: 'withdrawn',
    otherwise: 'too-late-to-withdraw',
    eventFor: eventFor('withdraw'),
  }),
  renounce: step({
    from: ['awarded'],
    to: 'renounced',
    otherwise: 'no-award-to-return',
    eventFor: eventFor('renounce'),
  }),
  lapse: step({ from: ['awarded'], to: 'lapsed', otherwise: 'no-award-to-return', eventFor: eventFor('lapse') }),
  restore: step({ from: ['lapsed'], to: 'awarded', otherwise: 'award-not-lapsed', eventFor: eventFor('restore') }),
  object: step({
    from: ['refused', 'not-awarded'],
    to: 'under-objection',
    otherwise: 'nothing-to-object-to',
    eventFor: eventFor('object'),
  }),
  'maintain-refusal': step({
    from: ['under-objection'],
    to: 'refused',
    otherwise: 'not-under-objection',
    eventFor: eventFor('maintain-refusal'),
  }),
  'maintain-decline': step({
    from: ['under-objection'],
    to: 'not-awarded',
    otherwise: 'not-under-objection',
    eventFor: eventFor('maintain-decline'),
  }),
  'reopen-assessment': step({
    from: ['under-objection'],
    to: 'submitted',
    otherwise: 'not-under-objection',
    eventFor: eventFor('reopen-assessment'),
  }),
  'reopen-decision': step({
    from: ['under-objection'],
    to: 'admitted',
    otherwise: 'not-under-objection',
    eventFor: eventFor('reopen-decision'),
  }),
  discard: step({
    from: ['draft', 'withdrawn'],
    to: 'nothing',
    otherwise: 'handed-in-already',
    eventFor: ({ id, wardCode }) =>
      event(initiativeChanges.discard, `initiatives/${id}`, { initiativeId: id, wardCode, status: 'discarded' }),
  }),
})

/** The initiative with one more step in its history. */
export const advance = <Of extends Pick<Initiative, 'steps'>>(
  initiative: Of,
  step: StepTaken['step'],
  by: StepTaken['by'],
  at: Instant,
): Of => ({ ...initiative, steps: [...initiative.steps, { step, at, by }] })
