// The report of a review: the questions, answers and verdicts as they were at publication. It never changes.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { digestOf, Sha256 } from '../../kernel/digest.ts'
import { ActionId, AgreementId, ReviewId, WardCode } from '../../kernel/ids.ts'
import { type Action, ActionStatus, Owner } from '../actions/action.ts'
import { sharesOf } from '../actions/shares.ts'
import type { Review } from './review.ts'

const Line = z
  .strictObject({
    actionId: ActionId,
    title: z.string(),
    owner: Owner,
    status: ActionStatus,
    answeredAt: Instant.optional(),
    isLate: z.boolean(),
    isJudged: z.boolean(),
  })
  .meta({ id: 'ReportedAction' })

const contents = {
  reviewId: ReviewId,
  agreementId: AgreementId,
  wardCode: WardCode,
  year: z.int(),
  number: z.int(),
  beginsOn: LocalDate,
  answerBy: LocalDate,
  judgeBy: LocalDate,
  publishedAt: Instant,
  realised: z.int(),
  dropped: z.int(),
  continuing: z.int(),
  actions: z.array(Line),
}
export const Report = z.object({ ...contents, digest: Sha256 })
export type Report = z.infer<typeof Report>

/** The report of a review that is being published, under the digest of its whole content. */
export const reportOf = (review: Extract<Review, { status: 'published' }>, actions: readonly Action[]): Report => {
  const { id: reviewId, agreementId, wardCode, year, number, beginsOn, answerBy, judgeBy, publishedAt, asked } = review
  const byId = new Map(actions.map((action) => [action.id, action]))
  const lines = asked.flatMap(({ actionId, ...marks }) => {
    const action = byId.get(actionId)
    if (action === undefined) return []
    const { title, owner, status } = action
    return [{ actionId, title, owner, status, ...marks }]
  })
  const { realised, dropped, continuing } = sharesOf(actions.filter((action) => action.year === year))
  const report = {
    ...{ reviewId, agreementId, wardCode, year, number, beginsOn, answerBy, judgeBy, publishedAt },
    ...{ realised, dropped, continuing, actions: lines },
  }
  return { ...report, digest: digestOf(report) }
}
