// The answer is stored before the token is sent: the table shows who answered, and the step that waited for it continues.
// Sending a token twice, or to a step that no longer waits, has no effect.
import type { Review } from '../../../../shared/agreements/watch/review.ts'
import { forgetWait, getWaits, type Wait } from '../../../../shared/agreements/watch-store.ts'
import type { AgreementId } from '../../../../shared/kernel/ids.ts'
import type { AnswerToken } from '../../../../shared/platform/workflows.ts'
import type { Table } from '../../../../shared/table/table.ts'

/** The subject of a wait for the council. */
export const council = 'council'

/** Whether the answer that a step waits for is stored: an owner's report, or all verdicts of the council. */
const isThere = (review: Review, subject: string): boolean => {
  if (!('asked' in review)) return false
  if (subject === council) return review.asked.every(({ isJudged }) => isJudged)
  return review.asked.some(({ actionId, answeredAt }) => actionId === subject && answeredAt !== undefined)
}

/** Continues a step whose answer is stored. */
export const continueStep = async (
  table: Table,
  answer: AnswerToken,
  agreementId: AgreementId,
  wait: Wait,
): Promise<void> => {
  await answer(wait.token)
  await forgetWait(table, agreementId, wait)
}

/** Continues each step of a review whose answer is stored. */
export const release = async (table: Table, answer: AnswerToken, review: Review): Promise<void> => {
  for (const wait of await getWaits(table, review.agreementId, review.id))
    if (isThere(review, wait.subject)) await continueStep(table, answer, review.agreementId, wait)
}
