// A collective list: candidates who stand together, in an order, under one designation (Kiesreglement wijkraden, third version).
// A resident of the ward nominates it, and each candidate gives their own consent. It is nominated like a person, and has an
// id of the same kind: a line of the ballot is one or the other.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, NominationId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { Prose } from '../../kernel/text.ts'
import { InvalidReason, NominationContent } from './nomination.ts'

/** How many candidates a list may have. No source names a number. */
export const longestList = 30

/** The designation above the list, with the proof that the list may use it. */
export const ListDesignation = NominationContent.shape.designation.unwrap()

const Place = z.strictObject({ nominationId: NominationId, consentedAt: Instant.optional() })

const list = {
  id: NominationId,
  electionId: ElectionId,
  wardCode: WardCode,
  /** Who handed the list in, and may amend and withdraw it. */
  submittedBy: ResidentId,
  designation: ListDesignation,
  /** In the order of the list. Candidates without consent do not stand on it. */
  candidates: z.array(Place).min(1).max(longestList).readonly(),
  submittedAt: Instant,
  requestDigest: Sha256,
  version: z.int().min(1),
}

/** The committee's decision about a list, and its session. */
const accepted = z.strictObject({ session: z.int().min(1), at: Instant, isDesignationProved: z.boolean() })
const refusal = z.strictObject({
  session: z.int().min(1),
  at: Instant,
  reason: InvalidReason,
  note: Prose(1_000, 3),
})

export const CollectiveList = z.discriminatedUnion('status', [
  z.object({ ...list, status: z.literal('submitted') }),
  z.object({ ...list, status: z.literal('withdrawn'), withdrawnAt: Instant }),
  z.object({ ...list, status: z.literal('valid'), accepted }),
  z.object({ ...list, status: z.literal('invalid'), refusal }),
])
export type CollectiveList = z.infer<typeof CollectiveList>
