// The agenda of a meeting: when it may open, which items can be decided where, and what comes back from elsewhere.
import * as z from 'zod'
import { dateInCity, type Instant, instantInCity, plusDays, plusMilliseconds } from '../../kernel/clock.ts'
import { DecisionId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'
import { isMoreThan, leastAbove, type MeetingRules } from '../rules/meeting-rules.ts'
import { Matter } from './matter.ts'

/** Only a formal meeting adopts; an informal one or a consultation prepares (ordinance, art. 1). */
export const MeetingKind = z.enum(['formal', 'informal', 'consultation'])
export type MeetingKind = z.infer<typeof MeetingKind>

export const maximumItems = 200

export const AgendaItem = z.strictObject({
  number: z.int().min(1).max(200),
  title: Line(200),
  purpose: z.enum(['decision', 'discussion', 'information']),
  /** About persons: decided by secret ballot. */
  isAboutPersons: z.boolean(),
  /** The matter that another part of the system waits for. */
  about: Matter.optional(),
  /** The decision that comes back with the item: taken outside a formal meeting, or postponed after a tie. */
  origin: z.strictObject({ from: z.enum(['ratification', 'tie']), decisionId: DecisionId }).optional(),
  /** It was on the agenda of a meeting that did not open: those present decide it (Gemw 20). */
  needsNoQuorum: z.boolean(),
})
export type AgendaItem = z.infer<typeof AgendaItem>

/** What awaits a formal meeting: a decision that comes back, or a list of decisions for adoption. */
export type Waiting = Pick<AgendaItem, 'title' | 'isAboutPersons'> & {
  readonly about?: Matter | undefined
  readonly origin?: AgendaItem['origin']
}

/** A proposed item. */
export type ProposedItem = Omit<AgendaItem, 'number' | 'needsNoQuorum'>

const numbered = (items: readonly Omit<AgendaItem, 'number'>[], from = 1): readonly AgendaItem[] =>
  items.map((item, place) => ({ ...item, number: from + place }))

/** An election of a member is always about persons, whatever the proposal says. */
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

/** The identity of an item: the decision that comes back with it, or the list that it is about. */
const marksOf = ({ origin, about }: Pick<Waiting, 'origin' | 'about'>): readonly string[] => [
  ...(origin === undefined ? [] : [origin.decisionId]),
  ...(about?.kind === 'decision-list' ? [about.meetingId] : []),
  ...(about?.kind === 'delegated-decision' ? [about.delegatedDecisionId] : []),
]

/** The items that await a formal meeting and are not on its agenda yet, as many as it has room for. */
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
  return missing.slice(0, Math.max(0, maximumItems - there.length))
}

/** The proposed items, followed by everything that awaits a formal meeting, each once. */
export const agendaWith = (
  kind: MeetingKind,
  items: readonly ProposedItem[],
  waiting: readonly Waiting[],
): readonly AgendaItem[] => numbered([...items, ...missingFrom(kind, items, waiting).map(itemOf)].map(asItem))

/** An agenda with these items added at the end: existing items keep their numbers. */
export const agendaAlso = (agenda: readonly AgendaItem[], items: readonly ProposedItem[]): readonly AgendaItem[] => [
  ...agenda,
  ...numbered(items.map(asItem), agenda.length + 1),
]

/** An agenda with the items that await a formal meeting added at the end. */
export const agendaAwaited = (kind: MeetingKind, agenda: readonly AgendaItem[], waiting: readonly Waiting[]) =>
  agendaAlso(agenda, missingFrom(kind, agenda, waiting).map(itemOf))

/**
 * The agenda of a reconvened meeting: the items of the one that did not open, then new ones, then those that have come to
 * await a formal meeting since.
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

/** Refuses to open with too few present. A reconvened meeting opens with any number of members. */
export const objectionToOpening = ({ kind, sitting, present, isReconvened }: Opening, rules: MeetingRules) => {
  if (kind !== 'formal') return undefined
  if (isReconvened) return present > 0 ? undefined : refuse('nobody-present')
  if (isMoreThan(rules.openingQuorum, present, sitting)) return undefined
  return refuse('no-quorum', { present, sitting, needed: leastAbove(rules.openingQuorum, sitting) })
}

/** The earliest time at which a reconvened meeting may be held. */
export const reconvenedFrom = (deliveredAt: Instant, { reconvening }: MeetingRules): Instant =>
  plusMilliseconds(deliveredAt, reconvening.hoursAfterDelivery * 3_600_000)

/** The deadline for registering to speak; undefined if the day has no such hour. */
export const speakersRegisterBy = (startsAt: Instant, speaking: MeetingRules['speaking']): Instant | undefined =>
  instantInCity(plusDays(dateInCity(startsAt), -speaking.daysBefore), speaking.time)

/** Refuses a reconvened meeting that begins too soon after the call was delivered. */
export const objectionToReconvening = (deliveredAt: Instant, startsAt: Instant, rules: MeetingRules) => {
  const earliest = reconvenedFrom(deliveredAt, rules)
  return startsAt < earliest ? refuse('reconvened-too-soon', { earliest }) : undefined
}
