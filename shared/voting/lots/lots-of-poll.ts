// From the counted ballots of a poll to its lots. The root of the ballots is posted first; only randomness that was not
// known by then may decide (voting-rules D).
import { type DomainEvent, event } from '../../../events/envelope.ts'
import { pollCounted, pollLotsRecorded } from '../../../events/voting.ts'
import { type Instant, plusMilliseconds } from '../../kernel/clock.ts'
import { canonicalJson } from '../../kernel/digest.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'
import { type Counted, readCheckpoint } from '../evidence/checkpoint.ts'
import type { CitySignature } from '../evidence/city-signature.ts'
import type { Poll, RecordedLots } from '../poll/poll.ts'
import { beaconFrom } from './beacon.ts'
import type { LotEvidence, SessionEvidence } from './lots.ts'

/** When there is no beacon so long after it was due, a session in public takes its place. */
const beaconPatience = 24 * 60 * 60_000

const countedOf = ({ checkpoint }: Poll): Counted => {
  if (checkpoint === undefined) throw new Error('The ballots have not been counted')
  return readCheckpoint(checkpoint)
}

/** From when the beacon of a counted poll may be asked for; nothing where only a session in public decides. */
export const beaconAwaitedFrom = (poll: Poll): Instant | undefined => {
  const from = beaconFrom(poll.frozen.closesAt)
  return poll.frozen.lots.source === 'drand' && countedOf(poll).countedAt < from ? from : undefined
}

/**
 * When somebody must see to the lots of a counted poll: its beacon, from when it is due; people, at once, where a beacon
 * was fixed and the count came too late for it, which nobody expects. A session that was fixed is on their agenda.
 */
export const lotsDueFrom = (poll: Poll): Instant | undefined =>
  poll.frozen.lots.source === 'drand' ? (beaconAwaitedFrom(poll) ?? countedOf(poll).countedAt) : undefined

/** From when a session in public may decide the lots of a counted poll. */
export const sessionAllowedFrom = (poll: Poll): Instant => {
  const beacon = beaconAwaitedFrom(poll)
  return beacon === undefined ? countedOf(poll).countedAt : plusMilliseconds(beacon, beaconPatience)
}

const subjectOf = ({ frozen: { pollId, electorate } }: Poll) => ({ pollId, wardCode: electorate.wardCode })

/** The poll with the signed root of its ballots posted, until its lots are drawn. */
export const awaitLots = (poll: Poll, checkpoint: string) => {
  const counted: Poll = { ...poll, status: 'awaiting-lots', checkpoint, version: poll.version + 1 }
  const facts = { ...subjectOf(poll), source: poll.frozen.lots.source, checkpoint }
  return accept(counted, event(pollCounted, `polls/${poll.frozen.pollId}`, facts))
}

const recorded = (poll: Poll, lots: RecordedLots) =>
  accept<Poll, DomainEvent>(
    { ...poll, recordedLots: lots, version: poll.version + 1 },
    event(pollLotsRecorded, `polls/${poll.frozen.pollId}`, { ...subjectOf(poll), source: lots.evidence.source }),
  )

/** Records a genuine beacon of the round that was fixed. Nothing where it is not awaited (any more). */
export const recordBeacon = (poll: Poll, evidence: Extract<LotEvidence, { source: 'drand' }>) => {
  const { lots } = poll.frozen
  if (poll.status !== 'awaiting-lots' || poll.recordedLots !== undefined) return undefined
  const isFixed = lots.source === 'drand' && lots.round === evidence.round && lots.chainHash === evidence.chainHash
  return isFixed && beaconAwaitedFrom(poll) !== undefined ? recorded(poll, { evidence }) : undefined
}

type SessionRefusal = 'lots-not-awaited' | 'lots-recorded-already' | 'lots-by-beacon' | 'session-at-another-time'

/** Whether a session in public may be recorded: once, of a poll that waits for it, held after its root was posted. */
export const admitSession = (
  poll: Poll,
  evidence: SessionEvidence,
  now: Instant,
): Decision<'admitted' | 'recorded', never, SessionRefusal> => {
  const { recordedLots, status } = poll
  if (recordedLots !== undefined)
    return canonicalJson(recordedLots.evidence) === canonicalJson(evidence)
      ? accept('recorded' as const)
      : refuse('lots-recorded-already')
  if (status !== 'awaiting-lots') return refuse('lots-not-awaited')
  const from = sessionAllowedFrom(poll)
  if (now < from) return refuse('lots-by-beacon', { sessionFrom: from })
  if (evidence.when < from || evidence.when > now) return refuse('session-at-another-time', { from, to: now })
  return accept('admitted' as const)
}

/** Records an admitted session, signed by the city. */
export const recordSession = (poll: Poll, evidence: SessionEvidence, signature: CitySignature) =>
  recorded(poll, { evidence, signature })
