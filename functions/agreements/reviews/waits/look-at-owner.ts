// Step of `review`: the state of one owner's answer, from the table and the time. Reminds the owner once.
import * as z from 'zod'
import { getAction } from '../../../../shared/agreements/store.ts'
import { remindAt } from '../../../../shared/agreements/watch/review.ts'
import { endOfDayInCity } from '../../../../shared/kernel/clock.ts'
import type { Environment } from '../../../../shared/kernel/environment.ts'
import { isOver } from '../../../../shared/kernel/terms.ts'
import { openTable } from '../../../../shared/table/table.ts'
import { task } from '../../../runtime/task.ts'
import { notifyOwners } from '../notices.ts'
import { OwnerStep, reviewOf, secondsUntil } from '../steps.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'look-at-owner',
    input: OwnerStep,
    output: OwnerStep.extend({ stage: z.enum(['waits', 'answered', 'over']), seconds: z.int().min(1) }),
    facts: () => ({}),
    run: async ({ agreementId, reviewId, actionId }, now) => {
      const step = { agreementId, reviewId, actionId }
      const review = await reviewOf(table, step)
      const asked = 'asked' in review ? review.asked.find((each) => each.actionId === actionId) : undefined
      if (asked === undefined || asked.answeredAt !== undefined)
        return { ...step, stage: 'answered' as const, seconds: 1 }
      if (review.status !== 'asking' || isOver(review.answerBy, now))
        return { ...step, stage: 'over' as const, seconds: 1 }
      const { answerBy } = review
      const waitsForEnd = () => ({
        ...step,
        stage: 'waits' as const,
        seconds: secondsUntil(endOfDayInCity(answerBy), now),
      })
      const reminder = remindAt(review)
      if (reminder === undefined) return waitsForEnd()
      if (now < reminder) return { ...step, stage: 'waits' as const, seconds: secondsUntil(reminder, now) }
      const action = await getAction(table, agreementId, actionId)
      const telling = { kind: 'progress-reminder', until: answerBy, at: reminder } as const
      if (action !== undefined) await notifyOwners(table, review, [action.owner.department], telling, now)
      return waitsForEnd()
    },
  })
}
