// The values that the steps of the state machine `review` pass on: ids and seconds. All facts are read from the table.
import * as z from 'zod'
import type { Review } from '../../../shared/agreements/watch/review.ts'
import { getReview } from '../../../shared/agreements/watch-store.ts'
import { epochMilliseconds, type Instant } from '../../../shared/kernel/clock.ts'
import { ActionId, AgreementId, ReviewId } from '../../../shared/kernel/ids.ts'
import type { Table } from '../../../shared/table/table.ts'

export const ReviewStep = z.object({ agreementId: AgreementId, reviewId: ReviewId })
export type ReviewStep = z.infer<typeof ReviewStep>
export const OwnerStep = ReviewStep.extend({ actionId: ActionId })

/** The step ran before its moment: the machine tries it again. */
export class TooEarlyError extends Error {
  override readonly name = 'TooEarlyError'
}

/** The review of a step; a missing review is a fault. */
export const reviewOf = async (table: Table, { agreementId, reviewId }: ReviewStep): Promise<Review> => {
  const review = await getReview(table, agreementId, reviewId)
  if (review === undefined) throw new Error('There is no such review')
  return review
}

/** Whole seconds from now until a moment, at least one. */
export const secondsUntil = (moment: Instant, now: Instant): number =>
  Math.max(1, Math.ceil((epochMilliseconds(moment) - epochMilliseconds(now)) / 1_000))

/** The number of attempts of a step while others change the review. */
export const maximumTries = 8
