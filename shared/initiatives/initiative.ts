// A resident initiative (Dutch: bewonersinitiatief), from draft to done. Which steps lead from where to where stands in
// transitions.ts.
import * as z from 'zod'
import { dateInCity, Instant, type LocalDate, plusDays } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { InitiativeId, PollId, ResidentId, RoundId, WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { Decider, InitiativeRules, sizeOf } from '../wards/initiative-rules.ts'
import { DraftContent, DraftParticulars, Particulars, PublicContent, Reason } from './content.ts'
import { InitiativeStatus, TransitionName } from './transitions.ts'

/** Who took a step and when. `by` is a person or a round's vote, and never public. */
const Step = z.strictObject({ step: TransitionName, at: Instant, by: z.union([ResidentId, z.literal('vote')]) })
export type Step = z.infer<typeof Step>

/**
 * What being handed in fixes: the rule set of the ward on that day. The decision term runs from then on; it stands still
 * while the initiative lies with the applicant (`suspendedDays`), and may be extended once.
 */
const Submission = z.strictObject({
  rules: InitiativeRules,
  submittedAt: Instant,
  suspendedDays: z.int().min(0),
  extension: z.strictObject({ days: z.int().min(1), reason: Reason }).optional(),
  isDecidedLate: z.boolean(),
})

/** An award: how much, who decided, and from which budget or by which vote. */
const Award = z.discriminatedUnion('decidedBy', [
  z.strictObject({
    decidedBy: Decider.exclude(['residents']),
    amountCents: Cents,
    budgetYear: z.int(),
  }),
  z.strictObject({ decidedBy: z.literal('residents'), amountCents: Cents }),
])

/** The published result that decided: with it anyone can look up the reasoning. */
export const Vote = z.strictObject({ pollId: PollId, resultDigest: Sha256 })
export type Vote = z.infer<typeof Vote>

const common = {
  id: InitiativeId,
  wardCode: WardCode,
  applicantId: ResidentId,
  createdAt: Instant,
  requestDigest: Sha256,
  steps: z.array(Step).readonly(),
  version: z.int().min(1),
  /** Changes without the version: it is nobody's decision, and supporters should not get in an assessor's way. */
  supporterCount: z.int().min(0),
}

const NotHandedIn = z.object({
  ...common,
  status: InitiativeStatus.extract(['draft', 'withdrawn']),
  content: DraftContent,
  particulars: DraftParticulars,
  submission: z.undefined().optional(),
})
/** An initiative that nobody but its applicant has seen. */
export type NotHandedIn = z.infer<typeof NotHandedIn>

export const HandedIn = z.object({
  ...common,
  status: InitiativeStatus.exclude(['draft']),
  content: PublicContent,
  particulars: Particulars,
  submission: Submission,
  /** What the assessor misses. For the applicant: it may name private things. */
  missing: Reason.optional(),
  /** Of the refusal, the decision or the stop. Public. */
  reason: Reason.optional(),
  roundId: RoundId.optional(),
  award: Award.optional(),
  vote: Vote.optional(),
})
/** An initiative that has been handed in, at least once: its public half is public. */
export type HandedIn = z.infer<typeof HandedIn>

export const Initiative = z.union([HandedIn, NotHandedIn])
export type Initiative = z.infer<typeof Initiative>

export const isHandedIn = (initiative: Initiative): initiative is HandedIn => initiative.submission !== undefined

/** The pinned rules for an initiative of this amount. */
export const rulesFor = ({ submission, content }: HandedIn) =>
  submission.rules[sizeOf(submission.rules, content.amountCents)]

/** The last day for the decision; nothing where the calendar of the rounds is the term. */
export const decisionDueOn = (initiative: HandedIn): LocalDate | null => {
  const { submittedAt, suspendedDays, extension } = initiative.submission
  const { decisionTermDays } = rulesFor(initiative)
  if (decisionTermDays === null) return null
  return plusDays(dateInCity(submittedAt), decisionTermDays + suspendedDays + (extension?.days ?? 0))
}

/** Whether the term had passed at that moment. */
export const isPastTerm = (initiative: HandedIn, t: Instant): boolean => {
  const dueOn = decisionDueOn(initiative)
  return dueOn !== null && dateInCity(t) > dueOn
}
