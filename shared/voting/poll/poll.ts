// A poll: the one ballot box for everything. Knows nothing of rounds or elections.
import * as z from 'zod'
import { type DomainEvent, event } from '../../../events/envelope.ts'
import { pollAnnounced, pollCancelled, pollRescheduled } from '../../../events/voting.ts'
import { Instant, isWithin, LocalDate, plusMilliseconds, type Window } from '../../kernel/clock.ts'
import { digestOf, Sha256 } from '../../kernel/digest.ts'
import { PollId, WardCode } from '../../kernel/ids.ts'
import { accept, type Decision, refuse, unreachable } from '../../kernel/refusals.ts'
import { Checkpoint } from '../evidence/checkpoint.ts'
import { CitySignature } from '../evidence/city-signature.ts'
import { type BeaconNetwork, beaconRoundAfterClose } from '../lots/beacon.ts'
import { FixedLots, LotEvidence, LotSource } from '../lots/lots.ts'
import { RuleConfiguration } from '../rules/configuration.ts'
import { BallotForm } from './ballot-form.ts'
import { PollOption } from './poll-option.ts'
import { pollProblems } from './poll-problems.ts'

/** Who may vote: residents of the ward who have reached the age on a fixed day; `size` as the register counts them. */
export const Electorate = z.strictObject({
  wardCode: WardCode,
  minimumAge: z.int().min(0).max(120),
  ageOn: LocalDate,
  size: z.int().min(1).max(1_000_000),
})
export type Electorate = z.infer<typeof Electorate>

/**
 * How ballots are cast. 1: by a permit alone (absent in polls announced before there was another). 2: by a permit over a
 * one-time key of the voter, which signs the choice (ADR 0017).
 */
const BallotVersion = z.union([z.literal(1), z.literal(2)])
/** How ballots are cast in a poll that is announced now. */
export const currentBallotVersion = 2 satisfies z.infer<typeof BallotVersion>

/** Everything that is fixed when a poll is announced. */
export const PollConfiguration = z.strictObject({
  pollId: PollId,
  ballotVersion: BallotVersion.optional(),
  question: z.strictObject({ nl: z.string().min(1).max(300), en: z.string().min(1).max(300) }),
  options: z.array(PollOption).min(1).max(500),
  ballotForm: BallotForm,
  rule: RuleConfiguration,
  /** What decides between options that are equal by the rule. */
  lots: LotSource,
  electorate: Electorate,
  /** Fewer ballots than this, but not none, are not published: they would say how single people voted. */
  smallestGroup: z.int().min(1).max(1_000).optional(),
  opensAt: Instant,
  closesAt: Instant,
})
export type PollConfiguration = z.infer<typeof PollConfiguration>

/** The public keys of a poll, base64: of its permits (RSA-3072, SPKI), its sealed ballots (X25519) and its acceptances (Ed25519, SPKI). */
const PollKeys = z.strictObject({
  permitKey: z.base64().max(1_000),
  sealKey: z.base64().max(100),
  acceptanceKey: z.base64().max(200),
})
export type PollKeys = z.infer<typeof PollKeys>

/** What is hashed, signed, published before opening, and counted by. */
export const FrozenPoll = PollConfiguration.extend({ ...PollKeys.shape, lots: FixedLots })
export type FrozenPoll = z.infer<typeof FrozenPoll>

/**
 * `sealed`: the box is closed for good and being counted. `awaiting-lots`: counted, the root of the ballots posted, and
 * nothing decided before the lots are drawn. `withheld`: the count did not add up.
 */
const PollStatus = z.enum(['announced', 'cancelled', 'sealed', 'awaiting-lots', 'published', 'withheld'])

/** The lots of a poll as they were recorded; a session's record is signed by the city, a beacon by its network. */
export const RecordedLots = z.strictObject({ evidence: LotEvidence, signature: CitySignature.optional() })
export type RecordedLots = z.infer<typeof RecordedLots>

export const Poll = z.object({
  frozen: FrozenPoll,
  /** SHA-256 of the canonical JSON of `frozen`. */
  configurationHash: Sha256,
  status: PollStatus,
  /** The city's signature over the hash; absent only between the decision to announce and its signing. */
  configurationSignature: CitySignature.optional(),
  /** A power of two from 1 to 256: in so many parts lie the roll and the box. */
  shards: z.int().min(1).max(256),
  version: z.int().min(1),
  announcedAt: Instant,
  /** The signed root of the ballots, once they are counted and lots are to be drawn. */
  checkpoint: Checkpoint.optional(),
  recordedLots: RecordedLots.optional(),
})
export type Poll = z.infer<typeof Poll>

/** Requests received before the close may be written this much later: gateway 30 s, function 30 s, allowance. */
export const inFlightMilliseconds = 75_000

/**
 * Whether votes are taken at that moment: by the poll's own dates, whether or not any job ran; and never again once its box
 * is sealed, whatever a clock says.
 */
export const isOpen = (poll: Poll, t: Instant): boolean => poll.status === 'announced' && isWithin(poll.frozen, t)

/** The longest write of a voter: four tries of 3 s and the pauses between them. */
const longestWriteMilliseconds = 15_000

/** From then on no write of a voter begins any more: all that began are over when the box is settled. */
export const lastWriteAt = (poll: Poll): Instant =>
  plusMilliseconds(poll.frozen.closesAt, inFlightMilliseconds - longestWriteMilliseconds)

/** From when on the box can be counted. */
export const settledAt = (poll: Poll): Instant => plusMilliseconds(poll.frozen.closesAt, inFlightMilliseconds)

/** What the world sees of a poll at a moment. Never stored. */
export const PollPhase = z.enum([
  'announced',
  'open',
  'counting',
  'awaiting-lots',
  'published',
  'withheld',
  'cancelled',
])
export type PollPhase = z.infer<typeof PollPhase>
export const phaseAt = (poll: Poll, t: Instant): PollPhase => {
  switch (poll.status) {
    case 'cancelled':
    case 'published':
    case 'withheld':
      return poll.status
    case 'awaiting-lots':
      return poll.recordedLots === undefined ? 'awaiting-lots' : 'counting'
    case 'sealed':
      return 'counting'
    case 'announced':
      if (t < poll.frozen.opensAt) return 'announced'
      return t < poll.frozen.closesAt ? 'open' : 'counting'
    default:
      return unreachable(poll.status)
  }
}

/** About 2,000 voters a shard: a partition takes 1,000 writes a second, and a small poll is counted with one read. */
export const shardsFor = (electorateSize: number): number =>
  Math.min(256, 2 ** Math.ceil(Math.log2(Math.max(1, electorateSize / 2_000))))

const subjectOf = (pollId: PollId) => `polls/${pollId}`

const windowFacts = (poll: Poll) => ({
  pollId: poll.frozen.pollId,
  wardCode: poll.frozen.electorate.wardCode,
  opensAt: poll.frozen.opensAt,
  closesAt: poll.frozen.closesAt,
  configurationHash: poll.configurationHash,
})

/** Where the lots come from, with all that must be known beforehand: of a beacon the round that is drawn from. */
const fixLots = (source: LotSource, closesAt: Instant, network: BeaconNetwork): FixedLots =>
  source === 'drand'
    ? { source, chainHash: network.chainHash, round: beaconRoundAfterClose(closesAt, network) }
    : { source }

/** Fixes everything about a poll and publishes its hash. Refuses what could not be counted. */
export const announcePoll = (
  configuration: PollConfiguration,
  keys: PollKeys,
  network: BeaconNetwork,
  now: Instant,
): Decision<Poll, DomainEvent, 'poll-already-open' | 'poll-closes-before-it-opens' | 'poll-cannot-be-counted'> => {
  if (configuration.opensAt <= now) return refuse('poll-already-open')
  if (configuration.closesAt <= configuration.opensAt) return refuse('poll-closes-before-it-opens')
  const problems = pollProblems(configuration)
  if (problems.length > 0) return refuse('poll-cannot-be-counted', {}, problems)
  const lots = fixLots(configuration.lots, configuration.closesAt, network)
  const frozen: FrozenPoll = { ...configuration, ...keys, lots }
  const poll: Poll = {
    frozen,
    configurationHash: digestOf(frozen),
    status: 'announced',
    shards: shardsFor(configuration.electorate.size),
    version: 1,
    announcedAt: now,
  }
  return accept(poll, event(pollAnnounced, subjectOf(configuration.pollId), windowFacts(poll)))
}

/** A change this close to the opening could be written while somebody votes by the old window. */
const isAboutToOpen = (poll: Poll, now: Instant) => poll.frozen.opensAt <= plusMilliseconds(now, inFlightMilliseconds)

/** Moves the window of a poll that is not about to open; the hash changes with it. */
export const reschedulePoll = (
  poll: Poll,
  window: Window,
  network: BeaconNetwork,
  now: Instant,
): Decision<Poll, DomainEvent, 'poll-already-open' | 'poll-closes-before-it-opens' | 'poll-cancelled'> => {
  if (poll.status === 'cancelled') return refuse('poll-cancelled')
  if (isAboutToOpen(poll, now) || window.opensAt <= now) return refuse('poll-already-open')
  if (window.closesAt <= window.opensAt) return refuse('poll-closes-before-it-opens')
  const lots = fixLots(poll.frozen.lots.source, window.closesAt, network)
  const frozen: FrozenPoll = { ...poll.frozen, opensAt: window.opensAt, closesAt: window.closesAt, lots }
  const { configurationSignature: _, ...unsigned } = poll
  const moved: Poll = { ...unsigned, frozen, configurationHash: digestOf(frozen), version: poll.version + 1 }
  return accept(moved, event(pollRescheduled, subjectOf(frozen.pollId), windowFacts(moved)))
}

/** Calls off a poll that is not about to open. */
export const cancelPoll = (
  poll: Poll,
  now: Instant,
): Decision<Poll, DomainEvent, 'poll-already-open' | 'poll-cancelled'> => {
  if (poll.status === 'cancelled') return refuse('poll-cancelled')
  if (isAboutToOpen(poll, now)) return refuse('poll-already-open')
  const { pollId, electorate } = poll.frozen
  return accept(
    { ...poll, status: 'cancelled' as const, version: poll.version + 1 },
    event(pollCancelled, subjectOf(pollId), { pollId, wardCode: electorate.wardCode }),
  )
}
