// The notices of a review. A notice takes the id and the moment of its subject, so that it is stored once.
import { noticeOf } from '../../../shared/agreements/watch/notice.ts'
import type { Review } from '../../../shared/agreements/watch/review.ts'
import { endOfDayInCity, type Instant, type LocalDate, plusDays } from '../../../shared/kernel/clock.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import type { NoticeRole } from '../../../shared/notices/notice.ts'
import { getNotice, keptNotices } from '../../../shared/notices/store.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'

type Kind = 'progress-asked' | 'progress-reminder' | 'verdict-asked' | 'report-published'
type Telling = { readonly kind: Kind; readonly until: LocalDate; readonly at: Instant; readonly department?: string }

/** The first moment of a day in the city. */
export const beginningOf = (on: LocalDate): Instant => endOfDayInCity(plusDays(on, -1))

const noticeFor = (review: Review, role: NoticeRole, { until, department, ...told }: Telling) => {
  const { id: about, wardCode, agreementId } = review
  const id = derivedId('notice', about, told.kind, role, department ?? '')
  return noticeOf({ ...told, id, about, wardCode, agreementId, department }, role, until)
}

const tell = async (table: Table, review: Review, role: NoticeRole, telling: Telling, now: Instant): Promise<void> => {
  const notice = noticeFor(review, role, telling)
  // The branch of each owner reminds their department and the ward manager, and only the first one has anything to write: a
  // read costs a quarter of a write that is refused.
  if ((await getNotice(table, notice.after)) !== undefined) return
  // Refused: another branch was quicker.
  await save(table, now, changeOf(keptNotices, notice))
}

/** Notifies the departments of these owners, and the ward manager. */
export const notifyOwners = async (
  table: Table,
  review: Review,
  departments: readonly string[],
  telling: Telling,
  now: Instant,
): Promise<void> => {
  for (const department of new Set(departments))
    await tell(table, review, 'department', { ...telling, department }, now)
  await tell(table, review, 'ward-manager', telling, now)
}

/** A notice to the ward council, for the transaction of the step that it reports. 1 item. */
export const councilNotice = (review: Review, telling: Telling) =>
  changeOf(keptNotices, noticeFor(review, 'ward-council', telling))

/** Tells the ward council. */
export const notifyCouncil = (table: Table, review: Review, telling: Telling, now: Instant): Promise<void> =>
  tell(table, review, 'ward-council', telling, now)
