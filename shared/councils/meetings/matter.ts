// The matter of an agenda item, if another part of the system waits for the decision.
import * as z from 'zod'
import { LocalDate } from '../../kernel/clock.ts'
import {
  AgreementId,
  DecisionId,
  DelegatedDecisionId,
  InitiativeId,
  MeetingId,
  MemberId,
  type WardCode,
} from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import { SeatRole } from '../members/member.ts'
import { Period } from '../members/period.ts'
import type { Decision } from './decision.ts'

const AboutAgreement = z
  .strictObject({ kind: z.literal('agreement'), agreementId: AgreementId })
  .meta({ id: 'AboutAgreement' })
/** A proposal to award money to an initiative or to decline it. Adopting a decline declines; so does rejecting an award. */
const AboutInitiative = z
  .strictObject({
    kind: z.literal('initiative'),
    initiativeId: InitiativeId,
    proposal: z.enum(['award', 'decline']),
    amountCents: Cents.optional(),
  })
  .meta({ id: 'AboutInitiative' })
/** Members elect one of themselves: always by secret ballot. */
const AboutElection = z
  .strictObject({
    kind: z.literal('election'),
    role: SeatRole,
    period: Period,
    nominated: z.array(MemberId).min(1).max(20).readonly(),
  })
  .meta({ id: 'AboutElection' })
/** The ward manager decides about small initiatives on behalf of the council, until a day. */
const AboutDelegation = z
  .strictObject({
    kind: z.literal('delegation'),
    upToCents: Cents,
    from: LocalDate.optional(),
    until: LocalDate,
  })
  .meta({ id: 'AboutDelegation' })
/** A delegation is revoked. */
const AboutRevocation = z
  .strictObject({ kind: z.literal('revocation'), delegationId: DecisionId })
  .meta({ id: 'AboutRevocation' })
/** A decision of the ward manager with an objection of the council: adopted means confirmed, rejected means disapproved. */
const AboutDelegatedDecision = z
  .strictObject({ kind: z.literal('delegated-decision'), delegatedDecisionId: DelegatedDecisionId })
  .meta({ id: 'AboutDelegatedDecision' })

/** The list of decisions of an earlier meeting is adopted. */
const AboutDecisionList = z
  .strictObject({ kind: z.literal('decision-list'), meetingId: MeetingId })
  .meta({ id: 'AboutDecisionList' })

export const Matter = z
  .discriminatedUnion('kind', [
    AboutAgreement,
    AboutInitiative,
    AboutElection,
    AboutDelegation,
    AboutRevocation,
    AboutDelegatedDecision,
    AboutDecisionList,
  ])
  .meta({ id: 'Matter' })
export type Matter = z.infer<typeof Matter>

export type OnInitiative =
  | { readonly outcome: 'award'; readonly amountCents: number | undefined }
  | { readonly outcome: 'decline' }

/** The council's decision about an initiative; undefined if there is none, or if the decision is about something else. */
export const decidedOnInitiative = (
  { wardCode, status, about }: Decision,
  initiative: { readonly id: InitiativeId; readonly wardCode: WardCode },
): OnInitiative | undefined => {
  if (wardCode !== initiative.wardCode || about?.kind !== 'initiative' || about.initiativeId !== initiative.id)
    return undefined
  if (status === 'adopted')
    return about.proposal === 'decline' ? { outcome: 'decline' } : { outcome: 'award', amountCents: about.amountCents }
  return status === 'rejected' && about.proposal === 'award' ? { outcome: 'decline' } : undefined
}
