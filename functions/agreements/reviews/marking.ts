// Records the answer to a review, in the same transaction that changes the action.
import type { Action } from '../../../shared/agreements/actions/action.ts'
import { type Review, recordAnswer, recordVerdict } from '../../../shared/agreements/watch/review.ts'
import { getReviews, keptReviews } from '../../../shared/agreements/watch-store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import { type Change, changeOf } from '../../../shared/table/save.ts'
import type { Table } from '../../../shared/table/table.ts'

type Mark = { readonly isLate: boolean; readonly changes: readonly Change<'changed-meanwhile'>[] }

/** The latest review that asked for an action. */
const askedIn = async (table: Table, { agreementId, id }: Action): Promise<Review | undefined> =>
  (await getReviews(table, agreementId)).findLast(
    (review) => 'asked' in review && review.asked.some(({ actionId }) => actionId === id),
  )

const entryOf = (review: Review, { id }: Action) =>
  'asked' in review ? review.asked.find(({ actionId }) => actionId === id) : undefined

/** A report is the answer to the review that asks for it; the first one counts. */
export const answerMark = async (table: Table, action: Action, now: Instant): Promise<Mark> => {
  const review = await askedIn(table, action)
  if (review === undefined || entryOf(review, action)?.answeredAt !== undefined) return { isLate: false, changes: [] }
  const taken = recordAnswer(review, action.id, now)
  if (taken.refused) return { isLate: false, changes: [] }
  return { isLate: entryOf(taken.after, action)?.isLate ?? false, changes: [changeOf(keptReviews, taken)] }
}

/** A verdict while a review is judged is its verdict. */
export const verdictMark = async (table: Table, action: Action): Promise<Mark['changes']> => {
  const review = await askedIn(table, action)
  if (review?.status !== 'judging' || entryOf(review, action)?.isJudged !== false) return []
  const taken = recordVerdict(review, action.id)
  return taken.refused ? [] : [changeOf(keptReviews, taken)]
}
