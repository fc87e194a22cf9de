// The notices of a review. A notice takes the id and the moment of its subject, so that it is stored once.
import { askingNotice, tellingNotice } from '../../../shared/agreements/watch/notice.ts'
import type { Review } from '../../../shared/agreements/watch/review.ts'
import { endOfDayInCity, type Instant, type LocalDate, plusDays } from '../../../shared/kernel/clock.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import type { NoticeRole } from '../../../shared/notices/notice.ts'
import { getNotice, keptNotices } from '../../../shared/notices/store.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'

type Asking = {
  readonly kind: 'progress-asked' | 'progress-reminder' | 'verdict-asked'
  readonly until: LocalDate
  readonly at: Instant
  readonly department?: string
}

/** The first moment of a day in the city. */
export const beginningOf = (on: LocalDate): Instant => endOfDayInCity(plusDays(on, -1))

const factsOf = ({ id: about, wardCode, agreementId }: Review) => ({ about, wardCode, agreementId })

const noticeFor = (review: Review, role: NoticeRole, { until, department, ...asked }: Asking) => {
  const { rules } = review.ruleSet
  const id = derivedId('notice', review.id, asked.kind, role, department ?? '')
  const term = asked.kind === 'verdict-asked' ? rules.verdictTerm : rules.answerTerm
  return askingNotice({ ...asked, id, ...factsOf(review), department }, role, until, { term })
}

type Given = ReturnType<typeof tellingNotice>

const giveOnce = async (table: Table, notice: Given, now: Instant): Promise<void> => {
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
  asked: Asking,
  now: Instant,
): Promise<void> => {
  for (const department of new Set(departments))
    await giveOnce(table, noticeFor(review, 'department', { ...asked, department }), now)
  await giveOnce(table, noticeFor(review, 'ward-manager', asked), now)
}

/** A notice to the ward council, for the transaction of the step that it reports. 1 item. */
export const councilNotice = (review: Review, asked: Asking) =>
  changeOf(keptNotices, noticeFor(review, 'ward-council', asked))

/** Tells the ward council that the report was published. */
export const notifyOfReport = async (table: Table, review: Review, at: Instant, now: Instant): Promise<void> => {
  const id = derivedId('notice', review.id, 'report-published', 'ward-council', '')
  const notice = { kind: 'report-published', id, at, ...factsOf(review) } as const
  await giveOnce(table, tellingNotice(notice, 'ward-council'), now)
}
