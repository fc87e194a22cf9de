// The contest of one ward in an election: its seats, the sessions in which its candidates are judged, and the order that was
// drawn. The allowed steps are in machine.ts.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { AppealId, ElectionId, NominationId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { Prose } from '../../kernel/text.ts'
import { SessionEvidence } from '../../voting/lots/lots.ts'
import { Recount } from '../results/recount.ts'
import { NeededLot, Result, TieLot, VoidedLot } from '../results/result.ts'
import { RecountBody } from '../rules/election-rules.ts'
import { OnlinePoll } from './online.ts'

export const maximumCandidates = 150
/** How many officers check a result in which the official programs differ. */
export const reviewsNeeded = 2

/** A session of the electoral committee, counted from 1. Every session after the first corrects one, with a reason. */
const Session = z.strictObject({ number: z.int().min(1), openedAt: Instant, reason: Prose(1_000, 10).optional() })

/** The seats that follow from the number of candidates: see seats.ts. */
const Supply = z.strictObject({
  kind: z.enum(['poll', 'no-contest', 'draw', 'vacant']),
  seats: z.int(),
  /** Places for which residents are drawn, or that stay vacant. */
  places: z.int(),
})

/**
 * The result of a session: the candidates, and the digest of the pool of the lot for the order. It is public
 * before the randomness that decides exists.
 */
const FixedList = z.strictObject({
  session: z.int().min(1),
  fixedAt: Instant,
  /** In the order of their ids, which has no meaning. */
  candidates: z.array(NominationId).max(maximumCandidates).readonly(),
  /** Collective lists with their candidates in order, by their ids; absent where there are none. */
  lists: z
    .array(z.strictObject({ id: NominationId, candidates: z.array(NominationId).readonly() }))
    .readonly()
    .optional(),
  poolDigest: Sha256,
  supply: Supply,
})
export type FixedList = z.infer<typeof FixedList>

/** The lot for the order on the ballot, in the order drawn. */
export const BallotLot = z.strictObject({
  evidence: SessionEvidence,
  order: z
    .array(z.strictObject({ id: NominationId, ticket: Sha256 }))
    .max(maximumCandidates)
    .readonly(),
})

const contest = {
  electionId: ElectionId,
  wardCode: WardCode,
  seats: z.int().min(1).max(60),
  version: z.int().min(1),
}

/** A decision of the municipal council on the number of seats within the term (ordinance, article 6a). */
export const Adjustment = z.strictObject({
  from: z.int(),
  to: z.int(),
  reason: Prose(1_000, 10),
  decidedOn: LocalDate,
  effectiveOn: LocalDate,
  recordedAt: Instant,
})

/**
 * Once the order is drawn. `ties`: later lots between equals, the earliest first. `recount`: the last one that was ordered; its
 * result is the next established one.
 */
const listed = {
  session: Session,
  list: FixedList,
  lot: BallotLot,
  ties: z.array(TieLot).max(50).readonly(),
  voidedTies: z.array(VoidedLot).max(50).readonly().default([]),
  recount: Recount.optional(),
  /** Decisions on the number of seats within the term, the earliest first. */
  adjustments: z.array(Adjustment).max(50).readonly().default([]),
  online: OnlinePoll.optional(),
}

/** `countSession`: the last session of counting that the result rests on; absent where nothing was counted. */
const proposed = {
  result: Result,
  proposedBy: ResidentId,
  countSession: z.int().min(1).optional(),
  /** Officers who checked every step of a result that needs review. */
  reviewedBy: z.array(ResidentId).max(reviewsNeeded).readonly().optional(),
}

export const Contest = z.discriminatedUnion('status', [
  z.object({ ...contest, status: z.literal('nominating') }),
  z.object({ ...contest, status: z.literal('in-session'), session: Session }),
  z.object({ ...contest, status: z.literal('judged'), session: Session, list: FixedList }),
  z.object({ ...contest, ...listed, status: z.literal('listed') }),
  /** An appeal was granted: a later session corrects the list. Until then nobody votes on it, and no result follows from it. */
  z.object({
    ...contest,
    status: z.literal('overturned'),
    session: Session,
    list: FixedList,
    isDrawn: z.boolean(),
    /** The online poll, if it had opened by then. */
    online: OnlinePoll.optional(),
    overturned: z.strictObject({ appealId: AppealId, at: Instant }),
  }),
  z.object({ ...contest, ...listed, status: z.literal('lot-needed'), needed: NeededLot }),
  z.object({ ...contest, ...listed, ...proposed, status: z.literal('proposed') }),
  z.object({
    ...contest,
    ...listed,
    ...proposed,
    status: z.literal('established'),
    establishedBy: ResidentId,
    establishedAt: Instant,
    termStartsOn: LocalDate,
    /** Elected by this result and not by the one that it superseded: they come before the succession. */
    added: z.array(NominationId).max(60).readonly().default([]),
  }),
  z.object({
    ...contest,
    status: z.literal('cancelled'),
    reason: Prose(1_000, 10),
    annulledBy: RecountBody.optional(),
  }),
])
export type Contest = z.infer<typeof Contest>
export type EstablishedContest = Extract<Contest, { readonly status: 'established' }>

/** The pool of the draw of a ward's order, as one text: subject of the lot. */
export const subjectOfOrder = ({ electionId, wardCode }: Contest, session: number): string =>
  `elections/${electionId}/contests/${wardCode}/sessions/${session}/ballot-order`
