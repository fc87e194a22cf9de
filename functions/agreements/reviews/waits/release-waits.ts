// Consumer: continues the waiting steps as soon as their answer is stored. sweep-reviews repeats events that were lost.
import { reviewChanged } from '../../../../events/agreements.ts'
import { getReview } from '../../../../shared/agreements/watch-store.ts'
import type { Environment } from '../../../../shared/kernel/environment.ts'
import { openTokens } from '../../../../shared/platform/workflows.ts'
import { openTable } from '../../../../shared/table/table.ts'
import { consume, on } from '../../../runtime/consumer.ts'
import { release } from './releasing.ts'

export const start = (environment: Environment) => {
  const [table, answer] = [openTable(environment), openTokens(environment)]
  return consume(
    on(reviewChanged, async ({ data: { agreementId, reviewId } }) => {
      const review = await getReview(table, agreementId, reviewId)
      if (review !== undefined) await release(table, answer, review)
    }),
  )
}
