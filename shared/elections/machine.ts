// The state machines of an election and of the contest of a ward. Conditions of writes, events and drawings follow from these
// tables.
import * as events from '../../events/elections.ts'
import { event } from '../../events/envelope.ts'
import type { AppealId, PollId } from '../kernel/ids.ts'
import { machineOf } from '../kernel/machine.ts'
import type { Contest } from './contests/contest.ts'
import type { Election } from './planning/election.ts'
import type { WindowMoment } from './planning/window-moment.ts'
import type { Recount } from './results/recount.ts'
import { electedIn } from './results/result.ts'

const election = machineOf<Election>()
const subjectOf = ({ id }: Election) => `elections/${id}`
const dates = ({ id, calendar }: Election) => ({
  electionId: id,
  pollingOn: calendar.pollingOn,
  nominationOpensAt: calendar.nominationOpensAt,
  nominationClosesAt: calendar.nominationClosesAt,
})

const moments = {
  'nominations-opened': events.nominationsOpened,
  'nominations-closed': events.nominationsClosed,
  'polling-opened': events.pollingOpened,
  'polling-closed': events.pollingClosed,
} as const satisfies { readonly [Moment in WindowMoment]: unknown }

/** The event of the moment that was reached last. */
const eventOfWindow = (after: Election) => {
  const moment = after.reached?.at(-1)
  if (moment === undefined) throw new TypeError('The election has reached no moment')
  return event(moments[moment], subjectOf(after), { electionId: after.id, pollingOn: after.calendar.pollingOn })
}

export const elections = election.machine('election', {
  plan: election.begin({
    to: 'planned',
    eventFor: (after) => event(events.electionPlanned, subjectOf(after), dates(after)),
  }),
  move: election.step({
    from: ['planned'],
    to: 'same',
    otherwise: 'election-cancelled',
    eventFor: (after) => event(events.electionMoved, subjectOf(after), dates(after)),
  }),
  reach: election.step({
    from: ['planned'],
    to: 'same',
    otherwise: 'election-cancelled',
    eventFor: (after) => eventOfWindow(after),
  }),
  cancel: election.step({
    from: ['planned'],
    to: 'cancelled',
    otherwise: 'election-cancelled',
    eventFor: (after) => event(events.electionCancelled, subjectOf(after), { electionId: after.id }),
  }),
})

const contest = machineOf<Contest>()
const subjectOfContest = ({ electionId, wardCode }: Contest) => `elections/${electionId}/contests/${wardCode}`
const contestFacts = ({ electionId, wardCode }: Contest) => ({ electionId, wardCode })
const eventOfCancellation = (after: Contest) =>
  event(events.contestCancelled, subjectOfContest(after), contestFacts(after))
type InSession = Extract<Contest, { session: unknown }>
const sessionFacts = (after: InSession) => ({ ...contestFacts(after), session: after.session.number })
const voted = ['listed', 'lot-needed', 'proposed'] as const
const eventForGranted = (after: InSession, _before: Contest, appealId: AppealId) =>
  event(events.appealGranted, subjectOfContest(after), { ...sessionFacts(after), appealId })

export const contests = contest.machine('contest', {
  plan: contest.begin({
    to: 'nominating',
    eventFor: (after) =>
      event(events.contestPlanned, subjectOfContest(after), { ...contestFacts(after), seats: after.seats }),
  }),
  resize: contest.step({
    from: ['nominating'],
    to: 'same',
    otherwise: 'session-held',
    eventFor: (after) =>
      event(events.contestResized, subjectOfContest(after), { ...contestFacts(after), seats: after.seats }),
  }),
  'open-session': contest.step({
    from: ['nominating', 'judged', 'listed', 'overturned'],
    to: 'in-session',
    otherwise: 'session-not-possible',
    eventFor: (after) => event(events.sessionOpened, subjectOfContest(after), sessionFacts(after)),
  }),
  judge: contest.step({
    from: ['in-session'],
    to: 'same',
    otherwise: 'not-in-session',
    eventFor: (after) => event(events.sessionContinued, subjectOfContest(after), sessionFacts(after)),
  }),
  // The ward is in session, or awaits one: that session decides again.
  'decide-anew': contest.step({
    from: ['in-session', 'overturned'],
    to: 'same',
    otherwise: 'session-not-possible',
    eventFor: eventForGranted,
  }),
  overturn: contest.step({
    from: ['judged', ...voted],
    to: 'overturned',
    otherwise: 'session-not-possible',
    eventFor: eventForGranted,
  }),
  'close-session': contest.step({
    from: ['in-session'],
    to: 'judged',
    otherwise: 'not-in-session',
    eventFor: (after) =>
      event(events.candidatesFixed, subjectOfContest(after), {
        ...sessionFacts(after),
        candidates: after.list.candidates.length,
        seats: after.list.supply.seats,
        poolDigest: after.list.poolDigest,
      }),
  }),
  draw: contest.step({
    from: ['judged'],
    to: 'listed',
    otherwise: 'order-not-awaited',
    eventFor: (after) =>
      event(events.ballotOrderDrawn, subjectOfContest(after), {
        ...sessionFacts(after),
        order: after.lot.order.map(({ id }) => id),
      }),
  }),
  'announce-online': contest.step({
    from: ['listed'],
    to: 'same',
    otherwise: 'online-poll-not-possible',
    eventFor: (after, _before, pollId: PollId) =>
      event(events.onlinePollAnnounced, subjectOfContest(after), { ...contestFacts(after), pollId }),
  }),
  'call-off-online': contest.step({
    from: ['listed'],
    to: 'same',
    otherwise: 'no-online-poll',
    eventFor: (after) => event(events.onlinePollCalledOff, subjectOfContest(after), contestFacts(after)),
  }),
  'await-lot': contest.step({
    from: ['listed'],
    to: 'lot-needed',
    otherwise: 'result-not-possible',
    eventFor: (after) =>
      event(events.tieLotNeeded, subjectOfContest(after), {
        ...contestFacts(after),
        among: [...after.needed.among],
        places: after.needed.places,
        poolDigest: after.needed.poolDigest,
      }),
  }),
  'draw-tie': contest.step({
    from: ['lot-needed'],
    to: 'listed',
    otherwise: 'lot-not-needed',
    eventFor: (after) =>
      event(events.tieLotDrawn, subjectOfContest(after), {
        ...contestFacts(after),
        order: (after.ties.at(-1)?.order ?? []).map(({ id }) => id),
      }),
  }),
  propose: contest.step({
    from: ['listed'],
    to: 'proposed',
    otherwise: 'result-not-possible',
    eventFor: (after) => event(events.resultProposed, subjectOfContest(after), contestFacts(after)),
  }),
  review: contest.step({
    from: ['proposed'],
    to: 'same',
    otherwise: 'result-not-proposed',
    eventFor: (after) =>
      event(events.resultReviewed, subjectOfContest(after), {
        ...contestFacts(after),
        reviews: after.reviewedBy?.length ?? 0,
      }),
  }),
  'return-result': contest.step({
    from: ['proposed'],
    to: 'listed',
    otherwise: 'result-not-proposed',
    eventFor: (after) => event(events.resultReturned, subjectOfContest(after), contestFacts(after)),
  }),
  establish: contest.step({
    from: ['proposed'],
    to: 'established',
    otherwise: 'result-not-proposed',
    eventFor: (after) =>
      event(events.resultEstablished, subjectOfContest(after), {
        ...contestFacts(after),
        elected: [...electedIn(after.result)],
        vacantSeats: after.result.vacantSeats,
        termStartsOn: after.termStartsOn,
      }),
  }),
  'adjust-seats': contest.step({
    from: ['established'],
    to: 'same',
    otherwise: 'result-not-established',
    eventFor: (after) =>
      event(events.seatsAdjusted, subjectOfContest(after), {
        ...contestFacts(after),
        seats: after.adjustments.at(-1)?.to ?? after.seats,
      }),
  }),
  'order-recount': contest.step({
    from: ['established'],
    to: 'listed',
    otherwise: 'recount-not-possible',
    eventFor: (after, _before, { number, orderedBy }: Recount) =>
      event(events.recountOrdered, subjectOfContest(after), { ...contestFacts(after), result: number, orderedBy }),
  }),
  cancel: contest.step({
    from: ['nominating', 'in-session', 'judged', 'overturned', ...voted],
    to: 'cancelled',
    otherwise: 'contest-over',
    eventFor: eventOfCancellation,
  }),
  annul: contest.step({
    from: ['overturned', ...voted],
    to: 'cancelled',
    otherwise: 'contest-over',
    eventFor: eventOfCancellation,
  }),
})
