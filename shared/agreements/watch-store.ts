// Storage of reviews, their waiting steps, their reports and alarms.
import * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { type AgreementId, type AlarmId, ReviewId, type WardCode } from '../kernel/ids.ts'
import { dueIndex } from '../platform/deadlines.ts'
import { type Listing, listPage } from '../table/paging.ts'
import { getItem, queryListed, readAll } from '../table/read.ts'
import { type Change, change, type Kept } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent, putOne, transact } from '../table/write.ts'
import { climbDeadline, reviewDue } from './deadlines.ts'
import { agreementKeys } from './keys.ts'
import { Alarm } from './watch/alarm.ts'
import { Report } from './watch/report.ts'
import { Review } from './watch/review.ts'

type Page = { readonly limit: number; readonly cursor?: string | undefined }

const under = (id: AgreementId, sk: string) => ({ pk: agreementKeys.agreement(id), sk })
const reviewKey = (id: AgreementId, reviewId: ReviewId) => under(id, `REVIEW#${reviewId}`)
const reportKey = (id: AgreementId, reviewId: ReviewId) => under(id, `REPORT#${reviewId}`)
const alarmKey = (id: AgreementId, alarmId: AlarmId) => under(id, `ALARM#${alarmId}`)

/** Storage of a review: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptReviews: Kept<Review> = {
  schema: Review,
  key: ({ agreementId, id }) => reviewKey(agreementId, id),
  index: (review) => dueIndex(reviewDue, review),
}

/** One review. Table, strong, 1 RCU per 4 KB. */
export const getReview = (table: Table, id: AgreementId, reviewId: ReviewId): Promise<Review | undefined> =>
  getItem(table, reviewKey(id, reviewId), Review)

/** The reviews of an agreement, in order: twelve in four years. Table, strong, 1 RCU per 4 KB. */
export const getReviews = async (table: Table, id: AgreementId): Promise<readonly Review[]> =>
  (await readAll(table, { pk: agreementKeys.agreement(id), skPrefix: 'REVIEW#' }, Review)).sort((a, b) =>
    a.beginsOn < b.beginsOn ? -1 : 1,
  )

/** Reviews that begin or are under way: at most one per ward; at most 500, the oldest first. gsi2, eventual. */
export const listReviewsDue = (table: Table, now: Instant): Promise<readonly Review[]> =>
  queryListed(table, { index: 'gsi2', pk: agreementKeys.reviewDue(), skUpTo: `${now}~` }, Review, 500)

/** A waiting step of an execution: whose answer it waits for, and its token. */
const Wait = z.object({ reviewId: ReviewId, subject: z.string(), token: z.string(), since: z.string() })
export type Wait = z.infer<typeof Wait>
const waitKey = (id: AgreementId, { reviewId, subject }: Pick<Wait, 'reviewId' | 'subject'>) =>
  under(id, `WAIT#${reviewId}#${subject}`)

/** Keeps the token of a step; it replaces that of an execution that has waited longer. 1 item. */
export const keepWait = async (table: Table, id: AgreementId, wait: Wait): Promise<void> => {
  await putOne(table, {
    put: { ...waitKey(id, wait), ...wait },
    condition: 'attribute_not_exists(pk) OR since <= :since',
    values: { ':since': wait.since },
  })
}

/** The waiting step of a subject. Table, strong, 1 RCU. */
export const getWait = (
  table: Table,
  id: AgreementId,
  of: Pick<Wait, 'reviewId' | 'subject'>,
): Promise<Wait | undefined> => getItem(table, waitKey(id, of), Wait)

/** The waiting steps of a review's execution. Table, strong, 1 RCU. */
export const getWaits = (table: Table, id: AgreementId, reviewId: ReviewId): Promise<readonly Wait[]> =>
  readAll(table, { pk: agreementKeys.agreement(id), skPrefix: `WAIT#${reviewId}#` }, Wait)

/** Deletes a token that was used or is no longer valid; another token for the same step stays. 1 item. */
export const forgetWait = async (table: Table, id: AgreementId, wait: Wait): Promise<void> => {
  await transact(table, [
    {
      delete: waitKey(id, wait),
      condition: 'attribute_not_exists(pk) OR #token = :token',
      names: { '#token': 'token' },
      values: { ':token': wait.token },
    },
  ])
}

/** The report of a review, once. 1 item of a transaction. */
export const reportAdded = (report: Report): Change<'changed-meanwhile'> =>
  change(
    [{ put: { ...reportKey(report.agreementId, report.reviewId), ...report }, ...absent }],
    [],
    'changed-meanwhile',
  )

/** The report of a review. Table, strong, 1 RCU per 4 KB. */
export const getReport = (table: Table, id: AgreementId, reviewId: ReviewId): Promise<Report | undefined> =>
  getItem(table, reportKey(id, reviewId), Report)

/** Storage of an alarm: a step is one conditional update, 1 item; 2 WCU per KB in its transaction. */
export const keptAlarms: Kept<Alarm> = {
  schema: Alarm,
  key: ({ agreementId, id }) => alarmKey(agreementId, id),
  index: (alarm) => ({
    gsi1pk: agreementKeys.alarmsOfWard(alarm.wardCode),
    gsi1sk: `${alarm.raisedAt}#${alarm.id}`,
    ...dueIndex(climbDeadline, alarm),
  }),
}

/** One alarm. Table, strong, 1 RCU per 4 KB. */
export const getAlarm = (table: Table, id: AgreementId, alarmId: AlarmId): Promise<Alarm | undefined> =>
  getItem(table, alarmKey(id, alarmId), Alarm)

/** All alarms of an agreement, including solved ones. Table, strong, 1 RCU per 4 KB. */
export const getAlarms = (table: Table, id: AgreementId): Promise<readonly Alarm[]> =>
  readAll(table, { pk: agreementKeys.agreement(id), skPrefix: 'ALARM#' }, Alarm)

/** The alarms of a ward, the latest first. gsi1, eventual, 0.5 RCU per 4 KB. */
export const listAlarms = (table: Table, wardCode: WardCode, page: Page): Promise<Listing<Alarm> | 'invalid-cursor'> =>
  listPage(table, { index: 'gsi1', pk: agreementKeys.alarmsOfWard(wardCode), order: 'descending' }, Alarm, page)

/** Alarms whose rung has ended without an answer; at most 100, the longest overdue first. gsi2, eventual. */
export const listAlarmsToClimb = (table: Table, now: Instant): Promise<readonly Alarm[]> =>
  queryListed(table, { index: 'gsi2', pk: agreementKeys.climbDue(), skUpTo: `${now}~` }, Alarm, 100)
