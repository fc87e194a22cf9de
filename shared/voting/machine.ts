// The state machine of a poll: its steps, their events, and the refusal of a step that may not start. The condition of
// each write, the events and docs/state-machines/poll.md follow from this table. A poll is open or closed by its own dates,
// whatever its status.
import { event } from '../../events/envelope.ts'
import * as events from '../../events/voting.ts'
import { digestOf } from '../kernel/digest.ts'
import { machineOf } from '../kernel/machine.ts'
import type { PollResult } from './count/result.ts'
import type { Tally } from './count/tally.ts'
import { type Poll, settledAt } from './poll/poll.ts'

const subject = ({ frozen }: Poll) => `polls/${frozen.pollId}`
const facts = ({ frozen: { pollId, electorate } }: Poll) => ({ pollId, wardCode: electorate.wardCode })
const windowFacts = (poll: Poll) => ({
  ...facts(poll),
  opensAt: poll.frozen.opensAt,
  closesAt: poll.frozen.closesAt,
  configurationHash: poll.configurationHash,
})
/** The numbers of a count that does not add up. */
export type Mismatch = Pick<Tally, 'ballots'> & { readonly marks: number }

const { begin, step, machine } = machineOf<Poll>()

export const polls = machine('poll', {
  announce: begin({
    to: 'announced',
    eventFor: (after) => event(events.pollAnnounced, subject(after), windowFacts(after)),
  }),
  reschedule: step({
    from: ['announced'],
    to: 'same',
    otherwise: 'poll-not-announced',
    eventFor: (after) => event(events.pollRescheduled, subject(after), windowFacts(after)),
  }),
  cancel: step({
    from: ['announced'],
    to: 'cancelled',
    otherwise: 'poll-not-announced',
    eventFor: (after) => event(events.pollCancelled, subject(after), facts(after)),
  }),
  'withdraw-option': step({
    from: ['announced'],
    to: 'same',
    otherwise: 'poll-not-announced',
    eventFor: (after, _before, option: string) =>
      event(events.pollOptionWithdrawn, subject(after), { ...facts(after), option }),
  }),
  seal: step({
    from: ['announced'],
    to: 'sealed',
    otherwise: 'poll-not-announced',
    eventFor: (after) => event(events.pollSealed, subject(after), { ...facts(after), sealedAt: settledAt(after) }),
  }),
  'post-root': step({
    from: ['sealed'],
    to: 'awaiting-lots',
    otherwise: 'poll-not-being-counted',
    eventFor: (after) => {
      const { checkpoint, frozen } = after
      return event(events.pollCounted, subject(after), { ...facts(after), source: frozen.lots.source, checkpoint })
    },
  }),
  'record-lots': step({
    from: ['awaiting-lots'],
    to: 'lots-drawn',
    otherwise: 'lots-not-awaited',
    eventFor: (after) =>
      event(events.pollLotsRecorded, subject(after), {
        ...facts(after),
        source: after.recordedLots.evidence.source,
      }),
  }),
  publish: step({
    from: ['sealed', 'lots-drawn'],
    to: 'published',
    otherwise: 'poll-not-being-counted',
    eventFor: (after, _before, result: PollResult) =>
      event(events.pollResultPublished, subject(after), {
        ...facts(after),
        winners: [...result.outcome.winners],
        resultDigest: digestOf(result),
      }),
  }),
  withhold: step({
    from: ['sealed', 'lots-drawn'],
    to: 'withheld',
    otherwise: 'poll-not-being-counted',
    eventFor: (after, _before, { ballots, marks }: Mismatch) =>
      event(events.pollResultWithheld, subject(after), {
        ...facts(after),
        ballots,
        marks,
        electorate: after.frozen.electorate.size,
      }),
  }),
  void: step({
    from: ['withheld'],
    to: 'void',
    otherwise: 'result-not-withheld',
    eventFor: (after) =>
      event(events.pollVoided, subject(after), { ...facts(after), isToBeRepeated: after.isToBeRepeated }),
  }),
})
