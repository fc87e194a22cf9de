// What an item of an agenda is about, where another part of the system waits for the decision.
import * as z from 'zod'
import { LocalDate } from '../../kernel/clock.ts'
import { AgreementId, InitiativeId, MemberId } from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import { SeatRole } from '../members/member.ts'
import { Period } from '../members/period.ts'

const AboutAgreement = z
  .strictObject({ kind: z.literal('agreement'), agreementId: AgreementId })
  .meta({ id: 'AboutAgreement' })
/** A proposal: money for an initiative, or none. A decline that is adopted declines; an award that is rejected does so too. */
const AboutInitiative = z
  .strictObject({
    kind: z.literal('initiative'),
    initiativeId: InitiativeId,
    proposal: z.enum(['award', 'decline']),
    amountCents: Cents.optional(),
  })
  .meta({ id: 'AboutInitiative' })
/** Members choose one of themselves: always by secret ballot. */
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
  .strictObject({ kind: z.literal('delegation'), upToCents: Cents, until: LocalDate })
  .meta({ id: 'AboutDelegation' })

export const Matter = z
  .discriminatedUnion('kind', [AboutAgreement, AboutInitiative, AboutElection, AboutDelegation])
  .meta({ id: 'Matter' })
export type Matter = z.infer<typeof Matter>
