// The agenda of a meeting: what may open, what is decided where, what was decided elsewhere and comes back.
import * as z from 'zod'
import { dateInCity, type Instant, instantInCity, plusDays, plusMilliseconds } from '../../kernel/clock.ts'
import { DecisionId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'
import { Matter } from './matter.ts'
import { isMoreThan, leastAbove, type MeetingRules } from './meeting-rules.ts'

/** Only a formal meeting adopts; an informal one or a consultation prepares (ordinance, art. 1). */
export const MeetingKind = z.enum(['formal', 'informal', 'consultation'])
export type MeetingKind = z.infer<typeof MeetingKind>

export const mostItems = 200

export const AgendaItem = z.strictObject({
  number: z.int().min(1).max(200),
  title: Line(200),
  purpose: z.enum(['decision', 'discussion', 'information']),
  /** About persons: decided by secret ballot. */
  isAboutPersons: z.boolean(),
  /** What another part of the system waits for. */
  about: Matter.optional(),
  /** The decision that the item brings back: taken outside a formal meeting, or put off after a tie. */
  origin: z.strictObject({ from: z.enum(['ratification', 'tie']), decisionId: DecisionId }).optional(),
  /** It stood on the agenda of a meeting that did not open: whoever comes decides it (Gemw 20). */
  needsNoQuorum: z.boolean(),
})
export type AgendaItem = z.infer<typeof AgendaItem>

/** What waits for a formal meeting: a decision that comes back, or a list of decisions that is to be adopted. */
export type Waiting = Pick<AgendaItem, 'title' | 'isAboutPersons'> & {
  readonly about?: Matter | undefined
  readonly origin?: AgendaItem['origin']
}

/** An item as it is proposed. */
export type ProposedItem = Omit<AgendaItem, 'number' | 'needsNoQuorum'>

const numbered = (items: readonly Omit<AgendaItem, 'number'>[], from = 1): readonly AgendaItem[] =>
  items.map((item, place) => ({ ...item, number: from + place }))

/** An election of a member is about persons, whatever was said of it. */
const asItem = (item: ProposedItem): Omit<AgendaItem, 'number'> => ({
  ...item,
  isAboutPersons: item.isAboutPersons || item.about?.kind === 'election',
  needsNoQuorum: false,
})

const itemOf = ({ title, isAboutPersons, about, origin }: Waiting): ProposedItem => ({
  ...{ title, purpose: 'decision', isAboutPersons },
  ...(origin === undefined ? {} : { origin }),
  ...(about === undefined ? {} : { about }),
})

/** By what an item is known again: the decision that it brings back, the list that it is about. */
const marksOf = ({ origin, about }: Pick<Waiting, 'origin' | 'about'>): readonly string[] => [
  ...(origin === undefined ? [] : [origin.decisionId]),
  ...(about?.kind === 'decision-list' ? [about.meetingId] : []),
  ...(about?.kind === 'delegated-decision' ? [about.delegatedDecisionId] : []),
]

/** What waits for a formal meeting and is not on its agenda yet; no more than it has room for. */
const missingFrom = (
  kind: MeetingKind,
  there: readonly Pick<AgendaItem, 'origin' | 'about'>[],
  waiting: readonly Waiting[],
) => {
  if (kind !== 'formal') return []
  const known = new Set(there.flatMap(marksOf))
  const missing = waiting.filter((each) => {
    const marks = marksOf(each)
    if (marks.some((mark) => known.has(mark))) return false
    for (const mark of marks) known.add(mark)
    return true
  })
  return missing.slice(0, Math.max(0, mostItems - there.length))
}

/** The proposed items, and behind them everything that waits for a formal meeting. What is there already stays once. */
export const agendaWith = (
  kind: MeetingKind,
  items: readonly ProposedItem[],
  waiting: readonly Waiting[],
): readonly AgendaItem[] => numbered([...items, ...missingFrom(kind, items, waiting).map(itemOf)].map(asItem))

/** An agenda with these items behind its own: those keep their numbers. */
export const agendaAlso = (agenda: readonly AgendaItem[], items: readonly ProposedItem[]): readonly AgendaItem[] => [
  ...agenda,
  ...numbered(items.map(asItem), agenda.length + 1),
]

/** An agenda with what waits for a formal meeting behind it. */
export const agendaAwaited = (kind: MeetingKind, agenda: readonly AgendaItem[], waiting: readonly Waiting[]) =>
  agendaAlso(agenda, missingFrom(kind, agenda, waiting).map(itemOf))

/**
 * The agenda of a meeting that is called again: the items of the one that did not open, then what is new, then what came to
 * wait for a formal meeting since.
 */
export const agendaAgain = (
  kind: MeetingKind,
  old: readonly AgendaItem[],
  items: readonly ProposedItem[],
  waiting: readonly Waiting[],
): readonly AgendaItem[] => {
  const again = [...old.map((item) => ({ ...item, needsNoQuorum: true })), ...items.map(asItem)]
  return agendaAwaited(kind, numbered(again), waiting)
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

/** Until when somebody may register to speak; undefined where the day has no such hour. */
export const speakersRegisterBy = (startsAt: Instant, speaking: MeetingRules['speaking']): Instant | undefined =>
  instantInCity(plusDays(dateInCity(startsAt), -speaking.daysBefore), speaking.time)

/** Refused where a meeting that is called again begins too soon after the call was delivered. */
export const objectionToReconvening = (deliveredAt: Instant, startsAt: Instant, rules: MeetingRules) => {
  const earliest = reconvenedFrom(deliveredAt, rules)
  return startsAt < earliest ? refuse('reconvened-too-soon', { earliest }) : undefined
}
