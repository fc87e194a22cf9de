// Storage of rounds.
import * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { type InitiativeId, type PollId, RoundId, type WardCode } from '../kernel/ids.ts'
import { dueIndex } from '../platform/deadlines.ts'
import { listMerged } from '../table/merged.ts'
import type { Listing, PageRequest } from '../table/paging.ts'
import { getItem, queryListed, readAll } from '../table/read.ts'
import { type Change, change, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { settleDue } from './deadlines.ts'
import { Entry } from './entry.ts'
import { roundKeys } from './keys.ts'
import { Round } from './round.ts'

const roundKey = (id: RoundId) => ({ pk: roundKeys.round(id), sk: 'ROUND' }) as const
const entryKey = (id: RoundId, initiativeId: InitiativeId) =>
  ({ pk: roundKeys.round(id), sk: `ENTRY#${initiativeId}` }) as const
const roundOfPollKey = (pollId: PollId) => ({ pk: roundKeys.ofPoll(pollId), sk: 'ROUND' }) as const

/** Storage of a round: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptRounds: Kept<Round> = {
  schema: Round,
  key: ({ id }) => roundKey(id),
  index: (round) => ({
    gsi1pk: roundKeys.ofWard(round.wardCode),
    gsi1sk: `${round.createdAt}#${round.id}`,
    ...dueIndex(settleDue, round),
  }),
}

/** One round. Table, strong, 1 RCU per 4 KB. */
export const getRound = (table: Table, id: RoundId): Promise<Round | undefined> => getItem(table, roundKey(id), Round)

type Listed = { readonly wardCodes: readonly WardCode[]; readonly since?: Instant | undefined }

/**
 * Matching rounds of these wards, made since a moment or ever, the newest first. gsi1, eventual, 0.5 RCU per 4 KB: one query
 * for each ward, and one for every five rounds of a page that come from the same one.
 */
export const listRounds = (
  table: Table,
  { wardCodes, since }: Listed,
  page: PageRequest,
  matches?: (round: Round) => boolean,
): Promise<Listing<Round> | 'invalid-cursor'> => {
  const narrowed = { index: 'gsi1', order: 'descending', ...(since === undefined ? {} : { skFrom: since }) } as const
  const ranges = wardCodes.map((wardCode) => ({ ...narrowed, pk: roundKeys.ofWard(wardCode) }))
  return listMerged(table, ranges, Round, page, matches)
}

/** Rounds that are to be settled; at most 100, the longest overdue first. gsi2, eventual. */
export const listRoundsToSettle = (table: Table, now: Instant): Promise<readonly Round[]> =>
  queryListed(table, { index: 'gsi2', pk: roundKeys.settleDue(), skUpTo: now }, Round, 100)

/** The initiatives of a round in the order in which they entered; at most 200. Table, strong, about 10 RCU. */
export const getEntries = async (table: Table, id: RoundId): Promise<readonly Entry[]> =>
  inOrder(await readAll(table, { pk: roundKeys.round(id), skPrefix: 'ENTRY#' }, Entry))

/** The same for public views, without unreadable entries. Not used for decisions. */
export const listEntries = async (table: Table, id: RoundId): Promise<readonly Entry[]> =>
  inOrder(await queryListed(table, { pk: roundKeys.round(id), skPrefix: 'ENTRY#' }, Entry, 200))

const inOrder = (entries: readonly Entry[]): readonly Entry[] =>
  [...entries].sort((a, b) => (a.optionId < b.optionId ? -1 : 1))

/** The entry of one initiative. Table, strong, 1 RCU. */
export const getEntry = (table: Table, id: RoundId, initiativeId: InitiativeId): Promise<Entry | undefined> =>
  getItem(table, entryKey(id, initiativeId), Entry)

/** The round of a poll; undefined if the poll does not belong to a round. Table, strong, 1 RCU. */
export const getRoundOfPoll = async (table: Table, pollId: PollId): Promise<Round | undefined> => {
  const pointer = await getItem(table, roundOfPollKey(pollId), z.object({ roundId: RoundId }))
  return pointer === undefined ? undefined : getRound(table, pointer.roundId)
}

/** Adds an entry for an initiative that was not in this round. 1 item of a transaction. */
export const entryAdded = (round: Round, entry: Entry): Change<'changed-meanwhile'> =>
  change([{ put: { ...entryKey(round.id, entry.initiativeId), ...entry }, ...absent }], [], 'changed-meanwhile')

/** Removes the entry of an initiative. 1 item of a transaction. */
export const entryRemoved = (round: Round, entry: Entry): Change<'changed-meanwhile'> =>
  change(
    [{ delete: entryKey(round.id, entry.initiativeId), condition: 'attribute_exists(pk)' }],
    [],
    'changed-meanwhile',
  )

/** Records the round of a poll. 1 item of a transaction. */
export const roundOfPoll = (round: Round, pollId: PollId): Change<'changed-meanwhile'> =>
  change([{ put: { ...roundOfPollKey(pollId), roundId: round.id }, ...absent }], [], 'changed-meanwhile')
