// The content of a ward's result: the total of its count, the elected, the successors, and every step of the allocation.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { SessionEvidence } from '../../voting/lots/lots.ts'
import { LotStage } from '../allocation/ties.ts'
import { Cells } from '../count/cells.ts'
import { OnlineCount } from '../count/online-station.ts'

const Ids = z.array(z.string()).readonly()
/** Groups in order; those in one group are equal, and a lot decides between them when a vacancy needs it. */
const Next = z.array(Ids).readonly()

/** A lot that is needed between equals. Its pool is published before the randomness that decides exists. */
export const NeededLot = z.strictObject({
  subject: z.string(),
  stage: LotStage,
  among: Ids,
  places: z.int(),
  poolDigest: Sha256,
  postedAt: Instant,
})
export type NeededLot = z.infer<typeof NeededLot>

/** The same after the draw, which anyone can repeat. */
export const TieLot = NeededLot.extend({
  evidence: SessionEvidence,
  order: z.array(z.strictObject({ id: z.string(), ticket: Sha256 })).readonly(),
})
export type TieLot = z.infer<typeof TieLot>

/** A lot that no tie of the newest result needs. Its record stays, and it stands again where the same equals meet again. */
export const VoidedLot = TieLot.extend({ voidedAt: Instant })
export type VoidedLot = z.infer<typeof VoidedLot>

const Step = z.strictObject({
  why: z.enum([
    'full-quota',
    'largest-remainder',
    'highest-average-once',
    'highest-average',
    'absolute-majority',
    'list-exhausted',
  ]),
  listId: z.string(),
  seats: z.int(),
  measure: z.string().optional(),
  byLot: z.literal(true).optional(),
})

const Outcome = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('personal'),
    reason: z.enum(['votes', 'no-contest', 'no-votes']),
    elected: Ids,
    succession: Next,
  }),
  z.strictObject({
    method: z.literal('lists'),
    quota: z.string(),
    steps: z.array(Step).readonly(),
    lists: z.array(z.strictObject({ id: z.string(), seats: z.int(), elected: Ids, succession: Next })).readonly(),
    /** Majority rule and exhausted lists both moved a seat: two officers check the steps before this is established. */
    needsReview: z.boolean(),
  }),
])

/**
 * `total`: the sum of the definitive counts and the online votes, by the cells of the form. Absent where there was no contest.
 * `online`: what of it came online; absent where everybody voted on paper.
 */
export const Result = z.strictObject({
  seats: z.int(),
  total: Cells.optional(),
  online: OnlineCount.optional(),
  /** Hundredths of a percent. */
  turnout: z.int().optional(),
  outcome: Outcome,
  vacantSeats: z.int(),
})
export type Result = z.infer<typeof Result>

/** Whether the steps of a result must be checked before it is established: P 9 and P 10 both moved a seat. */
export const needsReview = ({ outcome }: Result): boolean => outcome.method === 'lists' && outcome.needsReview

/** Who is elected, in order. */
export const electedIn = ({ outcome }: Result): readonly string[] =>
  outcome.method === 'personal' ? outcome.elected : outcome.lists.flatMap(({ elected }) => elected)
