// From the counted ballots of a poll to its lots. The root of the ballots is posted first; only randomness that was not
// known by then may decide (docs/sources.md, Lots).
import { type Instant, plusMilliseconds } from '../../kernel/clock.ts'
import { canonicalJson } from '../../kernel/digest.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'
import { type Counted, readCheckpoint } from '../evidence/checkpoint.ts'
import { polls } from '../machine.ts'
import type { Poll, PollIn, RecordedLots } from '../poll/poll.ts'
import { beaconFrom } from './beacon.ts'
import type { BeaconEvidence, SessionEvidence } from './lots.ts'

/** If no beacon has come this long after it was due, a public session replaces it. */
const beaconPatience = 24 * 60 * 60_000

type Awaiting = PollIn<'awaiting-lots'>

const countedOf = ({ checkpoint }: Awaiting): Counted => readCheckpoint(checkpoint)

/** From when the beacon of a counted poll may be requested; undefined if only a public session decides. */
export const beaconAwaitedFrom = (poll: Awaiting): Instant | undefined => {
  const from = beaconFrom(poll.frozen.closesAt)
  return poll.frozen.lots.source === 'drand' && countedOf(poll).countedAt < from ? from : undefined
}

/**
 * When the lots of a counted poll need attention: its beacon, from when it is due; people, at once, if a beacon
 * was fixed and the count came too late for it, which is unexpected. A fixed session is already on their agenda.
 */
export const lotsDueFrom = (poll: Awaiting): Instant | undefined =>
  poll.frozen.lots.source === 'drand' ? (beaconAwaitedFrom(poll) ?? countedOf(poll).countedAt) : undefined

/** From when a public session may decide the lots of a counted poll. */
export const sessionAllowedFrom = (poll: Awaiting): Instant => {
  const beacon = beaconAwaitedFrom(poll)
  return beacon === undefined ? countedOf(poll).countedAt : plusMilliseconds(beacon, beaconPatience)
}

/** Whether the poll waits for this beacon: its network and round are the fixed ones. */
export const awaitsBeacon = (poll: Awaiting, { chainHash, round }: BeaconEvidence): boolean => {
  const { lots } = poll.frozen
  const isFixed = lots.source === 'drand' && lots.round === round && lots.chainHash === chainHash
  return isFixed && beaconAwaitedFrom(poll) !== undefined
}

/** Records the lots of a poll: a genuine beacon that it waits for, or an admitted session, signed by the city. */
export const recordLots = (poll: Poll, recordedLots: RecordedLots) =>
  polls.take('record-lots', poll, (it) => ({ ...it, recordedLots }))

type SessionRefusal = 'lots-not-awaited' | 'lots-recorded-already' | 'lots-by-beacon' | 'session-at-another-time'

/** Whether a public session may be recorded: once, of a poll that waits for it, held after its root was posted. */
export const admitSession = (
  poll: Poll,
  evidence: SessionEvidence,
  now: Instant,
): Decision<'admitted' | 'recorded', never, SessionRefusal> => {
  if ('recordedLots' in poll && poll.recordedLots !== undefined)
    return canonicalJson(poll.recordedLots.evidence) === canonicalJson(evidence)
      ? accept('recorded' as const)
      : refuse('lots-recorded-already')
  if (poll.status !== 'awaiting-lots') return refuse('lots-not-awaited', { status: poll.status })
  const from = sessionAllowedFrom(poll)
  if (now < from) return refuse('lots-by-beacon', { sessionFrom: from })
  if (evidence.when < from || evidence.when > now) return refuse('session-at-another-time', { from, to: now })
  return accept('admitted' as const)
}
