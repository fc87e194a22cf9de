// Who sees what: everyone, the applicant, the ward's staff. Three strict schemas; a private field is not in the public one.
import * as z from 'zod'
import { warned } from '../api/warning.ts'
import { Instant, LocalDate } from '../kernel/clock.ts'
import { DecisionId, DelegatedDecisionId, InitiativeId, ResidentId, RoundId, WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { Decider } from '../wards/rules/initiative-rules.ts'
import { beginDueOn } from './decision/award.ts'
import { objectionDueOn } from './decision/objection.ts'
import {
  decisionDueOn,
  decisionOf,
  type HandedIn,
  type Initiative,
  InitiativeStatus,
  isHandedIn,
  isPastTerm,
  type PublicHalf,
  roundOf,
  rulesFor,
  StepName,
  standingAward,
  Vote,
} from './initiative.ts'
import {
  DraftContent,
  DraftParticulars,
  Grounds,
  ObjectionOutcome,
  Particulars,
  PublicContent,
  Reason,
} from './text/content.ts'
import { inProgress } from './text/draft.ts'
import { isMaterialChange, signedContentOf } from './text/text-version.ts'

/** An objection to the decision, and its outcome. Its grounds are in the dossier. */
const PublicObjection = z
  .strictObject({
    filedAt: Instant,
    decidedAt: Instant.optional(),
    outcome: ObjectionOutcome.optional(),
    reason: Reason.optional(),
  })
  .meta({ id: 'InitiativeObjection' })

/** Every status but draft: the statuses that a public list can filter by. */
export const PublicStatus = InitiativeStatus.exclude(['draft']).meta({ id: 'PublicInitiativeStatus' })

/** The moment of each step; who took it is not public. */
const PublicStep = z.strictObject({ step: StepName, at: Instant }).meta({ id: 'InitiativeStep' })

/** The decision of the ward council that the ward manager's decision rests on. */
const OnBehalf = z
  .strictObject({ delegationId: DecisionId, delegatedDecisionId: DelegatedDecisionId })
  .meta({ id: 'InitiativeDelegation' })

/** The public data of an award or a decision not to award. */
const afterDecision = {
  awardedCents: Cents.optional(),
  beginDueOn: LocalDate.optional().meta({ description: 'Of an award: it can lapse if nothing has begun by then.' }),
  returnedCents: Cents.optional(),
  objectionDueOn: LocalDate.optional().meta({ description: 'The last day on which the applicant can object.' }),
  objection: PublicObjection.optional(),
  delegation: OnBehalf.optional().meta({
    description: 'Where the ward manager decided on behalf of the ward council: by which decision of the council.',
  }),
}

const publicShape = {
  id: InitiativeId,
  wardCode: WardCode,
  ...PublicContent.shape,
  status: PublicStatus,
  steps: z.array(PublicStep),
  submittedAt: Instant,
  textVersion: z.int().min(1).meta({ description: 'Which version of the text this is; all of them: `…/versions`.' }),
  supporterCount: z.int().meta({ description: 'Signatures for this text, or for one that was only completed since.' }),
  supportersRequired: z.int(),
  decidedBy: Decider,
  decisionDueOn: LocalDate.nullable().meta({ description: 'Null where the calendar of the rounds is the term.' }),
  isOverdue: z.boolean(),
  isDecidedLate: z.boolean(),
  reason: Reason.optional(),
  roundId: RoundId.optional(),
  vote: Vote.optional(),
  ...afterDecision,
}

/** The public view of an initiative. */
export const PublicInitiative = z.strictObject(publicShape).meta({ id: 'Initiative' })

/** An initiative for its applicant, with the text they are writing and what the assessor asks for. */
export const OwnInitiative = z
  .strictObject({
    id: InitiativeId,
    wardCode: WardCode,
    ...DraftContent.shape,
    ...DraftParticulars.shape,
    status: InitiativeStatus,
    steps: z.array(PublicStep),
    createdAt: Instant,
    supporterCount: z.int(),
    supportersRequired: z.int().optional(),
    textVersion: z.int().min(1).optional(),
    asksSignaturesAgain: z
      .boolean()
      .optional()
      .meta({ description: 'While it is being completed: whether handing in this text asks the signatures again.' }),
    decisionDueOn: LocalDate.nullable().optional(),
    missing: Reason.optional(),
    reason: Reason.optional(),
    roundId: RoundId.optional(),
    vote: Vote.optional(),
    ...afterDecision,
    grounds: Grounds.optional(),
    ...warned,
  })
  .meta({ id: 'OwnInitiative' })

/** An initiative for the staff of its ward: everything, and who took which step. */
export const Dossier = z
  .strictObject({
    ...publicShape,
    ...Particulars.shape,
    steps: z.array(z.strictObject({ ...PublicStep.shape, by: z.union([ResidentId, z.literal('vote')]) })),
    missing: Reason.optional(),
    extension: z.strictObject({ days: z.int(), reason: Reason }).optional(),
    grounds: Grounds.optional(),
  })
  .meta({ id: 'InitiativeDossier' })

const publicSteps = ({ steps }: Pick<Initiative, 'steps'>) => steps.map(({ step, at }) => ({ step, at }))
const isAwaitingDecision = ({ status }: PublicHalf) => ['submitted', 'admitted', 'in-round'].includes(status)

const reasonOf = (initiative: PublicHalf): string | undefined => {
  if ('reason' in initiative) return initiative.reason
  if (initiative.status === 'under-objection' && initiative.against.kind === 'refusal') return initiative.against.reason
  const decision = decisionOf(initiative)
  return decision === undefined || decision.decidedBy === 'residents' ? undefined : decision.reason
}

const presentObjection = ({ filedAt, decided }: NonNullable<PublicHalf['objection']>) => ({
  filedAt,
  decidedAt: decided?.at,
  outcome: decided?.outcome,
  reason: decided?.reason,
})

/** The decision and its reason, if there is one. `reason`: of the refusal, the decision, the lapse or the stop. */
const outcomeOf = (initiative: PublicHalf) => {
  const decision = decisionOf(initiative)
  const standing = standingAward(initiative)
  return {
    reason: reasonOf(initiative),
    roundId: roundOf(initiative),
    vote: decision?.decidedBy === 'residents' ? decision.vote : undefined,
    delegation: decision?.decidedBy === 'residents' ? undefined : decision?.delegation,
    awardedCents: standing?.amountCents,
    beginDueOn: beginDueOn(initiative),
    returnedCents: standing === undefined && 'award' in initiative ? initiative.award.amountCents : undefined,
    objectionDueOn: objectionDueOn(initiative),
    objection: initiative.objection && presentObjection(initiative.objection),
  }
}

const missingOf = (initiative: HandedIn) => (initiative.status === 'returned' ? initiative.missing : undefined)

/** The public view at a moment. */
export const presentPublic = (initiative: PublicHalf, now: Instant): z.input<typeof PublicInitiative> => {
  const { id, wardCode, content, status, supporterCount, submission } = initiative
  return {
    id,
    wardCode,
    ...content,
    status,
    steps: publicSteps(initiative),
    submittedAt: submission.submittedAt,
    textVersion: submission.textVersion,
    supporterCount,
    supportersRequired: submission.rules.supporters.required,
    decidedBy: rulesFor(initiative).decidedBy,
    decisionDueOn: decisionDueOn(initiative),
    isOverdue: isAwaitingDecision(initiative) && isPastTerm(initiative, now),
    isDecidedLate: submission.isDecidedLate,
    ...outcomeOf(initiative),
  }
}

/** The view of the ward's staff. */
export const presentDossier = (initiative: HandedIn, now: Instant): z.input<typeof Dossier> => ({
  ...presentPublic(initiative, now),
  ...initiative.particulars,
  steps: initiative.steps.map(({ step, at, by }) => ({ step, at, by })),
  missing: missingOf(initiative),
  extension: initiative.submission.extension,
  grounds: initiative.grounds,
})

const afterHandingIn = (initiative: HandedIn) => ({
  supportersRequired: initiative.submission.rules.supporters.required,
  textVersion: initiative.submission.textVersion,
  asksSignaturesAgain:
    initiative.status === 'returned' ? isMaterialChange(signedContentOf(initiative), initiative.completion) : undefined,
  decisionDueOn: decisionDueOn(initiative),
  missing: missingOf(initiative),
  grounds: initiative.grounds,
  ...outcomeOf(initiative),
})

/** The view of the applicant. */
export const presentOwn = (initiative: Initiative): z.input<typeof OwnInitiative> => ({
  id: initiative.id,
  wardCode: initiative.wardCode,
  ...inProgress(initiative).content,
  ...initiative.particulars,
  status: initiative.status,
  steps: publicSteps(initiative),
  createdAt: initiative.createdAt,
  supporterCount: initiative.supporterCount,
  ...(isHandedIn(initiative) ? afterHandingIn(initiative) : {}),
})
