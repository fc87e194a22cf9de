// The state machine of a roll. Conditions of writes, events and the drawing follow from this table.
import { event } from '../../events/envelope.ts'
import * as events from '../../events/roll.ts'
import { machineOf } from '../kernel/machine.ts'
import type { Roll } from './roll.ts'

const { begin, step, machine } = machineOf<Roll>()
const subjectOf = ({ electionId }: Roll) => `elections/${electionId}/roll`

export const rolls = machine('roll', {
  open: begin({
    to: 'empty',
    eventFor: (after) => event(events.rollOpened, subjectOf(after), { electionId: after.electionId }),
  }),
  'announce-file': step({
    from: ['empty', 'awaiting-file', 'rejected'],
    to: 'awaiting-file',
    otherwise: 'roll-takes-no-file',
    eventFor: (after) =>
      event(events.rollFileAnnounced, subjectOf(after), { electionId: after.electionId, attempt: after.attempt }),
  }),
  'start-import': step({
    from: ['awaiting-file'],
    to: 'importing',
    otherwise: 'no-file-announced',
    eventFor: (after) =>
      event(events.rollImportStarted, subjectOf(after), { electionId: after.electionId, attempt: after.attempt }),
  }),
  reject: step({
    from: ['importing'],
    to: 'rejected',
    otherwise: 'roll-not-importing',
    eventFor: (after) =>
      event(events.rollImportRejected, subjectOf(after), {
        electionId: after.electionId,
        attempt: after.attempt,
        because: after.because,
      }),
  }),
  freeze: step({
    from: ['importing'],
    to: 'frozen',
    otherwise: 'roll-not-importing',
    eventFor: (after) =>
      event(events.rollFrozen, subjectOf(after), {
        electionId: after.electionId,
        root: after.root,
        voters: after.electorates.reduce((sum, { frozen }) => sum + frozen, 0),
      }),
  }),
  correct: step({
    from: ['frozen'],
    to: 'same',
    otherwise: 'roll-not-frozen',
    eventFor: (after) =>
      event(events.rollCorrected, subjectOf(after), { electionId: after.electionId, number: after.corrections }),
  }),
})
