// Storage of initiatives. Two public lists, both newest first and each one query: gsi1 holds all submitted initiatives of a
// ward, gsi2 the same by status. One index with the status before the time could not give all statuses in order, and
// a filter over gsi1 would read without limit. Drafts are in neither. An applicant's own list
// consists of pointers in the table itself, because applicants look for the draft they have just made.
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { InitiativeId, type ResidentId, WardCode } from '../kernel/ids.ts'
import { listMerged } from '../table/merged.ts'
import { type Listing, listPage } from '../table/paging.ts'
import { getItem, getListed, type Key } from '../table/read.ts'
import type { Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent, type Write } from '../table/write.ts'
import { Initiative, type InitiativeStatus, isHandedIn, PublicHalf, publicAttributes } from './initiative.ts'
import { initiativeKeys } from './keys.ts'
import { TextVersion } from './text/text-version.ts'

export type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }

/** Key of an initiative's item; its supports are in the same partition. */
export const initiativeKey = (id: InitiativeId): Key => ({ pk: initiativeKeys.initiative(id), sk: 'INITIATIVE' })

/** Only submitted initiatives can be listed, by their moment of submission. */
const indexKeys = (initiative: Initiative) => {
  if (!isHandedIn(initiative)) return {}
  const { id, wardCode, status, submission } = initiative
  const sort = `${submission.submittedAt}#${id}`
  return {
    gsi1pk: initiativeKeys.ofWard(wardCode),
    gsi1sk: sort,
    gsi2pk: initiativeKeys.ofWardInStatus(wardCode, status),
    gsi2sk: sort,
  }
}

/** One initiative. Table, strong, 1 RCU per 4 KB. */
export const getInitiative = (table: Table, id: InitiativeId): Promise<Initiative | undefined> =>
  getItem(table, initiativeKey(id), Initiative)

const Placed = z.object({ wardCode: WardCode, submission: z.object({ submittedAt: Instant }).optional() })
const placedAttributes = ['wardCode', 'submission.submittedAt']

/** The ward of an initiative that was handed in; nothing private is read. Table, strong, 1 RCU per 4 KB. */
export const wardOfHandedIn = async (table: Table, id: InitiativeId): Promise<WardCode | undefined> => {
  const placed = await getItem(table, initiativeKey(id), Placed, placedAttributes)
  return placed?.submission === undefined ? undefined : placed.wardCode
}

type Listed = {
  readonly wardCodes: readonly WardCode[]
  readonly status?: InitiativeStatus | undefined
  readonly since?: Instant | undefined
}

/**
 * Submitted initiatives of these wards, all or of one status, since a moment or ever, newest first; only their
 * public half is read. gsi1 or gsi2, eventual, 0.5 RCU per 4 KB: one query for each ward, and one for every
 * five items of a page that come from the same one.
 */
export const listInitiatives = (
  table: Table,
  { wardCodes, status, since }: Listed,
  page: PageRequest,
): Promise<Listing<PublicHalf> | 'invalid-cursor'> => {
  const narrowed = {
    order: 'descending',
    attributes: publicAttributes,
    ...(since === undefined ? {} : { skFrom: since }),
  } as const
  const ranges = wardCodes.map((wardCode) =>
    status === undefined
      ? ({ index: 'gsi1', pk: initiativeKeys.ofWard(wardCode), ...narrowed } as const)
      : ({ index: 'gsi2', pk: initiativeKeys.ofWardInStatus(wardCode, status), ...narrowed } as const),
  )
  return listMerged(table, ranges, PublicHalf, page)
}

const Pointer = z.object({ initiativeId: InitiativeId })

/** The initiatives of an applicant, newest first. Strong: one query of pointers, one batch, 1 RCU per 4 KB of each. */
export const listOwnInitiatives = async (
  table: Table,
  applicantId: ResidentId,
  page: PageRequest,
): Promise<Listing<Initiative> | 'invalid-cursor'> => {
  const range = { pk: initiativeKeys.ofResident(applicantId), skPrefix: 'INITIATIVE#', order: 'descending' } as const
  const pointers = await listPage(table, range, Pointer, page)
  if (pointers === 'invalid-cursor') return 'invalid-cursor'
  const keys = pointers.items.map(({ initiativeId }) => initiativeKey(initiativeId))
  return { items: await getListed(table, keys, Initiative), cursor: pointers.cursor }
}

/** The entry of a new draft in its applicant's own list, for the transaction that puts the draft. 1 item. */
export const pointerWrite = ({ id, applicantId, createdAt }: Initiative): Write => ({
  put: { pk: initiativeKeys.ofResident(applicantId), sk: `INITIATIVE#${createdAt}#${id}`, initiativeId: id },
  ...absent,
})

/** Removes a draft from its applicant's own list, for the transaction that deletes it. 1 item. */
export const pointerRemoval = ({ id, applicantId, createdAt }: Initiative): Write => ({
  delete: { pk: initiativeKeys.ofResident(applicantId), sk: `INITIATIVE#${createdAt}#${id}` },
  condition: 'attribute_exists(pk)',
})

const textVersionKey = (id: InitiativeId, textVersion: number): Key => ({
  pk: initiativeKeys.initiative(id),
  sk: `TEXT#${String(textVersion).padStart(6, '0')}`,
})

/** A version of the text, with the step that publishes it. It is written once. 1 item. */
export const textVersionWrite = (text: TextVersion): Write => ({
  put: { ...textVersionKey(text.initiativeId, text.textVersion), ...text },
  ...absent,
})

/** The public versions of a text, newest first. Table, strong, 1 RCU per 4 KB. */
export const listTextVersions = (
  table: Table,
  id: InitiativeId,
  page: PageRequest,
): Promise<Listing<TextVersion> | 'invalid-cursor'> =>
  listPage(table, { pk: initiativeKeys.initiative(id), skPrefix: 'TEXT#', order: 'descending' }, TextVersion, page)

/** Storage of an initiative: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptInitiatives: Kept<Initiative> = {
  schema: Initiative,
  key: ({ id }) => initiativeKey(id),
  index: indexKeys,
  untouched: ['supporterCount'],
  // Signatures may be withdrawn between reading and admitting.
  extraCondition: (step, after) =>
    step === 'admit' && isHandedIn(after)
      ? {
          condition: 'supporterCount >= :required',
          values: { ':required': after.submission.rules.supporters.required },
        }
      : undefined,
}
