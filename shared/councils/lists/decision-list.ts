// The list of decisions of a meeting (besluitenlijst): what was decided item by item, in versions that are never changed. The
// next formal meeting adopts it; what is corrected after that is adopted anew.
import * as z from 'zod'
import { dateInCity, Instant } from '../../kernel/clock.ts'
import { DecisionId, MeetingId, type MemberId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { decisionLists } from '../machine.ts'
import { MeetingKind, type Waiting } from '../meetings/agenda.ts'
import { Tally } from '../meetings/decision.ts'

/** What came of a vote, as the meeting heard it. Persons stand behind a vote by name only. */
const ListedVote = z.strictObject({
  decisionId: DecisionId,
  /** `to-be-ratified`: carried outside a formal meeting, which adopts nothing. */
  outcome: z.enum(['adopted', 'rejected', 'put-off', 'to-be-ratified']),
  because: z.enum(['majority', 'no-majority', 'tie', 'nobody-asked-a-vote', 'lot']),
  how: z.enum(['by-name', 'secret', 'by-acclamation', 'ballots']),
  figures: Tally,
  votes: z
    .array(z.strictObject({ name: z.string(), vote: z.enum(['for', 'against', 'abstained', 'blank']) }))
    .readonly()
    .optional(),
  /** The member whom the council chose, by name. */
  elected: z.string().optional(),
})

export const ListedItem = z.strictObject({
  number: z.int().min(1),
  title: z.string(),
  purpose: z.enum(['decision', 'discussion', 'information']),
  isForRatification: z.boolean(),
  /** What the coordinator adds in words: a promise, a summary. */
  text: Prose(4_000).optional(),
  vote: ListedVote.optional(),
})
export type ListedItem = z.infer<typeof ListedItem>

/** One version. It is never changed; a later one follows it. */
export const ListVersion = z.object({
  number: z.int().min(1),
  writtenAt: Instant,
  /** Why it differs from the version before; absent of the first. */
  because: Line(200).optional(),
  items: z.array(ListedItem).max(200).readonly(),
})
export type ListVersion = z.infer<typeof ListVersion>
export const ListVersionHead = ListVersion.omit({ items: true })

/** That a formal meeting adopted a version. */
const Adoption = z.strictObject({
  listVersion: z.int().min(1),
  meetingId: MeetingId,
  decisionId: DecisionId,
  at: Instant,
})

const fields = {
  /** The meeting whose decisions it lists: a meeting has one list. */
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

/** The words of an item that the coordinator adds or replaces; `null` takes them away. */
export const ItemText = z.strictObject({ itemNumber: z.int().min(1).max(200), text: Prose(4_000).nullable() })
export type ItemText = z.infer<typeof ItemText>

/** All items of a meeting lie in one item of the table: 400 KB, and a character takes three bytes at the most. */
const longest = 100_000

/** The items with these words, or the refusal of words for an item that is not there. */
export const withTexts = (items: readonly ListedItem[], texts: readonly ItemText[]) => {
  const said = new Map(texts.map(({ itemNumber, text }) => [itemNumber, text]))
  const stranger = texts.find(({ itemNumber }) => !items.some(({ number }) => number === itemNumber))
  if (stranger !== undefined) return refuse('item-not-found', { itemNumber: stranger.itemNumber })
  const written = items.map(({ text: before, ...item }): ListedItem => {
    const text = said.has(item.number) ? (said.get(item.number) ?? undefined) : before
    return text === undefined ? item : { ...item, text }
  })
  return JSON.stringify(written).length > longest ? refuse('list-too-long', { most: longest }) : written
}

type Drawn = Pick<DecisionList, 'id' | 'wardCode' | 'requestDigest' | 'kind' | 'heldAt'>

/** Draws a list up: its first version. */
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
 * Corrects a list: a new version with the reason. `items`: what the decisions say now, so that a name that was corrected is
 * shown as it is. A list that was adopted waits for a formal meeting again.
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

/** A formal meeting adopts the version that stands. */
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

/** What of these lists waits for a formal meeting, as items of its agenda. */
export const listsWaiting = (lists: readonly DecisionList[]): readonly Waiting[] =>
  lists.filter(isToBeAdopted).map((list) => ({
    title: titleOf(list),
    isAboutPersons: false,
    about: { kind: 'decision-list', meetingId: list.id },
  }))

/** Of members, by id: what a list calls them. */
export type NamesOfMembers = ReadonlyMap<MemberId, string>
