// A resident initiative (Dutch: bewonersinitiatief), from draft to done: one shape for each status. Which steps lead from
// where to where stands in machine.ts.
import * as z from 'zod'
import { dateInCity, Instant, type LocalDate, plusDays } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { DecisionId, DelegatedDecisionId, InitiativeId, PollId, ResidentId, RoundId, WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { Decider, InitiativeRules, sizeOf } from '../wards/initiative-rules.ts'
import {
  DraftContent,
  DraftParticulars,
  Grounds,
  ObjectionOutcome,
  Particulars,
  PublicContent,
  Reason,
} from './text/content.ts'

/** The steps that an initiative remembers. Editing leaves no trace: a draft is its applicant's own affair. */
export const StepName = z
  .enum([
    'submit',
    'return',
    'admit',
    'refuse',
    'extend',
    'award',
    'decline',
    'enter-round',
    'leave-round',
    'award-in-round',
    'decline-in-round',
    'start',
    'complete',
    'stop',
    'withdraw',
    'renounce',
    'lapse',
    'restore',
    'object',
    'maintain-refusal',
    'maintain-decline',
    'reopen-assessment',
    'reopen-decision',
  ])
  .meta({ id: 'InitiativeStepName' })
export type StepName = z.infer<typeof StepName>

/** Who took a step and when. `by` is a person or a round's vote, and never public. */
const StepTaken = z.strictObject({ step: StepName, at: Instant, by: z.union([ResidentId, z.literal('vote')]) })
export type StepTaken = z.infer<typeof StepTaken>

/**
 * What is fixed when an initiative is handed in: the rule set of the ward on that day. The decision term runs from then on;
 * it stands still while the initiative lies with the applicant (`suspendedDays`), and may be extended once.
 */
const Submission = z.strictObject({
  rules: InitiativeRules,
  submittedAt: Instant,
  suspendedDays: z.int().min(0),
  extension: z.strictObject({ days: z.int().min(1), reason: Reason }).optional(),
  isDecidedLate: z.boolean(),
  /** Which version of the text is public. Each one stays readable, with its date. */
  textVersion: z.int().min(1),
  /** The version from which signatures count: the last one that changed what residents had signed. */
  signedVersion: z.int().min(1),
  /** The text of that version, where the public one has been completed since. */
  signedContent: PublicContent.optional(),
})

/** The published result that decided: with it anyone can look up the reasoning. */
export const Vote = z.strictObject({ pollId: PollId, resultDigest: Sha256 }).meta({ id: 'InitiativeVote' })
export type Vote = z.infer<typeof Vote>

const StaffDecider = Decider.exclude(['residents'])
const byVote = { decidedBy: z.literal('residents'), roundId: RoundId, vote: Vote }

/** Where the ward manager decided on behalf of the ward council: by which decision of the council, and how it is kept there. */
const onBehalf = {
  delegation: z.strictObject({ delegationId: DecisionId, delegatedDecisionId: DelegatedDecisionId }).optional(),
}

/** An award: how much and who decided, from the budget of which year and why, or by which vote. */
const Award = z.discriminatedUnion('decidedBy', [
  z.strictObject({ decidedBy: StaffDecider, amountCents: Cents, budgetYear: z.int(), reason: Reason, ...onBehalf }),
  /** Without a year in awards of votes before it was kept: that of the round. */
  z.strictObject({ ...byVote, amountCents: Cents, budgetYear: z.int().optional() }),
])
export type Award = z.infer<typeof Award>
/** A decision against an award: by whom and why, or by which vote. */
const Decline = z.discriminatedUnion('decidedBy', [
  z.strictObject({ decidedBy: StaffDecider, reason: Reason, ...onBehalf }),
  z.strictObject(byVote),
])

/** What was decided against an initiative, while somebody objects to it. */
const Contested = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('refusal'), reason: Reason }),
  z.strictObject({ kind: z.literal('decline'), decline: Decline }),
])

/** The last objection (Dutch: bezwaar) to a decision, and how it was decided. Its grounds are private. */
const Objected = z.strictObject({
  filedAt: Instant,
  decided: z.strictObject({ at: Instant, outcome: ObjectionOutcome, reason: Reason }).optional(),
})

const common = {
  id: InitiativeId,
  wardCode: WardCode,
  applicantId: ResidentId,
  createdAt: Instant,
  requestDigest: Sha256,
  steps: z.array(StepTaken).readonly(),
  version: z.int().min(1),
  /** Changes without the version: it is nobody's decision, and supporters should not get in an assessor's way. */
  supporterCount: z.int().min(0),
}
const ownEyesOnly = { ...common, content: DraftContent, particulars: DraftParticulars }
const NotHandedIn = z.discriminatedUnion('status', [
  z.object({ ...ownEyesOnly, status: z.literal('draft') }),
  z.object({ ...ownEyesOnly, status: z.literal('withdrawn') }),
])
/** An initiative that nobody but its applicant has seen. */
export type NotHandedIn = z.infer<typeof NotHandedIn>

/** What everyone may know of what has been handed in, whatever its status. */
const publicHalf = {
  id: InitiativeId,
  wardCode: WardCode,
  steps: z.array(StepTaken).readonly(),
  supporterCount: common.supporterCount,
  content: PublicContent,
  submission: Submission,
  objection: Objected.optional(),
}

/** Every status after handing in: these attributes and those of the status. */
const handedIn = <const Shape extends z.core.$ZodShape, const Returned extends z.core.$ZodShape>(
  shape: Shape,
  returned: Returned,
) =>
  z.discriminatedUnion('status', [
    z.object({ ...shape, status: z.literal('submitted') }),
    z.object({ ...shape, ...returned, status: z.literal('returned') }),
    z.object({ ...shape, status: z.literal('admitted') }),
    z.object({ ...shape, status: z.literal('refused'), reason: Reason }),
    z.object({ ...shape, status: z.literal('under-objection'), against: Contested }),
    z.object({ ...shape, status: z.literal('in-round'), roundId: RoundId }),
    z.object({ ...shape, status: z.literal('awarded'), award: Award }),
    z.object({ ...shape, status: z.literal('not-awarded'), decline: Decline }),
    z.object({ ...shape, status: z.literal('under-way'), award: Award }),
    z.object({ ...shape, status: z.literal('done'), award: Award }),
    z.object({ ...shape, status: z.literal('stopped'), award: Award, reason: Reason }),
    /** Its applicant gave the award up: the money is the ward's again. */
    z.object({ ...shape, status: z.literal('renounced'), award: Award }),
    /** What the award was for never began: the money is the ward's again. */
    z.object({ ...shape, status: z.literal('lapsed'), award: Award, reason: Reason }),
    /** `roundId`: of the round whose ballot it still stands on. */
    z.object({ ...shape, status: z.literal('withdrawn'), roundId: RoundId.optional() }),
  ])

/**
 * `missing`: what the assessor misses. For the applicant: it may name private things. `completion`: the text on which the
 * applicant is working. The public one stands as it is until they hand in again.
 */
export const HandedIn = handedIn(
  { ...common, ...publicHalf, particulars: Particulars, grounds: Grounds.optional() },
  { missing: Reason, completion: PublicContent },
)
/** An initiative that has been handed in, at least once: its public half is public. */
export type HandedIn = z.infer<typeof HandedIn>

/** The same without what is private: what public lists are made of. */
export const PublicHalf = handedIn(publicHalf, {})
export type PublicHalf = z.infer<typeof PublicHalf>
/** The attributes that the public half lies in. */
export const publicAttributes = [...new Set(PublicHalf.options.flatMap((option) => Object.keys(option.shape)))]

export const Initiative = z.union([HandedIn, NotHandedIn])
export type Initiative = z.infer<typeof Initiative>

export const InitiativeStatus = z
  .enum([
    'draft',
    'submitted',
    'returned',
    'admitted',
    'refused',
    'in-round',
    'awarded',
    'not-awarded',
    'under-way',
    'done',
    'stopped',
    'renounced',
    'lapsed',
    'under-objection',
    'withdrawn',
  ])
  .meta({ id: 'InitiativeStatus' })
export type InitiativeStatus = Initiative['status']

export const isHandedIn = (initiative: Initiative): initiative is HandedIn => 'submission' in initiative

/** The round whose ballot an initiative stands or stood on. */
export const roundOf = (initiative: PublicHalf): RoundId | undefined => {
  if ('roundId' in initiative) return initiative.roundId
  const decided = decisionOf(initiative)
  return decided?.decidedBy === 'residents' ? decided.roundId : undefined
}

/** The award or its opposite, once there is one. */
export const decisionOf = (initiative: PublicHalf) => {
  if ('award' in initiative) return initiative.award
  if (initiative.status === 'under-objection')
    return initiative.against.kind === 'decline' ? initiative.against.decline : undefined
  return 'decline' in initiative ? initiative.decline : undefined
}

/** The award whose money is promised or spent: not one that was given up or has lapsed. */
export const standingAward = (initiative: PublicHalf): Award | undefined =>
  'award' in initiative && initiative.status !== 'renounced' && initiative.status !== 'lapsed'
    ? initiative.award
    : undefined

/** The pinned rules for an initiative of this amount. */
export const rulesFor = ({ submission, content }: PublicHalf) =>
  submission.rules[sizeOf(submission.rules, content.amountCents)]

/** The last day for the decision; nothing where the calendar of the rounds is the term. */
export const decisionDueOn = (initiative: PublicHalf): LocalDate | null => {
  const { submittedAt, suspendedDays, extension } = initiative.submission
  const { decisionTermDays } = rulesFor(initiative)
  if (decisionTermDays === null) return null
  return plusDays(dateInCity(submittedAt), decisionTermDays + suspendedDays + (extension?.days ?? 0))
}

/** Whether the term had passed at that moment. */
export const isPastTerm = (initiative: PublicHalf, t: Instant): boolean => {
  const dueOn = decisionDueOn(initiative)
  return dueOn !== null && dateInCity(t) > dueOn
}
