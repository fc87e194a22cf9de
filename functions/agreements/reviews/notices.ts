// The notices of a review. A notice takes the id and the moment of its subject, so that it is stored once.
import { noticeOf, type Recipient } from '../../../shared/agreements/watch/notice.ts'
import type { Review } from '../../../shared/agreements/watch/review.ts'
import { addNotice } from '../../../shared/agreements/watch-store.ts'
import { endOfDayInCity, type Instant, type LocalDate, plusDays } from '../../../shared/kernel/clock.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import type { Table } from '../../../shared/table/table.ts'

type Kind = 'progress-asked' | 'progress-reminder' | 'verdict-asked' | 'report-published'
type Telling = { readonly kind: Kind; readonly until: LocalDate; readonly at: Instant; readonly department?: string }

/** The first moment of a day in the city. */
export const beginningOf = (on: LocalDate): Instant => endOfDayInCity(plusDays(on, -1))

const tell = (table: Table, review: Review, to: Recipient, { until, department, ...told }: Telling): Promise<void> => {
  const { id: about, wardCode, agreementId } = review
  const id = derivedId('notice', about, told.kind, to.role, department ?? '')
  const notice = { ...told, id, about, wardCode, agreementId, ...(department === undefined ? {} : { department }) }
  return addNotice(table, to, noticeOf(notice, to, until))
}

/** Notifies the departments of these owners, and the ward manager. */
export const notifyOwners = async (
  table: Table,
  review: Review,
  departments: readonly string[],
  telling: Telling,
): Promise<void> => {
  for (const department of new Set(departments))
    await tell(table, review, { role: 'department', wardCode: undefined }, { ...telling, department })
  await tell(table, review, { role: 'ward-manager', wardCode: review.wardCode }, telling)
}

/** Notifies the ward council. */
export const notifyCouncil = (table: Table, review: Review, telling: Telling): Promise<void> =>
  tell(table, review, { role: 'ward-council', wardCode: review.wardCode }, telling)
