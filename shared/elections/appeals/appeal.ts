// An appeal (beroep) against a decision of the electoral committee about a nomination or a list: registered with the day on which
// it was received, by the body that judges it, until its ruling. Who appealed stays in the file of the office.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { AppealId, ElectionId, NominationId, WardCode } from '../../kernel/ids.ts'
import { Line, Prose } from '../../kernel/text.ts'

/** Who judges an appeal: the committee for election matters (2022), or a court. */
export const AppealBody = z.enum(['committee-for-election-matters', 'court']).meta({ id: 'AppealBody' })

/** What the appeal is against. */
export const AppealedDecision = z.strictObject({
  kind: z.enum(['nomination', 'list']),
  /** Id of the nomination or the list. */
  id: NominationId,
})

/** The committee's decision, as it was when the appeal was registered. `moved`: to another ward. */
const Decided = z.strictObject({ outcome: z.enum(['valid', 'invalid', 'moved']), on: LocalDate })
export type Decided = z.infer<typeof Decided>

export const AppealGrounds = Prose(2_000, 10)

const appeal = {
  id: AppealId,
  electionId: ElectionId,
  wardCode: WardCode,
  against: AppealedDecision,
  decided: Decided,
  receivedOn: LocalDate,
  /** The last day of the term. An appeal that was received later is registered as late. */
  untilOn: LocalDate,
  judgedBy: AppealBody,
  /** In public words, without persons. */
  grounds: AppealGrounds,
  /** Number of the file of the office, which names who appealed. Never published. */
  fileNumber: Line(60, 1),
  registeredAt: Instant,
  requestDigest: Sha256,
  version: z.int().min(1),
}

const Ruling = z.strictObject({ on: LocalDate, reason: Prose(2_000, 10), recordedAt: Instant })

export const Appeal = z.discriminatedUnion('status', [
  z.object({ ...appeal, status: z.literal('received') }),
  z.object({ ...appeal, status: z.literal('dismissed'), ruling: Ruling }),
  z.object({ ...appeal, status: z.literal('inadmissible'), ruling: Ruling }),
  z.object({
    ...appeal,
    status: z.literal('withdrawn'),
    withdrawal: z.strictObject({ on: LocalDate, recordedAt: Instant }),
  }),
  z.object({
    ...appeal,
    status: z.literal('granted'),
    ruling: Ruling,
    /** A session after this one corrects the list. Absent if the ruling came when no list could be corrected any more. */
    afterSession: z.int().min(0).optional(),
  }),
])
export type Appeal = z.infer<typeof Appeal>

/** Whether it was received within its term. The body that judges it may excuse a late one. */
export const isInTime = ({ receivedOn, untilOn }: Appeal): boolean => receivedOn <= untilOn
