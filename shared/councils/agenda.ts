// The agenda of a meeting: what may open, what is decided where, what was decided elsewhere and comes back.
import * as z from 'zod'
import { type Instant, plusMilliseconds } from '../kernel/clock.ts'
import { DecisionId } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusals.ts'
import { Line } from '../kernel/text.ts'
import { isMoreThan, leastAbove, type MeetingRules } from './meeting-rules.ts'

/** Only a formal meeting adopts; an informal one or a consultation prepares (ordinance, art. 1). */
export const MeetingKind = z.enum(['formal', 'informal', 'consultation'])
export type MeetingKind = z.infer<typeof MeetingKind>

export const AgendaItem = z.strictObject({
  number: z.int().min(1).max(200),
  title: Line(200),
  purpose: z.enum(['decision', 'discussion', 'information']),
  /** About persons: decided by secret ballot. */
  isAboutPersons: z.boolean(),
  /** Why the item is here, where nobody proposed it anew. */
  origin: z
    .discriminatedUnion('from', [
      z.strictObject({ from: z.literal('meeting-not-opened') }),
      z.strictObject({ from: z.literal('ratification'), decisionId: DecisionId }),
      z.strictObject({ from: z.literal('tie'), decisionId: DecisionId }),
    ])
    .optional(),
})
export type AgendaItem = z.infer<typeof AgendaItem>

/** A decision that waits for a formal meeting. */
export type Waiting = {
  readonly decisionId: DecisionId
  readonly title: string
  readonly isAboutPersons: boolean
  readonly from: 'ratification' | 'tie'
}

/** The items, numbered, with everything that waits for a formal meeting behind them. What is there already stays once. */
export const agendaWith = (
  kind: MeetingKind,
  items: readonly Omit<AgendaItem, 'number'>[],
  waiting: readonly Waiting[],
): readonly AgendaItem[] => {
  const present = new Set(items.map(({ origin }) => (origin && 'decisionId' in origin ? origin.decisionId : undefined)))
  const added =
    kind === 'formal'
      ? waiting
          .filter(({ decisionId }) => !present.has(decisionId))
          .map(({ decisionId, title, isAboutPersons, from }) => ({
            title,
            purpose: 'decision' as const,
            isAboutPersons,
            origin: { from, decisionId },
          }))
      : []
  return [...items, ...added].map((item, place) => ({ ...item, number: place + 1 }))
}

type Opening = {
  readonly kind: MeetingKind
  readonly sitting: number
  readonly present: number
  readonly isReconvened: boolean
}

/** Refused where too few are present to open. A meeting that is called again opens with whoever came. */
export const objectionToOpening = ({ kind, sitting, present, isReconvened }: Opening, rules: MeetingRules) => {
  if (kind !== 'formal') return undefined
  if (isReconvened) return present > 0 ? undefined : refuse('nobody-present')
  if (isMoreThan(rules.openingQuorum, present, sitting)) return undefined
  return refuse('no-quorum', { present, sitting, needed: leastAbove(rules.openingQuorum, sitting) })
}

/** The first moment at which a meeting may be held that is called again. */
export const reconvenedFrom = (deliveredAt: Instant, { reconvening }: MeetingRules): Instant =>
  plusMilliseconds(deliveredAt, reconvening.hoursAfterDelivery * 3_600_000)

/** Refused where a meeting that is called again begins too soon after the call was delivered. */
export const objectionToReconvening = (deliveredAt: Instant, startsAt: Instant, rules: MeetingRules) => {
  const earliest = reconvenedFrom(deliveredAt, rules)
  return startsAt < earliest ? refuse('reconvened-too-soon', { earliest }) : undefined
}

/** Whether an item is decided by whoever came: it stood on the agenda of the meeting that did not open. */
export const needsNoQuorum = ({ origin }: AgendaItem): boolean => origin?.from === 'meeting-not-opened'
