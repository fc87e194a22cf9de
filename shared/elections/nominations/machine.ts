// The state machine of a nomination. Drawn in docs/state-machines/nomination.md.
import { event } from '../../../events/envelope.ts'
import * as events from '../../../events/nominations.ts'
import { machineOf } from '../../kernel/machine.ts'
import type { Nomination } from './nomination.ts'

const { begin, step, machine } = machineOf<Nomination>()
const subjectOf = ({ electionId, wardCode, id }: Nomination) =>
  `elections/${electionId}/contests/${wardCode}/nominations/${id}`
const facts = ({ electionId, wardCode, id }: Nomination) => ({ electionId, wardCode, nominationId: id })

export const nominations = machine('nomination', {
  submit: begin({
    to: 'submitted',
    eventFor: (after) => event(events.nominationSubmitted, subjectOf(after), facts(after)),
  }),
  amend: step({
    from: ['submitted'],
    to: 'same',
    otherwise: 'nomination-not-open',
    eventFor: (after) => event(events.nominationAmended, subjectOf(after), facts(after)),
  }),
  withdraw: step({
    from: ['submitted'],
    to: 'withdrawn',
    otherwise: 'nomination-not-open',
    eventFor: (after) => event(events.nominationWithdrawn, subjectOf(after), facts(after)),
  }),
  accept: step({
    from: ['submitted', 'valid', 'invalid'],
    to: 'valid',
    otherwise: 'nomination-gone',
    eventFor: (after) =>
      event(events.nominationAccepted, subjectOf(after), {
        ...facts(after),
        session: after.accepted.session,
      }),
  }),
  refuse: step({
    from: ['submitted', 'valid', 'invalid'],
    to: 'invalid',
    otherwise: 'nomination-gone',
    eventFor: (after) =>
      event(events.nominationRefused, subjectOf(after), {
        ...facts(after),
        session: after.refusal.session,
      }),
  }),
  move: step({
    from: ['submitted', 'valid', 'invalid'],
    to: 'moved',
    otherwise: 'nomination-gone',
    eventFor: (after) =>
      event(events.nominationMoved, subjectOf(after), {
        ...facts(after),
        otherWardCode: after.movedTo,
      }),
  }),
  'correct-name': step({
    from: ['submitted', 'valid', 'dropped'],
    to: 'same',
    otherwise: 'nomination-gone',
    eventFor: (after) =>
      event(events.ballotNameCorrected, subjectOf(after), {
        ...facts(after),
        session: after.nameCorrections?.at(-1)?.session ?? 0,
      }),
  }),
  arrive: begin({
    to: 'submitted',
    eventFor: (after) => event(events.nominationSubmitted, subjectOf(after), facts(after)),
  }),
  // It was moved here from the ward to which this ward had moved it.
  'come-back': step({
    from: ['moved'],
    to: 'submitted',
    otherwise: 'nomination-gone',
    eventFor: (after) => event(events.nominationSubmitted, subjectOf(after), facts(after)),
  }),
  // A granted appeal annuls the decision: the next session decides again.
  reopen: step({
    from: ['valid', 'invalid'],
    to: 'submitted',
    otherwise: 'nomination-gone',
    eventFor: (after) => event(events.nominationReopened, subjectOf(after), facts(after)),
  }),
  'come-in-by-lot': begin({
    to: 'drawn',
    eventFor: (after) => event(events.residentCameInByLot, subjectOf(after), facts(after)),
  }),
  'refuse-term': step({
    from: ['valid'],
    to: 'same',
    otherwise: 'candidate-not-on-list',
    eventFor: (after) =>
      event(events.candidateAvailabilityChanged, subjectOf(after), {
        ...facts(after),
        isAvailable: false,
      }),
  }),
  'return-to-succession': step({
    from: ['valid'],
    to: 'same',
    otherwise: 'candidate-not-on-list',
    eventFor: (after) =>
      event(events.candidateAvailabilityChanged, subjectOf(after), {
        ...facts(after),
        isAvailable: true,
      }),
  }),
  drop: step({
    from: ['valid'],
    to: 'dropped',
    otherwise: 'candidate-not-on-list',
    eventFor: (after) => event(events.candidateDropped, subjectOf(after), { ...facts(after), on: after.drop.on }),
  }),
})
