// Last step of `review`: the report is published under its digest, and the next review is planned, in one transaction.
import * as z from 'zod'
import { needAgreementRulesOn } from '../../../shared/agreements/rules/store.ts'
import { getActions, getAgreement } from '../../../shared/agreements/store.ts'
import { reportOf } from '../../../shared/agreements/watch/report.ts'
import { publishReport, scheduleReview } from '../../../shared/agreements/watch/review.ts'
import { reviewAfter, reviewsLeft } from '../../../shared/agreements/watch/schedule.ts'
import { forgetWait, getWaits, keptReviews, reportAdded } from '../../../shared/agreements/watch-store.ts'
import { dateInCity, type Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { task } from '../../runtime/task.ts'
import { reportDrawnUp } from '../documents.ts'
import { notifyOfReport } from './notices.ts'
import { maximumTries, ReviewStep, reviewOf, TooEarlyError } from './steps.ts'

const publish = async (table: Table, step: ReviewStep, now: Instant) => {
  for (let attempt = 1; attempt <= maximumTries; attempt++) {
    const review = await reviewOf(table, step)
    if (review.status === 'published') return review
    const taken = publishReport(review, now)
    if (taken.refused && taken.code === 'verdicts-open') throw new TooEarlyError('The council’s term is not over yet')
    if (taken.refused) throw new Error(`The report cannot be published: ${taken.code}`)
    const [agreement, actions] = await Promise.all([
      getAgreement(table, step.agreementId),
      getActions(table, step.agreementId),
    ])
    if (agreement === undefined) throw new Error('There is no such agreement')
    const ruleSet = await needAgreementRulesOn(table, agreement.wardCode, dateInCity(now))
    const next = agreement.status === 'in-force' ? reviewAfter(agreement, review, ruleSet, derivedId) : undefined
    const planned = next === undefined ? [] : [changeOf(keptReviews, scheduleReview(next))]
    const report = reportOf(taken.after, actions)
    const drawnUp = await reportDrawnUp(table, {
      ...{ agreement, review: taken.after, report, actions },
      reviewsLeft: reviewsLeft(agreement, review, ruleSet),
    })
    const saved = await save(table, now, changeOf(keptReviews, taken), reportAdded(report), ...planned, ...drawnUp)
    if (!saved.refused) return taken.after
  }
  throw new Error('Review still conflicting after all attempts')
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'publish-report',
    input: ReviewStep,
    output: ReviewStep.extend({ status: z.string() }),
    facts: () => ({}),
    run: async ({ agreementId, reviewId }, now) => {
      const step = { agreementId, reviewId }
      const review = await publish(table, step, now)
      for (const wait of await getWaits(table, agreementId, reviewId)) await forgetWait(table, agreementId, wait)
      await notifyOfReport(table, review, review.publishedAt, now)
      return { ...step, status: review.status }
    },
  })
}
