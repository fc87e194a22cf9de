// The state machine of a round: its steps, their events, and the refusal of a step that may not start. The condition of
// each write, the events and docs/state-machines/round.md follow from this table.
import { event } from '../../events/envelope.ts'
import * as events from '../../events/rounds.ts'
import { machineOf } from '../kernel/machine.ts'
import type { Entry } from './entry.ts'
import type { AnnouncedRound, Round } from './round.ts'

const subject = ({ id }: Round) => `rounds/${id}`
const facts = ({ id, wardCode }: Round) => ({ roundId: id, wardCode })
const entryFacts = ({ initiativeId, optionId }: Entry) => ({ initiativeId, optionId })
const pollFacts = (round: AnnouncedRound) => ({
  ...facts(round),
  pollId: round.pollId,
  opensAt: round.opensAt,
  closesAt: round.closesAt,
  configurationHash: round.configurationHash,
})

const { begin, step, machine } = machineOf<Round>()

export const rounds = machine('round', {
  create: begin({
    to: 'draft',
    eventFor: (after) =>
      event(events.roundCreated, subject(after), { ...facts(after), budgetCents: after.budgetCents }),
  }),
  change: step({
    from: ['draft'],
    to: 'same',
    otherwise: 'round-not-in-draft',
    eventFor: (after) =>
      event(events.roundChanged, subject(after), { ...facts(after), budgetCents: after.budgetCents }),
  }),
  enter: step({
    from: ['draft'],
    to: 'same',
    otherwise: 'round-not-in-draft',
    eventFor: (after, _before, entry: Entry) =>
      event(events.initiativeEntered, subject(after), { ...facts(after), ...entryFacts(entry) }),
  }),
  leave: step({
    from: ['draft'],
    to: 'same',
    otherwise: 'round-not-in-draft',
    eventFor: (after, _before, entry: Entry) =>
      event(events.initiativeLeft, subject(after), { ...facts(after), ...entryFacts(entry) }),
  }),
  announce: step({
    from: ['draft'],
    to: 'announced',
    otherwise: 'round-not-in-draft',
    eventFor: (after) => event(events.roundAnnounced, subject(after), pollFacts(after)),
  }),
  reschedule: step({
    from: ['announced'],
    to: 'same',
    otherwise: 'round-not-announced',
    eventFor: (after) => event(events.roundRescheduled, subject(after), pollFacts(after)),
  }),
  cancel: step({
    from: ['draft', 'announced'],
    to: 'cancelled',
    otherwise: 'round-over',
    eventFor: (after) => event(events.roundCancelled, subject(after), facts(after)),
  }),
  award: step({
    from: ['announced'],
    to: 'awarded',
    otherwise: 'round-not-announced',
    eventFor: (after) =>
      event(events.roundAwarded, subject(after), {
        ...facts(after),
        pollId: after.pollId,
        awarded: [...after.awarded],
        awardedCents: after.awardedCents,
      }),
  }),
  void: step({
    from: ['announced'],
    to: 'void',
    otherwise: 'round-not-announced',
    eventFor: (after) => event(events.roundVoided, subject(after), { ...facts(after), pollId: after.pollId }),
  }),
  release: step({
    from: ['cancelled', 'void'],
    to: 'same',
    otherwise: 'round-not-over',
    eventFor: (after) => event(events.roundReleased, subject(after), facts(after)),
  }),
  repeat: step({
    from: ['announced'],
    to: 'draft',
    otherwise: 'round-not-announced',
    eventFor: (after, before) =>
      event(events.roundToBeRepeated, subject(after), { ...facts(after), pollId: before.pollId }),
  }),
})
