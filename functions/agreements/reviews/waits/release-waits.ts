// Consumer: continues the step that waited for an answer as soon as the answer is stored. sweep-reviews repeats events that were
// lost.
import { reviewChanged } from '../../../../events/agreements.ts'
import { getWait } from '../../../../shared/agreements/watch-store.ts'
import type { Environment } from '../../../../shared/kernel/environment.ts'
import { openTokens } from '../../../../shared/platform/workflows.ts'
import { openTable } from '../../../../shared/table/table.ts'
import { consume, on } from '../../../runtime/consumer.ts'
import { continueStep, council } from './releasing.ts'

export const start = (environment: Environment) => {
  const [table, answer] = [openTable(environment), openTokens(environment)]
  return consume(
    on(reviewChanged, async ({ data: { agreementId, reviewId, status, answered, unjudged } }) => {
      // The event is enough: no answer and no verdict is ever taken back. Reading the review and all its waits for each of forty
      // answers would cost ten times as much.
      const subject = answered ?? (status === 'judging' && unjudged === 0 ? council : undefined)
      if (subject === undefined) return
      const wait = await getWait(table, agreementId, { reviewId, subject })
      if (wait !== undefined) await continueStep(table, answer, agreementId, wait)
    }),
  )
}
