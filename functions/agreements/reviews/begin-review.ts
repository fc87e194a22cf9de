// First step of `review`: asks the owners of the year's actions, once. For a review that is under way it returns what is still
// open, so that a new execution can replace one that was killed.
import * as z from 'zod'
import { needAgreementRulesOn } from '../../../shared/agreements/rules/store.ts'
import { getActions } from '../../../shared/agreements/store.ts'
import { askProgress, type Review, unansweredIn } from '../../../shared/agreements/watch/review.ts'
import { keptReviews } from '../../../shared/agreements/watch-store.ts'
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { task } from '../../runtime/task.ts'
import { beginningOf, notifyOwners } from './notices.ts'
import { OwnerStep, ReviewStep, reviewOf, TooEarlyError } from './steps.ts'

const judged = ['agreed', 'partly-realised', 'not-realised']

const begun = async (table: Table, review: Review, now: Instant): Promise<Review> => {
  if (review.status !== 'scheduled') return review
  const open = (await getActions(table, review.agreementId)).filter(
    ({ year, status }) => year === review.year && judged.includes(status),
  )
  const from = beginningOf(review.beginsOn)
  const reported = new Map(
    open.flatMap(({ id, notes }) => {
      const first = notes.find(({ at }) => at >= from)
      return first === undefined ? [] : [[id, first.at] as const]
    }),
  )
  const judgedSince = new Set(open.filter(({ verdicts }) => verdicts.some(({ at }) => at >= from)).map(({ id }) => id))
  const ids = open.map(({ id }) => id)
  // The rules of today and of days before do not change any more: a late run finds the same ones.
  const ruleSet = await needAgreementRulesOn(table, review.wardCode, review.beginsOn)
  const taken = askProgress(review, ruleSet, ids, now, { reported, judged: judgedSince })
  if (taken.refused && taken.code === 'review-not-yet') throw new TooEarlyError('The review has not come yet')
  if (taken.refused) throw new Error(`The review cannot begin: ${taken.code}`)
  const saved = await save(table, now, changeOf(keptReviews, taken))
  return saved.refused ? reviewOf(table, { agreementId: review.agreementId, reviewId: review.id }) : taken.after
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'begin-review',
    input: ReviewStep,
    output: ReviewStep.extend({ status: z.string(), open: z.array(OwnerStep) }),
    facts: () => ({}),
    run: async (step, now) => {
      const review = await begun(table, await reviewOf(table, step), now)
      const open = unansweredIn(review)
      if (review.status === 'asking') {
        const owners = (await getActions(table, review.agreementId)).filter(({ id }) => open.includes(id))
        const departments = owners.map(({ owner }) => owner.department)
        const telling = { kind: 'progress-asked', until: review.answerBy, at: beginningOf(review.beginsOn) } as const
        if (departments.length > 0) await notifyOwners(table, review, departments, telling, now)
      }
      return { ...step, status: review.status, open: open.map((actionId) => ({ ...step, actionId })) }
    },
  })
}
