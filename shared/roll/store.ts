// Storage of rolls in the table: the roll itself, its corrections, and the marks of those who have voted. Its
// entries are objects: register-store.ts.
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { type ElectionId, WardCode } from '../kernel/ids.ts'
import { dueIndex } from '../platform/deadlines.ts'
import type { Vault } from '../platform/vault.ts'
import { type Listing, listPage } from '../table/paging.ts'
import { getItem, type Key, queryListed, readAll } from '../table/read.ts'
import { type Change, change, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent, type Put, putOne } from '../table/write.ts'
import { Correction, type Standing } from './correction.ts'
import { importDeadline } from './deadlines.ts'
import { rollKeys } from './keys.ts'
import { Roll } from './roll.ts'

type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }

const rollKey = (id: ElectionId): Key => ({ pk: rollKeys.roll(id), sk: 'ROLL' })
const progressKey = (id: ElectionId): Key => ({ pk: rollKeys.roll(id), sk: 'PROGRESS' })
const correctedKey = (id: ElectionId, digest: string): Key => ({ pk: rollKeys.roll(id), sk: `CORRECTED#${digest}` })
const correctionKey = (id: ElectionId, number: number): Key => ({
  pk: rollKeys.roll(id),
  sk: `CORRECTION#${String(number).padStart(6, '0')}`,
})
const secretKey = (id: ElectionId): Key => ({ pk: rollKeys.secret(id), sk: 'KEY' })

/** Storage of a roll: 1 item. */
export const keptRolls: Kept<Roll> = {
  schema: Roll,
  key: ({ electionId }) => rollKey(electionId),
  index: (roll) => dueIndex(importDeadline, roll),
}

/** The roll of an election. Table, strong, 1 RCU per 4 KB. */
export const getRoll = (table: Table, id: ElectionId): Promise<Roll | undefined> => getItem(table, rollKey(id), Roll)

/** Requested imports that have not ended; at most 100, the longest overdue first. gsi2, eventual. */
export const listImportsDue = (table: Table, now: Instant): Promise<readonly Roll[]> =>
  queryListed(table, { index: 'gsi2', pk: rollKeys.importDue(), skUpTo: now }, Roll, 100)

const Progress = z.object({
  attempt: z.int(),
  step: z.enum(['reading', 'checking', 'freezing']),
  lines: z.int(),
  bytes: z.int(),
  at: Instant,
})
export type Progress = z.infer<typeof Progress>

/** The progress of an import. Table, strong, 1 RCU. */
export const getProgress = (table: Table, id: ElectionId): Promise<Progress | undefined> =>
  getItem(table, progressKey(id), Progress)

/** Records the progress of an import; an import of an earlier file does not overwrite that of a later one. 1 item, 1 WCU. */
export const noteProgress = async (table: Table, id: ElectionId, progress: Progress): Promise<void> => {
  await putOne(table, {
    put: { ...progressKey(id), ...progress },
    condition: 'attribute_not_exists(pk) OR attempt <= :attempt',
    values: { ':attempt': progress.attempt },
  })
}

const Corrected = z.object({ wardCode: WardCode.optional(), correction: z.int() })

/** A person's place by their last correction; undefined if there is none. Table, strong, 1 RCU. */
export const getCorrected = (table: Table, id: ElectionId, digest: string): Promise<Standing | undefined> =>
  getItem(table, correctedKey(id, digest), Corrected)

/** The corrections, in order. Table, strong, 1 RCU per 4 KB. */
export const listCorrections = (
  table: Table,
  id: ElectionId,
  page: PageRequest,
): Promise<Listing<Correction> | 'invalid-cursor'> =>
  listPage(table, { pk: rollKeys.roll(id), skPrefix: 'CORRECTION#' }, Correction, page)

/** Every correction, in order, with the digests of the persons. Table, strong, 1 RCU per 4 KB. */
export const getCorrections = (table: Table, id: ElectionId): Promise<readonly Correction[]> =>
  readAll(table, { pk: rollKeys.roll(id), skPrefix: 'CORRECTION#' }, Correction)

/** A correction, and its person's new place. 2 items of a transaction. */
export const corrected = (
  id: ElectionId,
  correction: Correction,
  { correction: earlier }: Standing,
): Change<'changed-meanwhile'> =>
  change(
    [
      { put: { ...correctionKey(id, correction.number), ...correction }, ...absent },
      {
        put: {
          ...correctedKey(id, correction.digest),
          ...(correction.to === undefined ? {} : { wardCode: correction.to }),
          correction: correction.number,
        },
        ...(earlier === undefined ? absent : { condition: 'correction = :earlier', values: { ':earlier': earlier } }),
      },
    ],
    [],
    'changed-meanwhile',
  )

/** The vault with the keys of rolls. */
export type RollVault = Vault<'roll'>
const contextOf = (id: ElectionId) => ({ election: id })
const WrappedKey = z.object({ wrapped: z.instanceof(Uint8Array) })

/** Wraps the new key of a roll, for the function that opens the roll; that function cannot unwrap it. */
export const wrapRollKey = (vault: RollVault, id: ElectionId, key: Uint8Array): Promise<Uint8Array> =>
  vault.wrap('roll', contextOf(id), key)

/** The wrapped key of a roll, if absent. 1 item of the transaction that opens it. */
export const rollKeyKept = (id: ElectionId, wrapped: Uint8Array): Change<'changed-meanwhile'> =>
  change([{ put: { ...secretKey(id), wrapped }, ...absent }], [], 'changed-meanwhile')

/** The key of a roll in plaintext. Table, strong, 1 RCU. */
export const findRollKey = async (table: Table, vault: RollVault, id: ElectionId): Promise<Uint8Array | undefined> => {
  const secret = await getItem(table, secretKey(id), WrappedKey)
  return secret && vault.unwrap('roll', contextOf(id), secret.wrapped)
}

/** How a person votes. `claim`: distinguishes a repeated request from another one. */
const VoteMark = z.object({ how: z.enum(['paper', 'online']), claim: z.string() })
export type VoteMark = z.infer<typeof VoteMark>

const markKey = (id: ElectionId, mark: string): Key => ({
  pk: rollKeys.marks(id, mark.slice(0, 2)),
  sk: `VOTER#${mark}`,
})

/**
 * The mark of a voter, on paper or online, in one place: nobody with a mark can vote again. Put if absent, or by the same
 * request again; for a transaction, or alone. 1 item, 1 WCU.
 */
export const voteMarked = (id: ElectionId, mark: string, { how, claim }: VoteMark): Put => ({
  put: { ...markKey(id, mark), how, claim },
  condition: 'attribute_not_exists(pk) OR (how = :how AND claim = :claim)',
  values: { ':how': how, ':claim': claim },
})

/** How somebody votes, by the item that stands in the way of another mark. */
export const howMarked = (standing: unknown): VoteMark['how'] => VoteMark.parse(standing).how

/** How a person with a mark votes; undefined without a mark. Table, strong, 1 RCU. */
export const findMark = async (table: Table, id: ElectionId, mark: string): Promise<VoteMark['how'] | undefined> =>
  (await getItem(table, markKey(id, mark), VoteMark))?.how

/** Marks somebody who votes on paper; how they vote already where they have another mark. 1 item, 1 WCU. */
export const markOnPaper = async (
  table: Table,
  id: ElectionId,
  mark: string,
  claim: string,
): Promise<'marked' | VoteMark['how']> => {
  const result = await putOne(table, voteMarked(id, mark, { how: 'paper', claim }))
  return result.written ? 'marked' : howMarked(result.failed.get(0))
}
