// How initiatives are kept. Two public lists, both newest first and each one query: gsi1 holds all of a ward that have been
// handed in, gsi2 the same by status. One index with the status in front of the time could not give all statuses in order;
// a filter over the first would read without bound. What has not been handed in is in neither. An applicant's own list is
// made of pointers in the table itself, because they look for the draft they have just made.
import * as z from 'zod'
import type { CloudEvent } from '../../events/envelope.ts'
import { InitiativeId, type ResidentId, type WardCode } from '../kernel/ids.ts'
import { partitions } from '../table/definition.ts'
import { type Listing, listPage } from '../table/paging.ts'
import { getItem, type Key } from '../table/read.ts'
import type { Table } from '../table/table.ts'
import { absent, transact, type Write } from '../table/write.ts'
import { HandedIn, Initiative, isHandedIn, type NotHandedIn } from './initiative.ts'
import { type InitiativeStatus, type TransitionName, transitions } from './transitions.ts'

export type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }

/** Key of an initiative's item; its supports lie in the same partition. */
export const initiativeKey = (id: InitiativeId): Key => ({ pk: `${partitions.initiative}${id}`, sk: 'INITIATIVE' })
const ownPartition = (id: ResidentId) => `${partitions.resident}${id}`

const ofWard = (code: WardCode) => `WARD#${code}#INITIATIVE`
const ofWardIn = (code: WardCode, status: InitiativeStatus) => `${ofWard(code)}#${status}`

/** Only what has been handed in can be listed, by the moment it was. */
const indexKeys = (initiative: Initiative) => {
  if (!isHandedIn(initiative)) return {}
  const { id, wardCode, status, submission } = initiative
  const sort = `${submission.submittedAt}#${id}`
  return { gsi1pk: ofWard(wardCode), gsi1sk: sort, gsi2pk: ofWardIn(wardCode, status), gsi2sk: sort }
}

/** One initiative. Table, strong, 1 RCU per 4 KB. */
export const getInitiative = (table: Table, id: InitiativeId): Promise<Initiative | undefined> =>
  getItem(table, initiativeKey(id), Initiative)

/** Initiatives of a ward that have been handed in, all or those of one status, newest first. gsi1 or gsi2, eventual, 0.5 RCU per 4 KB. */
export const listInitiatives = (
  table: Table,
  of: { readonly wardCode: WardCode; readonly status?: InitiativeStatus | undefined },
  page: PageRequest,
): Promise<Listing<HandedIn> | 'invalid-cursor'> => {
  const range =
    of.status === undefined
      ? ({ index: 'gsi1', pk: ofWard(of.wardCode), order: 'descending' } as const)
      : ({ index: 'gsi2', pk: ofWardIn(of.wardCode, of.status), order: 'descending' } as const)
  return listPage(table, range, HandedIn, page)
}

const Pointer = z.object({ initiativeId: InitiativeId })

/** All initiatives of an applicant, newest first. Table, strong: one query of pointers, and 1 RCU per 4 KB of each. */
export const listOwnInitiatives = async (
  table: Table,
  applicantId: ResidentId,
  page: PageRequest,
): Promise<Listing<Initiative> | 'invalid-cursor'> => {
  const range = { pk: ownPartition(applicantId), skPrefix: 'INITIATIVE#', order: 'descending' } as const
  const pointers = await listPage(table, range, Pointer, page)
  if (pointers === 'invalid-cursor') return 'invalid-cursor'
  const found = await Promise.all(pointers.items.map(({ initiativeId }) => getInitiative(table, initiativeId)))
  return { items: found.filter((each) => each !== undefined), cursor: pointers.cursor }
}

/** Puts a new draft and its pointer, or finds what a request under the same key has made. Transaction of 2 items and the outbox. */
export const saveDraft = async (
  table: Table,
  draft: NotHandedIn,
  events: readonly CloudEvent[],
): Promise<{ readonly initiative: Initiative; readonly isOurs: boolean }> => {
  const pointer = { pk: ownPartition(draft.applicantId), sk: `INITIATIVE#${draft.createdAt}#${draft.id}` }
  const result = await transact(
    table,
    [
      { put: { ...initiativeKey(draft.id), ...draft }, ...absent },
      { put: { ...pointer, initiativeId: draft.id }, ...absent },
    ],
    events,
  )
  if (result.written) return { initiative: draft, isOurs: true }
  const standing = Initiative.parse(result.failed.get(0))
  return { initiative: standing, isOurs: standing.requestDigest === draft.requestDigest }
}

/** What may change with a step. Who, where and since when never do; the count of supporters has its own writes. */
const changeable = [
  'status',
  'version',
  'content',
  'particulars',
  'submission',
  'steps',
  'missing',
  'reason',
  'roundId',
  'award',
  'vote',
  'gsi1pk',
  'gsi1sk',
  'gsi2pk',
  'gsi2sk',
] as const

const assignments = (initiative: Initiative) => {
  const present = new Map<string, unknown>(Object.entries({ ...initiative, ...indexKeys(initiative) }))
  const kept = changeable.filter((name) => present.get(name) !== undefined)
  const gone = changeable.filter((name) => present.get(name) === undefined)
  const set = `SET ${kept.map((name) => `#${name} = :${name}`).join(', ')}`
  return {
    expression: gone.length === 0 ? set : `${set} REMOVE ${gone.map((name) => `#${name}`).join(', ')}`,
    names: Object.fromEntries(changeable.map((name) => [`#${name}`, name])),
    values: Object.fromEntries(kept.map((name) => [`:${name}`, present.get(name)])),
  }
}

/** What else must hold at the moment of the write: signatures may be taken back between reading and admitting. */
const besides = (step: TransitionName, initiative: Initiative) =>
  step === 'admit' && isHandedIn(initiative)
    ? {
        condition: ' AND supporterCount >= :required',
        values: { ':required': initiative.submission.rules.supporters.required },
      }
    : { condition: '', values: {} }

/**
 * An initiative after a step, if it is still the version before, in a state from which the step may start. For a
 * transaction with what changes beside it. 1 item.
 */
export const initiativeWrite = (step: TransitionName, initiative: Initiative): Write => {
  const { expression, names, values } = assignments(initiative)
  const { condition, values: besideValues } = besides(step, initiative)
  const from = transitions[step].from.map((status, index) => [`:from${index}`, status] as const)
  return {
    update: initiativeKey(initiative.id),
    expression,
    condition: `#status IN (${from.map(([name]) => name).join(', ')}) AND #version = :before${condition}`,
    names,
    values: { ...values, ...besideValues, ...Object.fromEntries(from), ':before': initiative.version - 1 },
  }
}

/** Saves a step and what changes beside it. Transaction of these items and the outbox; about 2 WCU per KB of the initiative. */
export const saveStep = async (
  table: Table,
  step: TransitionName,
  initiative: Initiative,
  events: readonly CloudEvent[],
  beside: readonly Write[] = [],
): Promise<'saved' | 'changed-meanwhile' | 'beside-refused'> => {
  const result = await transact(table, [initiativeWrite(step, initiative), ...beside], events)
  if (result.written) return 'saved'
  return result.failed.has(0) ? 'changed-meanwhile' : 'beside-refused'
}
