// What the ward manager decided about an initiative on behalf of the council. The council may look at it, and object within the
// term of its rules: then a formal meeting confirms or disapproves of it (practice in Afrikaanderwijk, 2023).
import * as z from 'zod'
import { dateInCity, Instant, LocalDate } from '../../kernel/clock.ts'
import { dutchClosedDays } from '../../kernel/closed-days.ts'
import { DecisionId, DelegatedDecisionId, InitiativeId, WardCode } from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import { refuse } from '../../kernel/refusals.ts'
import { endOf, isOver } from '../../kernel/terms.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { delegatedDecisions } from '../machine.ts'
import type { Waiting } from '../meetings/agenda.ts'
import type { MeetingRules } from '../rules/meeting-rules.ts'

const Objection = z.strictObject({
  at: Instant,
  reason: Prose(1_000),
  /** The membership or the role by which somebody objected. Never published. */
  by: z.string(),
})

const fields = {
  id: DelegatedDecisionId,
  wardCode: WardCode,
  version: z.int().min(1),
  delegationId: DecisionId,
  initiativeId: InitiativeId,
  /** Of the initiative. */
  title: Line(200),
  outcome: z.enum(['award', 'decline']),
  /** The amount awarded. */
  amountCents: Cents.optional(),
  decidedAt: Instant,
  /** The last day on which the council may object. */
  objectUntil: LocalDate,
  /** Whether an objection suspends the award, by the rules of the day. */
  isSuspendedByObjection: z.boolean(),
}
export const DelegatedDecision = z.discriminatedUnion('status', [
  z.object({ ...fields, status: z.literal('standing') }),
  z.object({ ...fields, status: z.literal('objected'), objection: Objection }),
  z.object({ ...fields, status: z.literal('confirmed'), objection: Objection, settledBy: DecisionId }),
  z.object({ ...fields, status: z.literal('disapproved'), objection: Objection, settledBy: DecisionId }),
])
export type DelegatedDecision = z.infer<typeof DelegatedDecision>

type Taken = Omit<
  Extract<DelegatedDecision, { status: 'standing' }>,
  'status' | 'version' | 'decidedAt' | 'objectUntil' | 'isSuspendedByObjection'
>

/** Records the decision, with the term in which the council may object by the rules of that day. */
export const keepDelegated = (taken: Taken, { delegation }: MeetingRules, now: Instant) => {
  const from = dateInCity(now)
  const ending = endOf({ term: delegation.objectionTerm, from, suspensions: [] }, dutchClosedDays)
  if ('refused' in ending) return ending
  return delegatedDecisions.begin('decide', {
    ...taken,
    decidedAt: now,
    objectUntil: ending.endsOn,
    isSuspendedByObjection: delegation.objectionMeans === 'suspended',
  })
}

/** The council objects within its term; a formal meeting deals with the objection. */
export const objectToDelegated = (
  decision: DelegatedDecision,
  { reason, by }: { readonly reason: string; readonly by: string },
  now: Instant,
) =>
  delegatedDecisions.take('object', decision, (it) =>
    isOver(it.objectUntil, now)
      ? refuse('objection-too-late', { until: it.objectUntil })
      : { ...it, objection: { at: now, reason, by } },
  )

/** The outcome of the formal meeting: adopted means confirmed, rejected means disapproved. */
export const settleDelegated = (decision: DelegatedDecision, isConfirmed: boolean, settledBy: DecisionId) =>
  isConfirmed
    ? delegatedDecisions.take('confirm', decision, (it) => ({ ...it, settledBy }))
    : delegatedDecisions.take('disapprove', decision, (it) => ({ ...it, settledBy }))

/** Why the awarded activity may not begin; undefined if it may. */
export const objectionToBeginning = ({ status, isSuspendedByObjection, objectUntil }: DelegatedDecision) => {
  if (!isSuspendedByObjection) return undefined
  if (status === 'objected') return refuse('suspended-by-council', { until: objectUntil })
  return status === 'disapproved' ? refuse('disapproved-by-council') : undefined
}

const titleOf = ({ title }: DelegatedDecision) =>
  `Besluit van de wijkmanager bekrachtigen: ${title}`.slice(0, 200).trim()

/** The ones that await a formal meeting, as items of its agenda. */
export const objectedWaiting = (decisions: readonly DelegatedDecision[]): readonly Waiting[] =>
  decisions
    .filter(({ status }) => status === 'objected')
    .map((decision) => ({
      title: titleOf(decision),
      isAboutPersons: false,
      about: { kind: 'delegated-decision', delegatedDecisionId: decision.id },
    }))
