// The agenda of a meeting: what may open, what is decided where, what was decided elsewhere and comes back.
import * as z from 'zod'
import { dateInCity, type Instant, instantInCity, plusDays, plusMilliseconds } from '../../kernel/clock.ts'
import { DecisionId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'
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
  /** The decision that the item brings back: taken outside a formal meeting, or put off after a tie. */
  origin: z.strictObject({ from: z.enum(['ratification', 'tie']), decisionId: DecisionId }).optional(),
  /** It stood on the agenda of a meeting that did not open: whoever comes decides it (Gemw 20). */
  needsNoQuorum: z.boolean(),
})
export type AgendaItem = z.infer<typeof AgendaItem>

/** A decision that waits for a formal meeting. */
export type Waiting = {
  readonly decisionId: DecisionId
  readonly title: string
  readonly isAboutPersons: boolean
  readonly from: 'ratification' | 'tie'
}

/** An item as it is proposed. */
export type ProposedItem = Omit<AgendaItem, 'number' | 'needsNoQuorum'>

const numbered = (items: readonly Omit<AgendaItem, 'number'>[]): readonly AgendaItem[] =>
  items.map((item, place) => ({ ...item, number: place + 1 }))

/** The proposed items, and behind them everything that waits for a formal meeting. What is there already stays once. */
export const agendaWith = (
  kind: MeetingKind,
  items: readonly ProposedItem[],
  waiting: readonly Waiting[],
): readonly AgendaItem[] => {
  const there = new Set(items.map(({ origin }) => origin?.decisionId))
  const missing = kind === 'formal' ? waiting.filter(({ decisionId }) => !there.has(decisionId)) : []
  const added = missing.map(({ decisionId, title, isAboutPersons, from }) => ({
    title,
    purpose: 'decision' as const,
    isAboutPersons,
    origin: { from, decisionId },
  }))
  return numbered([...items, ...added].map((item) => ({ ...item, needsNoQuorum: false })))
}

/** The agenda of a meeting that is called again: the items of the one that did not open, then what is new. */
export const agendaAgain = (old: readonly AgendaItem[], items: readonly ProposedItem[]): readonly AgendaItem[] =>
  numbered([
    ...old.map((item) => ({ ...item, needsNoQuorum: true })),
    ...items.map((item) => ({ ...item, needsNoQuorum: false })),
  ])

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

/** Until when somebody may register to speak; undefined where the day has no such hour. */
export const speakersRegisterBy = (startsAt: Instant, { speaking }: MeetingRules): Instant | undefined =>
  instantInCity(plusDays(dateInCity(startsAt), -speaking.daysBefore), speaking.time)

/** Refused where a meeting that is called again begins too soon after the call was delivered. */
export const objectionToReconvening = (deliveredAt: Instant, startsAt: Instant, rules: MeetingRules) => {
  const earliest = reconvenedFrom(deliveredAt, rules)
  return startsAt < earliest ? refuse('reconvened-too-soon', { earliest }) : undefined
}
