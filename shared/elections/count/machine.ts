// The state machines of a session of counting and of the entry of a station's count. Named after the machine of the Dutch counting software (kiesraad/abacus).
import { countSessionChanged, stationCountChanged } from '../../../events/elections.ts'
import { event } from '../../../events/envelope.ts'
import { machineOf } from '../../kernel/machine.ts'
import type { CountSession } from './session.ts'
import type { StationCount } from './station-count.ts'

const eventFor = (after: StationCount) =>
  event(stationCountChanged, `elections/${after.electionId}/wards/${after.wardCode}/stations/${after.station}`, {
    electionId: after.electionId,
    wardCode: after.wardCode,
    station: after.station,
    status: after.status,
  })

const { begin, step, machine } = machineOf<StationCount>()

export const stationCounts = machine('station-count', {
  expect: begin({ to: 'empty', eventFor }),
  'claim-first': step({ from: ['empty'], to: 'first-open', otherwise: 'entry-taken', eventFor }),
  'discard-first': step({ from: ['first-open'], to: 'empty', otherwise: 'entry-not-open', eventFor }),
  'finalise-first': step({ from: ['first-open'], to: 'first-final', otherwise: 'entry-not-open', eventFor }),
  'finalise-with-errors': step({ from: ['first-open'], to: 'first-has-errors', otherwise: 'entry-not-open', eventFor }),
  resume: step({ from: ['first-has-errors'], to: 'first-open', otherwise: 'entry-without-errors', eventFor }),
  'claim-second': step({ from: ['first-final'], to: 'second-open', otherwise: 'entry-taken', eventFor }),
  'discard-second': step({ from: ['second-open'], to: 'first-final', otherwise: 'entry-not-open', eventFor }),
  agree: step({ from: ['second-open', 'returned'], to: 'definitive', otherwise: 'entry-not-open', eventFor }),
  differ: step({ from: ['second-open', 'returned'], to: 'different', otherwise: 'entry-not-open', eventFor }),
  keep: step({ from: ['different'], to: 'first-final', otherwise: 'entries-do-not-differ', eventFor }),
  return: step({ from: ['different'], to: 'returned', otherwise: 'entries-do-not-differ', eventFor }),
  reset: step({
    from: ['first-has-errors', 'first-final', 'second-open', 'different', 'returned'],
    to: 'empty',
    otherwise: 'nothing-entered',
    eventFor,
  }),
})

const counting = machineOf<CountSession>()
const eventForSession = (after: CountSession) =>
  event(countSessionChanged, `elections/${after.electionId}/wards/${after.wardCode}/count-sessions/${after.number}`, {
    electionId: after.electionId,
    wardCode: after.wardCode,
    countSession: after.number,
    status: after.status,
  })

export const countSessions = counting.machine('count-session', {
  open: counting.begin({ to: 'open', eventFor: eventForSession }),
  'add-station': counting.step({
    from: ['open'],
    to: 'same',
    otherwise: 'count-session-not-open',
    eventFor: eventForSession,
  }),
  pause: counting.step({
    from: ['open'],
    to: 'paused',
    otherwise: 'count-session-not-open',
    eventFor: eventForSession,
  }),
  resume: counting.step({
    from: ['paused'],
    to: 'open',
    otherwise: 'count-session-not-paused',
    eventFor: eventForSession,
  }),
  close: counting.step({
    from: ['open', 'paused'],
    to: 'closed',
    otherwise: 'count-session-not-open',
    eventFor: eventForSession,
  }),
})
