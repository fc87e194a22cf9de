// A poll: one ballot box for every purpose, one shape for each status. Independent of rounds and elections. The allowed
// steps are in ../machine.ts.
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
 * Who may vote: residents of the ward who have reached the age on a fixed day, and their number. `register`: the
 * population register's figure for the ward at announcement; absent in polls from before it was recorded.
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
 * How ballots are cast. 1: by a permit alone (absent in polls from before version 2). 2: by a permit over a
 * one-time key of the voter, which signs the choice (ADR 0017).
 */
const BallotVersion = z.union([z.literal(1), z.literal(2)])
/** The version of ballots in newly announced polls. */
export const currentBallotVersion = 2 satisfies z.infer<typeof BallotVersion>

/** Everything that is fixed when a poll is announced. */
export const PollConfiguration = z.strictObject({
  pollId: PollId,
  ballotVersion: BallotVersion.optional(),
  question: z.strictObject({ nl: z.string().min(1).max(300), en: z.string().min(1).max(300) }),
  options: z.array(PollOption).min(1).max(500),
  /** The budget round of the poll, if there is one. */
  roundId: RoundId.optional(),
  /**
   * The treatment of an option that is withdrawn before sealing: the count skips it, as if nobody had named
   * it, so that its money goes to the next. Absent in polls from before this promise: there it is counted.
   */
  withdrawals: z.literal('passed-over').optional(),
  ballotForm: BallotForm,
  rule: RuleConfiguration,
  /** The tie-break between options that are equal by the rule. */
  lots: LotSource,
  electorate: Electorate,
  /** Fewer ballots than this, but more than none, are not published: they would reveal individual votes. */
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

/** The part that is hashed, signed, published before opening, and used for the count. */
export const FrozenPoll = PollConfiguration.extend({ ...PollKeys.shape, lots: FixedLots })
export type FrozenPoll = z.infer<typeof FrozenPoll>

/** The recorded lots of a poll; a session's record is signed by the city, a beacon by its network. */
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
  /** A power of two from 1 to 256: the number of parts of the roll and the box. */
  shards: z.int().min(1).max(256),
  version: z.int().min(1),
  announcedAt: Instant,
  /** Options that can no longer win, in the order in which they were withdrawn. */
  withdrawn: z.array(Withdrawal).max(500).optional(),
}
/** The signed root of the ballots, and the lots drawn after it; only if ties are decided by lot. */
const byLot = { checkpoint: Checkpoint.optional(), recordedLots: RecordedLots.optional() }

export const Poll = z.discriminatedUnion('status', [
  z.object({ ...common, status: z.literal('announced') }),
  z.object({ ...common, status: z.literal('cancelled') }),
  /** The box is closed permanently and being counted. */
  z.object({ ...common, status: z.literal('sealed') }),
  /** Counted, the root of the ballots posted; nothing is decided before the lots are drawn. */
  z.object({ ...common, status: z.literal('awaiting-lots'), checkpoint: Checkpoint }),
  z.object({ ...common, status: z.literal('lots-drawn'), checkpoint: Checkpoint, recordedLots: RecordedLots }),
  z.object({ ...common, ...byLot, status: z.literal('published') }),
  /** The count failed its checks: the election office decides what to do. */
  z.object({ ...common, ...byLot, status: z.literal('withheld') }),
  /** Declared void by the election office, for a public reason. */
  z.object({ ...common, ...byLot, status: z.literal('void'), reason: z.string(), isToBeRepeated: z.boolean() }),
])
export type Poll = z.infer<typeof Poll>
export type PollIn<Status extends Poll['status']> = Extract<Poll, { readonly status: Status }>

/** Requests received before the close may be written this much later: gateway 30 s, function 30 s, margin. */
export const inFlightMilliseconds = 75_000

/**
 * Whether votes are accepted at that moment: by the poll's own dates, whether or not any job ran; and never after its box
 * is sealed, whatever a clock says.
 */
export const isOpen = (poll: Poll, t: Instant): boolean => poll.status === 'announced' && isWithin(poll.frozen, t)

/** The longest write of a voter: four attempts of 3 s and the pauses between them. */
const longestWriteMilliseconds = 15_000

/** From then on no voter's write starts: all that started are finished when the box is settled. */
export const lastWriteAt = (poll: Poll): Instant =>
  plusMilliseconds(poll.frozen.closesAt, inFlightMilliseconds - longestWriteMilliseconds)

/** From when on the box can be counted. */
export const settledAt = (poll: Poll): Instant => plusMilliseconds(poll.frozen.closesAt, inFlightMilliseconds)

/** The public phase of a poll at a moment. Never stored. */
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
