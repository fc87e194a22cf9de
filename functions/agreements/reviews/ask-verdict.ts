// Step of `review`: asks the council once every owner has answered or the term is over. Silence raises the alarm.
import * as z from 'zod'
import { askVerdict, type Review } from '../../../shared/agreements/watch/review.ts'
import { keptReviews } from '../../../shared/agreements/watch-store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { task } from '../../runtime/task.ts'
import { councilNotice } from './notices.ts'
import { raiseForSilence } from './silence.ts'
import { maximumTries, ReviewStep, reviewOf, TooEarlyError } from './steps.ts'

const askCouncil = async (table: Table, step: ReviewStep, now: Instant): Promise<Review> => {
  for (let attempt = 1; attempt <= maximumTries; attempt++) {
    const review = await reviewOf(table, step)
    if (review.status !== 'asking') return review
    const taken = askVerdict(review, now)
    if (taken.refused && taken.code === 'answers-open') throw new TooEarlyError('The term is not over yet')
    if (taken.refused) throw new Error(`The council cannot be asked: ${taken.code}`)
    await raiseForSilence(table, review, now)
    const notice = councilNotice(taken.after, { kind: 'verdict-asked', until: taken.after.judgeBy, at: now })
    if (!(await save(table, now, changeOf(keptReviews, taken), notice)).refused) return taken.after
  }
  throw new Error('Review still conflicting after all attempts')
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'ask-verdict',
    input: ReviewStep,
    output: ReviewStep.extend({ status: z.string() }),
    facts: () => ({}),
    run: async ({ agreementId, reviewId }, now) => {
      const step = { agreementId, reviewId }
      const review = await askCouncil(table, step, now)
      return { ...step, status: review.status }
    },
  })
}
