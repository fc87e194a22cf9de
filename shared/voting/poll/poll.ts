// A poll: the one ballot box for everything, one shape for each status. Knows nothing of rounds or elections. Which steps
// lead from where to where stands in ../machine.ts.
import * as z from 'zod'
import { Instant, isWithin, LocalDate, plusMilliseconds } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, PollId, RoundId, WardCode } from '../../kernel/ids.ts'
import { unreachable } from '../../kernel/refusals.ts'
import { Checkpoint } from '../evidence/checkpoint.ts'
import { CitySignature } from '../evidence/city-signature.ts'
import { FixedLots, LotEvidence, LotSource } from '../lots/lots.ts'
import { RuleConfiguration } from '../rules/configuration.ts'
import { BallotForm } from './ballot-form.ts'
import { PollOption, Withdrawal } from './poll-option.ts'

/**
 * Who may vote: residents of the ward who have reached the age on a fixed day, and how many those are. `register`: what the
 * population register counted in the ward when the poll was announced; absent in polls announced before it was asked for.
 * `roll`: they are those who stand on this frozen roll, by its published root, as it was corrected since; `size` is how many
 * stood there when the poll was announced.
 */
export const Electorate = z
  .strictObject({
    wardCode: WardCode,
    minimumAge: z.int().min(0).max(120),
    ageOn: LocalDate,
    size: z.int().min(1).max(1_000_000),
    register: z.strictObject({ date: LocalDate, residents: z.int().min(1) }).optional(),
    roll: z.strictObject({ electionId: ElectionId, root: Sha256 }).optional(),
  })
  .meta({ id: 'Electorate' })
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
  /** The budget round that asks, if one does. */
  roundId: RoundId.optional(),
  /**
   * What becomes of an option that is withdrawn before the box is sealed: the count passes it over, as if nobody had named
   * it, so that its money goes to the next. Absent in polls announced before there was this promise: there it is counted.
   */
  withdrawals: z.literal('passed-over').optional(),
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

/** The lots of a poll as they were recorded; a session's record is signed by the city, a beacon by its network. */
export const RecordedLots = z
  .strictObject({ evidence: LotEvidence, signature: CitySignature.optional() })
  .meta({ id: 'RecordedLots' })
export type RecordedLots = z.infer<typeof RecordedLots>

const common = {
  frozen: FrozenPoll,
  /** SHA-256 of the canonical JSON of `frozen`. */
  configurationHash: Sha256,
  /** The city's signature over the hash. */
  configurationSignature: CitySignature,
  /** A power of two from 1 to 256: in so many parts lie the roll and the box. */
  shards: z.int().min(1).max(256),
  version: z.int().min(1),
  announcedAt: Instant,
  /** Options that can win nothing any more, in the order in which they were withdrawn. */
  withdrawn: z.array(Withdrawal).max(500).optional(),
}
/** The signed root of the ballots, and the lots drawn after it; only where equals are told apart by lot. */
const byLot = { checkpoint: Checkpoint.optional(), recordedLots: RecordedLots.optional() }

export const Poll = z.discriminatedUnion('status', [
  z.object({ ...common, status: z.literal('announced') }),
  z.object({ ...common, status: z.literal('cancelled') }),
  /** The box is closed for good and being counted. */
  z.object({ ...common, status: z.literal('sealed') }),
  /** Counted, the root of the ballots posted; nothing is decided before the lots are drawn. */
  z.object({ ...common, status: z.literal('awaiting-lots'), checkpoint: Checkpoint }),
  z.object({ ...common, status: z.literal('lots-drawn'), checkpoint: Checkpoint, recordedLots: RecordedLots }),
  z.object({ ...common, ...byLot, status: z.literal('published') }),
  /** The count did not add up: the election office decides what follows. */
  z.object({ ...common, ...byLot, status: z.literal('withheld') }),
  /** Declared void by the election office, for a reason that everyone can read. */
  z.object({ ...common, ...byLot, status: z.literal('void'), reason: z.string(), isToBeRepeated: z.boolean() }),
])
export type Poll = z.infer<typeof Poll>
export type PollIn<Status extends Poll['status']> = Extract<Poll, { readonly status: Status }>

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
export const PollPhase = z
  .enum(['announced', 'open', 'counting', 'awaiting-lots', 'published', 'withheld', 'void', 'cancelled'])
  .meta({ id: 'PollPhase' })
export type PollPhase = z.infer<typeof PollPhase>
export const phaseAt = (poll: Poll, t: Instant): PollPhase => {
  switch (poll.status) {
    case 'cancelled':
    case 'published':
    case 'withheld':
    case 'void':
    case 'awaiting-lots':
      return poll.status
    case 'sealed':
    case 'lots-drawn':
      return 'counting'
    case 'announced':
      if (t < poll.frozen.opensAt) return 'announced'
      return t < poll.frozen.closesAt ? 'open' : 'counting'
    default:
      return unreachable(poll)
  }
}

/** About 2,000 voters a shard: a partition takes 1,000 writes a second, and a small poll is counted with one read. */
export const shardsFor = (electorateSize: number): number =>
  Math.min(256, 2 ** Math.ceil(Math.log2(Math.max(1, electorateSize / 2_000))))
