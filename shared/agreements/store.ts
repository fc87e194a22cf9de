// Storage of agreements, their texts, comments and actions.
import type * as z from 'zod'
import type { DomainEvent } from '../../events/envelope.ts'
import type { Instant } from '../kernel/clock.ts'
import type { ActionId, AgreementId, CommentId, ResidentId, WardCode } from '../kernel/ids.ts'
import { dueIndex } from '../platform/deadlines.ts'
import { type Listing, listMatching, listPage } from '../table/paging.ts'
import { getItem, queryAllListed, queryListed, readAll } from '../table/read.ts'
import { type Change, change, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { Action, ActionShape } from './actions/action.ts'
import { Agreement } from './agreement/agreement.ts'
import { Comment } from './agreement/comment.ts'
import { TextVersion, TextVersionHead } from './agreement/text.ts'
import { turnDue } from './deadlines.ts'
import { agreementKeys } from './keys.ts'

type Page = { readonly limit: number; readonly cursor?: string | undefined }

const agreementKey = (id: AgreementId) => ({ pk: agreementKeys.agreement(id), sk: 'AGREEMENT' }) as const
const textKey = (id: AgreementId, number: number) =>
  ({ pk: agreementKeys.agreement(id), sk: `TEXT#${String(number).padStart(6, '0')}` }) as const
type OfComment = { readonly agreementId: AgreementId; readonly residentId: ResidentId; readonly id: CommentId }
const commentKey = ({ agreementId, residentId, id }: OfComment) =>
  ({ pk: agreementKeys.agreement(agreementId), sk: `RESIDENT#${residentId}#COMMENT#${id}` }) as const
const actionKey = (id: AgreementId, actionId: ActionId) =>
  ({ pk: agreementKeys.agreement(id), sk: `ACTION#${actionId}` }) as const

/** Storage of an agreement: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptAgreements: Kept<Agreement> = {
  schema: Agreement,
  key: ({ id }) => agreementKey(id),
  index: (agreement) => ({
    gsi1pk: agreementKeys.all(),
    gsi1sk: `${agreement.wardCode}#${agreement.from}#${agreement.id}`,
    ...dueIndex(turnDue, agreement),
  }),
}

/** One agreement. Table, strong, 1 RCU per 4 KB. */
export const getAgreement = (table: Table, id: AgreementId): Promise<Agreement | undefined> =>
  getItem(table, agreementKey(id), Agreement)

/** Agreements of a ward, the latest to begin first. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listAgreements = (
  table: Table,
  wardCode: WardCode,
  page: Page,
): Promise<Listing<Agreement> | 'invalid-cursor'> =>
  listPage(
    table,
    { index: 'gsi1', pk: agreementKeys.all(), skPrefix: `${wardCode}#`, order: 'descending' },
    Agreement,
    page,
  )

/** All agreements of the city, for its figures: some two hundred. gsi1, eventual, about 25 RCU. */
export const listAllAgreements = (table: Table): AsyncGenerator<Agreement> =>
  queryAllListed(table, { index: 'gsi1', pk: agreementKeys.all() }, Agreement)

/** Agreements that take effect or end; at most 100, the longest overdue first. gsi2, eventual. */
export const listAgreementsToTurn = (table: Table, now: Instant): Promise<readonly Agreement[]> =>
  queryListed(table, { index: 'gsi2', pk: agreementKeys.turnDue(), skUpTo: `${now}~` }, Agreement, 100)

/** A version of the text, written once and never changed. 1 item of a transaction. */
export const textWritten = (id: AgreementId, version: TextVersion): Change<'changed-meanwhile'> =>
  change([{ put: { ...textKey(id, version.number), ...version }, ...absent }], [], 'changed-meanwhile')

/** One version of the text. Table, strong, 1 RCU per 4 KB. */
export const getText = (table: Table, id: AgreementId, number: number): Promise<TextVersion | undefined> =>
  getItem(table, textKey(id, number), TextVersion)

/** The versions of the text without their text, in order. Table, strong, 1 RCU per 4 KB of the texts. */
export const listTexts = (
  table: Table,
  id: AgreementId,
  page: Page,
): Promise<Listing<z.infer<typeof TextVersionHead>> | 'invalid-cursor'> =>
  listPage(
    table,
    { pk: agreementKeys.agreement(id), skPrefix: 'TEXT#', attributes: ['number', 'at', 'because'] },
    TextVersionHead,
    page,
  )

/** Checks that the agreement is in one of these states when something is added to it. 1 check of a transaction. */
export const agreementIsStill = (
  { id }: Agreement,
  statuses: readonly Agreement['status'][],
): Change<'changed-meanwhile'> => {
  const values = statuses.map((status, place) => [`:status${place}`, status] as const)
  return change(
    [
      {
        check: agreementKey(id),
        condition: `#status IN (${values.map(([name]) => name).join(', ')})`,
        names: { '#status': 'status' },
        values: Object.fromEntries(values),
      },
    ],
    [],
    'changed-meanwhile',
  )
}

/** A comment, once. 1 item of a transaction. */
export const commentAdded = (comment: Comment, events: readonly DomainEvent[]): Change<'commented-already'> => {
  const { agreementId, id, at } = comment
  const index = { gsi1pk: agreementKeys.comments(agreementId), gsi1sk: `${at}#${id}` }
  return change([{ put: { ...commentKey(comment), ...comment, ...index }, ...absent }], events, 'commented-already')
}

/** Deletes a comment, if it is there. 1 item of a transaction. */
export const commentRemoved = (comment: Comment, event: DomainEvent): Change<'comment-not-found'> =>
  change([{ delete: commentKey(comment), condition: 'attribute_exists(pk)' }], [event], 'comment-not-found')

/** One comment of a resident. Table, strong, 1 RCU. */
export const getComment = (table: Table, of: OfComment): Promise<Comment | undefined> =>
  getItem(table, commentKey(of), Comment)

/** Comments on a draft in the order in which they were given. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listComments = (table: Table, id: AgreementId, page: Page): Promise<Listing<Comment> | 'invalid-cursor'> =>
  listPage(table, { index: 'gsi1', pk: agreementKeys.comments(id) }, Comment, page)

/** Storage of an action: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptActions: Kept<Action> = {
  schema: Action,
  key: ({ agreementId, id }) => actionKey(agreementId, id),
  index: ({ id, agreementId, wardCode, year }) => ({
    gsi1pk: agreementKeys.actionsOfYear(year),
    gsi1sk: `${wardCode}#${agreementId}#${id}`,
  }),
}

/** One action. Table, strong, 1 RCU per 4 KB. */
export const getAction = (table: Table, id: AgreementId, actionId: ActionId): Promise<Action | undefined> =>
  getItem(table, actionKey(id, actionId), Action)

/** All actions of an agreement, of every year: about two hundred. Table, strong, 1 RCU per 4 KB. */
export const getActions = (table: Table, id: AgreementId): Promise<readonly Action[]> =>
  readAll(table, { pk: agreementKeys.agreement(id), skPrefix: 'ACTION#' }, Action)

/** The actions of an agreement, of one year or of all. Table, strong, 1 RCU per 4 KB. */
export const listActions = (
  table: Table,
  id: AgreementId,
  year: number | undefined,
  page: Page,
): Promise<Listing<Action> | 'invalid-cursor'> =>
  listMatching(
    table,
    { pk: agreementKeys.agreement(id), skPrefix: 'ACTION#' },
    Action,
    page,
    (action) => year === undefined || action.year === year,
  )

/** The actions behind the city's figures of a year: 1,400. gsi1, eventual, 0.5 RCU per 4 KB of the whole actions. */
export const listActionsOfYear = (table: Table, year: number): AsyncGenerator<z.infer<typeof ActionShape>> =>
  queryAllListed(
    table,
    {
      index: 'gsi1',
      pk: agreementKeys.actionsOfYear(year),
      attributes: ['agreementId', 'wardCode', 'year', 'status'],
    },
    ActionShape,
  )
