// The token follows from the answer, never the other way round: the table shows who answered, and the step that
// waited for it continues. Sending a token twice, or to a step that no longer waits, has no effect.
import type { Review } from '../../../shared/agreements/watch/review.ts'
import { forgetWait, getWaits } from '../../../shared/agreements/watch-store.ts'
import type { AnswerToken } from '../../../shared/platform/workflows.ts'
import type { Table } from '../../../shared/table/table.ts'

/** Whether what a step waits for is there: an owner's answer, or all verdicts of the council. */
const isThere = (review: Review, subject: string): boolean => {
  if (!('asked' in review)) return false
  if (subject === 'council') return review.asked.every(({ isJudged }) => isJudged)
  return review.asked.some(({ actionId, answeredAt }) => actionId === subject && answeredAt !== undefined)
}

/** Sends on each step of a review that waits for something that is there. */
export const release = async (table: Table, answer: AnswerToken, review: Review): Promise<void> => {
  for (const wait of await getWaits(table, review.agreementId, review.id)) {
    if (!isThere(review, wait.subject)) continue
    await answer(wait.token)
    await forgetWait(table, review.agreementId, wait)
  }
}
