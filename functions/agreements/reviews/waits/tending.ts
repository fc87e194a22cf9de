// Ensures that an execution is running for a review that is due. The table is the source: an execution that was killed,
// expired or replaced is followed by another one, which asks only for what is still open.
import { executionOfReview, reviewIsBehindFrom } from '../../../../shared/agreements/deadlines.ts'
import { type Review, restartReview } from '../../../../shared/agreements/watch/review.ts'
import { keptReviews } from '../../../../shared/agreements/watch-store.ts'
import { type Instant, plusMilliseconds } from '../../../../shared/kernel/clock.ts'
import type { AnswerToken, StartExecution } from '../../../../shared/platform/workflows.ts'
import { changeOf, save } from '../../../../shared/table/save.ts'
import type { Table } from '../../../../shared/table/table.ts'
import { release } from './releasing.ts'

/** The calls to the state machine. */
export type StateMachineCalls = { readonly start: StartExecution; readonly answer: AnswerToken }

const anHour = 3_600_000

/** Whether a step is an hour overdue according to the table: a hanging execution does not report itself. */
export const isBehind = (review: Review, now: Instant): boolean => {
  const from = reviewIsBehindFrom(review)
  return from !== undefined && plusMilliseconds(from, anHour) < now
}

/** True if an execution had to be restarted. Starting a running one has no effect. */
export const ensureRunning = async (
  table: Table,
  { start, answer }: StateMachineCalls,
  review: Review,
  now: Instant,
): Promise<boolean> => {
  await release(table, answer, review)
  if (await start(executionOfReview(review))) return false
  const restarted = restartReview(review)
  if (restarted.refused) return false
  const saved = await save(table, now, changeOf(keptReviews, restarted))
  return saved.refused ? false : start(executionOfReview(restarted.after))
}
