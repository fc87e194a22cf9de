// A nomination: a resident of 16 or older stands for the council of their ward. Public and private fields are apart: what a
// designation is based on, and the account, are only for the candidate and the committee.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { ElectionId, NominationId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { Line, Prose } from '../../kernel/text.ts'

/** A designation (aanduiding): a political preference, or membership of an association or organisation. */
export const PublicDesignation = z.strictObject({
  kind: z.enum(['political-preference', 'association', 'organisation']),
  name: Line(60, 2),
})

export type PublicDesignation = z.infer<typeof PublicDesignation>

/** A resident's input. `evidence`: the basis of the designation, for the committee only. */
export const NominationContent = z.strictObject({
  ballotName: Line(80, 2).meta({ description: 'The name as it will stand on the ballot.' }),
  text: Prose(1_000, 10).meta({ description: 'Why you stand, for the voters.' }),
  designation: z
    .strictObject({ ...PublicDesignation.shape, evidence: Prose(1_000, 3) })
    .meta({ description: 'What stands behind your name, with what shows that you may use it.' })
    .optional(),
})
export type NominationContent = z.infer<typeof NominationContent>

/** Why a nomination is invalid. */
export const InvalidReason = z.enum([
  'late',
  'too-young',
  'not-in-the-ward',
  'not-eligible',
  'name-not-right',
  'incomplete',
  'nominated-twice',
  'entered-by-mistake',
  'withdrawn-in-time',
  'died',
])

/** The committee's decision, and its session. `isDesignationProved`: false removes it from the ballot. */
const Accepted = z.strictObject({
  session: z.int().min(1),
  at: Instant,
  isDesignationProved: z.boolean(),
})
const Refused = z.strictObject({ session: z.int().min(1), at: Instant, reason: InvalidReason, note: Prose(1_000, 3) })

export const maximumNameCorrections = 20

/** The name on the ballot before the committee corrected it, in which session and why. */
export const NameCorrection = z.strictObject({
  was: NominationContent.shape.ballotName,
  because: Prose(500, 3),
  session: z.int().min(1),
  at: Instant,
})

/** Why a candidate on the list cannot get a seat any more. The votes stay in the total. */
export const DropReason = z.enum(['died', 'withdrew', 'moved-away'])

const nomination = {
  id: NominationId,
  electionId: ElectionId,
  wardCode: WardCode,
  residentId: ResidentId,
  content: NominationContent,
  submittedAt: Instant,
  requestDigest: Sha256,
  /** The collective list that the candidate consented to stand on. */
  listId: NominationId.optional(),
  /** Corrections of the name on the ballot, the earliest first. */
  nameCorrections: z.array(NameCorrection).max(maximumNameCorrections).readonly().optional(),
  /** Since when the candidate declines every seat for the rest of the term. */
  refusesTermSince: Instant.optional(),
  version: z.int().min(1),
}

export const Nomination = z.discriminatedUnion('status', [
  z.object({ ...nomination, status: z.literal('submitted') }),
  z.object({ ...nomination, status: z.literal('withdrawn'), withdrawnAt: Instant }),
  z.object({ ...nomination, status: z.literal('valid'), accepted: Accepted }),
  z.object({ ...nomination, status: z.literal('invalid'), refusal: Refused }),
  /** It was submitted, or drawn, in the wrong ward: it is in the other one under the same id. */
  z.object({ ...nomination, status: z.literal('moved'), movedTo: WardCode, movedAt: Instant }),
  z.object({
    ...nomination,
    status: z.literal('dropped'),
    accepted: Accepted,
    drop: z.strictObject({ reason: DropReason, on: LocalDate }),
  }),
  /** A resident who was drawn and accepted a seat: never on a list, and without a nomination of their own. */
  z.object({
    ...nomination,
    status: z.literal('drawn'),
    turn: z.strictObject({ lottery: z.int().min(1), place: z.int().min(1) }),
  }),
])
export type Nomination = z.infer<typeof Nomination>
export type NominationIn<Status extends Nomination['status']> = Extract<Nomination, { status: Status }>

/** Whether a candidate is on the list, even if they can no longer get a seat. */
export const isOnList = (it: Nomination): it is NominationIn<'valid' | 'dropped'> =>
  it.status === 'valid' || it.status === 'dropped'
