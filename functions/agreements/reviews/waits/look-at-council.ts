// Step of `review`: the state of the council's verdicts, from the table and the time.
import * as z from 'zod'
import { endOfDayInCity } from '../../../../shared/kernel/clock.ts'
import type { Environment } from '../../../../shared/kernel/environment.ts'
import { isOver } from '../../../../shared/kernel/terms.ts'
import { openTable } from '../../../../shared/table/table.ts'
import { task } from '../../../runtime/task.ts'
import { ReviewStep, reviewOf, secondsUntil } from '../steps.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'look-at-council',
    input: ReviewStep,
    output: ReviewStep.extend({ stage: z.enum(['waits', 'over']), seconds: z.int().min(1) }),
    facts: () => ({}),
    run: async ({ agreementId, reviewId }, now) => {
      const step = { agreementId, reviewId }
      const review = await reviewOf(table, step)
      const isWaiting =
        review.status === 'judging' && review.asked.some(({ isJudged }) => !isJudged) && !isOver(review.judgeBy, now)
      return isWaiting
        ? { ...step, stage: 'waits' as const, seconds: secondsUntil(endOfDayInCity(review.judgeBy), now) }
        : { ...step, stage: 'over' as const, seconds: 1 }
    },
  })
}
