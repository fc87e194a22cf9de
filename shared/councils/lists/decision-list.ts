// The list of decisions of a meeting (besluitenlijst): the decision on each item, in versions that never change. The
// next formal meeting adopts it; later corrections must be adopted again.
import * as z from 'zod'
import { dateInCity, Instant } from '../../kernel/clock.ts'
import { DecisionId, MeetingId, type MemberId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { decisionLists } from '../machine.ts'
import { MeetingKind, type Waiting } from '../meetings/agenda.ts'
import { Tally } from '../meetings/decision.ts'

/** The result of a vote as announced in the meeting. Persons are listed only for a vote by name. */
const ListedVote = z.strictObject({
  decisionId: DecisionId,
  /** `to-be-ratified`: carried outside a formal meeting, where nothing can be adopted. */
  outcome: z.enum(['adopted', 'rejected', 'put-off', 'to-be-ratified']),
  because: z.enum(['majority', 'no-majority', 'tie', 'nobody-asked-a-vote', 'lot']),
  how: z.enum(['by-name', 'secret', 'by-acclamation', 'ballots']),
  figures: Tally,
  votes: z
    .array(z.strictObject({ name: z.string(), vote: z.enum(['for', 'against', 'abstained', 'blank']) }))
    .readonly()
    .optional(),
  /** The name of the member whom the council chose. */
  elected: z.string().optional(),
})

export const ListedItem = z.strictObject({
  number: z.int().min(1),
  title: z.string(),
  purpose: z.enum(['decision', 'discussion', 'information']),
  isForRatification: z.boolean(),
  /** A note by the coordinator: a promise, a summary. */
  text: Prose(4_000).optional(),
  vote: ListedVote.optional(),
})
export type ListedItem = z.infer<typeof ListedItem>

/** One version. It never changes; a later one follows it. */
export const ListVersion = z.object({
  number: z.int().min(1),
  writtenAt: Instant,
  /** How it differs from the previous version, and why; absent in the first. */
  because: Line(200).optional(),
  items: z.array(ListedItem).max(200).readonly(),
})
export type ListVersion = z.infer<typeof ListVersion>
export const ListVersionHead = ListVersion.omit({ items: true })

/** The adoption of a version by a formal meeting. */
const Adoption = z.strictObject({
  listVersion: z.int().min(1),
  meetingId: MeetingId,
  decisionId: DecisionId,
  at: Instant,
})

const fields = {
  /** The meeting of the list: a meeting has one list. */
  id: MeetingId,
  wardCode: WardCode,
  version: z.int().min(1),
  /** Digest of the request that drew it up. */
  requestDigest: z.string(),
  kind: MeetingKind,
  heldAt: Instant,
  /** The latest version of the text. */
  listVersion: z.int().min(1),
  adoptions: z.array(Adoption).max(100).readonly(),
}
export const DecisionList = z.discriminatedUnion('status', [
  z.object({ ...fields, status: z.literal('drawn-up') }),
  z.object({ ...fields, status: z.literal('adopted') }),
  z.object({ ...fields, status: z.literal('corrected') }),
])
export type DecisionList = z.infer<typeof DecisionList>

/** The notes on items that the coordinator adds or replaces; `null` removes one. */
export const ItemText = z.strictObject({ itemNumber: z.int().min(1).max(200), text: Prose(4_000).nullable() })
export type ItemText = z.infer<typeof ItemText>

/** All items of a meeting are one item of the table: the limit is 400 KB, at up to three bytes a character. */
const longest = 100_000

/** The items with these notes, or a refusal for a note on an item that does not exist. */
export const withTexts = (items: readonly ListedItem[], texts: readonly ItemText[]) => {
  const said = new Map(texts.map(({ itemNumber, text }) => [itemNumber, text]))
  const isThere = ({ itemNumber }: ItemText) => items.some(({ number }) => number === itemNumber)
  const stranger = texts.find((each) => !isThere(each))
  if (stranger !== undefined)
    return refuse(
      'item-not-found',
      { itemNumber: stranger.itemNumber },
      texts.flatMap((each, index) => (isThere(each) ? [] : [{ pointer: `/texts/${index}/itemNumber` }])),
    )
  const written = items.map(({ text: before, ...item }): ListedItem => {
    const text = said.has(item.number) ? (said.get(item.number) ?? undefined) : before
    return text === undefined ? item : { ...item, text }
  })
  return JSON.stringify(written).length > longest ? refuse('list-too-long', { most: longest }) : written
}

type Drawn = Pick<DecisionList, 'id' | 'wardCode' | 'requestDigest' | 'kind' | 'heldAt'>

/** Creates the first version of a list. */
export const drawUpList = (of: Drawn, items: readonly ListedItem[], texts: readonly ItemText[], now: Instant) => {
  const written = withTexts(items, texts)
  if ('refused' in written) return written
  const version: ListVersion = { number: 1, writtenAt: now, items: written }
  return {
    refused: false as const,
    taken: decisionLists.begin('draw-up', { ...of, listVersion: 1, adoptions: [] }),
    written: version,
  }
}

type Correction = { readonly reason: string; readonly texts: readonly ItemText[] }

const sameItems = (one: readonly ListedItem[], other: readonly ListedItem[]) =>
  JSON.stringify(one) === JSON.stringify(other)

/**
 * Corrects a list: a new version with the reason. `items`: the present content of the decisions, so that a corrected name
 * appears as corrected. An adopted list awaits a formal meeting again.
 */
export const correctList = (
  list: DecisionList,
  latest: ListVersion,
  items: readonly ListedItem[],
  { reason, texts }: Correction,
  now: Instant,
) => {
  const kept = latest.items.flatMap(({ number, text }) => (text === undefined ? [] : [{ itemNumber: number, text }]))
  const before = withTexts(items, kept)
  if ('refused' in before) return before
  const written = withTexts(before, texts)
  if ('refused' in written) return written
  if (sameItems(written, latest.items)) return refuse('list-unchanged')
  const version: ListVersion = { number: list.listVersion + 1, writtenAt: now, because: reason, items: written }
  const taken =
    list.status === 'adopted'
      ? decisionLists.take('reopen', list, (it) => ({ ...it, listVersion: version.number }))
      : decisionLists.take('correct', list, (it) => ({ ...it, listVersion: version.number }))
  return taken.refused ? taken : { refused: false as const, taken, written: version }
}

/** A formal meeting adopts the current version. */
export const adoptList = (
  list: DecisionList,
  by: { readonly meetingId: MeetingId; readonly decisionId: DecisionId },
  at: Instant,
) =>
  decisionLists.take('adopt', list, (it) => ({
    ...it,
    adoptions: [...it.adoptions, { ...by, listVersion: it.listVersion, at }],
  }))

export const isToBeAdopted = ({ status }: DecisionList): boolean => status !== 'adopted'

const months = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober']
const monthOf = (month: number) => [...months, 'november', 'december'][month - 1] ?? ''

/** An item of an agenda, in the language of the councils. */
const titleOf = ({ heldAt }: DecisionList): string => {
  const [year = '', month = '', day = ''] = dateInCity(heldAt).split('-')
  return `Besluitenlijst van ${Number(day)} ${monthOf(Number(month))} ${year}`
}

/** Which of these lists await a formal meeting, as items of its agenda. */
export const listsWaiting = (lists: readonly DecisionList[]): readonly Waiting[] =>
  lists.filter(isToBeAdopted).map((list) => ({
    title: titleOf(list),
    isAboutPersons: false,
    about: { kind: 'decision-list', meetingId: list.id },
  }))

/** The names of members by id. */
export type NamesOfMembers = ReadonlyMap<MemberId, string>
