// A resident initiative (Dutch: bewonersinitiatief), from draft to done: one shape for each status. The allowed steps
// are in machine.ts.
import * as z from 'zod'
import { dateInCity, Instant, type LocalDate, plusDays } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { DecisionId, DelegatedDecisionId, InitiativeId, PollId, ResidentId, RoundId, WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { Decider, InitiativeRules, sizeOf } from '../wards/rules/initiative-rules.ts'
import {
  DraftContent,
  DraftParticulars,
  Grounds,
  ObjectionOutcome,
  Particulars,
  PublicContent,
  Reason,
} from './text/content.ts'

/** The steps kept in the history. Edits of a draft are not kept: a draft is private to its applicant. */
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

/** Who took a step and when. `by` is a person or the vote of a round, and never public. */
const StepTaken = z.strictObject({ step: StepName, at: Instant, by: z.union([ResidentId, z.literal('vote')]) })
export type StepTaken = z.infer<typeof StepTaken>

/**
 * Fixed at submission: the rule set of the ward on that day. The decision term starts then;
 * it is suspended while the initiative is with the applicant (`suspendedDays`), and may be extended once.
 */
const Submission = z.strictObject({
  rules: InitiativeRules,
  submittedAt: Instant,
  suspendedDays: z.int().min(0),
  extension: z.strictObject({ days: z.int().min(1), reason: Reason }).optional(),
  isDecidedLate: z.boolean(),
  /** The public version of the text. Each version stays readable, with its date. */
  textVersion: z.int().min(1),
  /** The version from which signatures count: the last one with a material change. */
  signedVersion: z.int().min(1),
  /** The text of that version, if the public one has been completed since. */
  signedContent: PublicContent.optional(),
})

const { shape: rules } = InitiativeRules
const { shape: ofSize } = rules.small
const ListedSize = z.object({ decidedBy: ofSize.decidedBy, decisionTermDays: ofSize.decisionTermDays })
/** The part that a list reads. Half of an initiative is its rules; a list shows only these. */
const ListedSubmission = z.object({
  rules: z.object({
    smallUpToCents: rules.smallUpToCents,
    small: ListedSize,
    large: ListedSize,
    supporters: z.object({ required: rules.supporters.shape.required }),
    objectionTermWeeks: rules.objectionTermWeeks,
    beginTermDays: rules.beginTermDays,
  }),
  submittedAt: Submission.shape.submittedAt,
  suspendedDays: Submission.shape.suspendedDays,
  extension: Submission.shape.extension,
  isDecidedLate: Submission.shape.isDecidedLate,
  textVersion: Submission.shape.textVersion,
  signedVersion: Submission.shape.signedVersion,
})

/** The published result that decided; it contains the reasoning. */
export const Vote = z.strictObject({ pollId: PollId, resultDigest: Sha256 }).meta({ id: 'InitiativeVote' })
export type Vote = z.infer<typeof Vote>

const StaffDecider = Decider.exclude(['residents'])
const byVote = { decidedBy: z.literal('residents'), roundId: RoundId, vote: Vote }

/** If the ward manager decided for the ward council: the decision of the council, and how the council records it. */
const onBehalf = {
  delegation: z.strictObject({ delegationId: DecisionId, delegatedDecisionId: DelegatedDecisionId }).optional(),
}

/** An award: the amount, the decider, the budget year and the reason, or the vote. */
const Award = z.discriminatedUnion('decidedBy', [
  z.strictObject({ decidedBy: StaffDecider, amountCents: Cents, budgetYear: z.int(), reason: Reason, ...onBehalf }),
  /** Absent in awards by vote from before it was kept: the year of the round. */
  z.strictObject({ ...byVote, amountCents: Cents, budgetYear: z.int().optional() }),
])
export type Award = z.infer<typeof Award>
/** A decision not to award: by whom and why, or by which vote. */
const Decline = z.discriminatedUnion('decidedBy', [
  z.strictObject({ decidedBy: StaffDecider, reason: Reason, ...onBehalf }),
  z.strictObject(byVote),
])

/** The decision that is being objected to. */
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
  /** Changes without the version: a signature is not a step, and must not make an assessor's request fail. */
  supporterCount: z.int().min(0),
}
const ownEyesOnly = { ...common, content: DraftContent, particulars: DraftParticulars }
const NotHandedIn = z.discriminatedUnion('status', [
  z.object({ ...ownEyesOnly, status: z.literal('draft') }),
  z.object({ ...ownEyesOnly, status: z.literal('withdrawn') }),
])
/** An initiative that only its applicant has seen. */
export type NotHandedIn = z.infer<typeof NotHandedIn>

/** The public data of a submitted initiative, whatever its status. */
const publicHalf = {
  id: InitiativeId,
  wardCode: WardCode,
  steps: z.array(StepTaken).readonly(),
  supporterCount: common.supporterCount,
  content: PublicContent,
  submission: Submission,
  objection: Objected.optional(),
}

/** Every status after submission: these attributes and those of the status. */
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
    /** Its applicant gave up the award: the money has returned to the ward. */
    z.object({ ...shape, status: z.literal('renounced'), award: Award }),
    /** The awarded activity never began: the money has returned to the ward. */
    z.object({ ...shape, status: z.literal('lapsed'), award: Award, reason: Reason }),
    /** `roundId`: of the round whose ballot still contains it. */
    z.object({ ...shape, status: z.literal('withdrawn'), roundId: RoundId.optional() }),
  ])

/**
 * `missing`: what the assessor asks for. Only for the applicant: it may be private. `completion`: the text on which the
 * applicant is working. The public text does not change until they submit again.
 */
export const HandedIn = handedIn(
  { ...common, ...publicHalf, particulars: Particulars, grounds: Grounds.optional() },
  { missing: Reason, completion: PublicContent },
)
/** An initiative that has been submitted at least once: its public half is public. */
export type HandedIn = z.infer<typeof HandedIn>

/** The same without its private data, for public lists. */
export const PublicHalf = handedIn({ ...publicHalf, submission: ListedSubmission }, {})
export type PublicHalf = z.infer<typeof PublicHalf>

const pathsIn = (shape: z.core.$ZodShape, before: string): readonly string[] =>
  Object.entries(shape).flatMap(([name, part]) =>
    part instanceof z.ZodObject ? pathsIn(part.shape, `${before}${name}.`) : [`${before}${name}`],
  )
const publicNames = new Set(PublicHalf.options.flatMap((option) => Object.keys(option.shape)))
/** The attributes that hold the public half, and the paths to the listed part of the submission. */
export const publicAttributes = [...publicNames].flatMap((name) =>
  name === 'submission' ? pathsIn(ListedSubmission.shape, 'submission.') : [name],
)

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

/** The round whose ballot contains or contained the initiative. */
export const roundOf = (initiative: PublicHalf): RoundId | undefined => {
  if ('roundId' in initiative) return initiative.roundId
  const decided = decisionOf(initiative)
  return decided?.decidedBy === 'residents' ? decided.roundId : undefined
}

/** The award or the decision not to award, once there is one. */
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
export const rulesFor = <Of extends PublicHalf>({ submission, content }: Of): Of['submission']['rules']['small'] =>
  submission.rules[sizeOf(submission.rules, content.amountCents)]

/** The last day for the decision; undefined if the calendar of the rounds is the term. */
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
