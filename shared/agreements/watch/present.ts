// Views of reviews, reports and alarms.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { ActionId, AgreementId, AlarmId, ReviewId, WardCode } from '../../kernel/ids.ts'
import { type Alarm, AlarmRaiser, Answer, Rung, waitingOf } from './alarm.ts'
import { Report } from './report.ts'
import { Asked, type Review } from './review.ts'

export const PublicReview = z
  .strictObject({
    id: ReviewId,
    agreementId: AgreementId,
    wardCode: WardCode,
    year: z.int(),
    number: z.int(),
    status: z.enum(['scheduled', 'asking', 'judging', 'published', 'cancelled']).meta({ id: 'ReviewStatus' }),
    beginsOn: LocalDate,
    answerBy: LocalDate.optional(),
    judgeBy: LocalDate.optional(),
    publishedAt: Instant.optional(),
    asked: z.array(Asked).optional(),
  })
  .meta({ id: 'AgreementReview' })

/** The public view of a review. */
export const presentReview = (review: Review): z.input<typeof PublicReview> => {
  const { version: _, run: __, rules: ___, ...shown } = review
  return 'asked' in shown ? { ...shown, asked: [...shown.asked] } : shown
}

export const PublicReport = z.strictObject(Report.shape).meta({ id: 'AgreementReviewReport' })

export const PublicAlarm = z
  .strictObject({
    id: AlarmId,
    agreementId: AgreementId,
    wardCode: WardCode,
    status: z.enum(['waiting', 'answered', 'unanswered', 'solved']).meta({ id: 'AlarmStatus' }),
    actionId: ActionId.optional(),
    arrangement: z.string().optional(),
    department: z.string().optional(),
    raisedBy: AlarmRaiser,
    raisedAt: Instant,
    reason: z.string(),
    rungs: z.array(Rung),
    answers: z.array(Answer),
    days: z.int(),
    daysOnRung: z.int(),
    solution: z.string().optional(),
    solvedAt: Instant.optional(),
  })
  .meta({ id: 'AgreementAlarm' })

/** The public view of an alarm, with how long it has been waiting. */
export const presentAlarm = (alarm: Alarm, now: Instant): z.input<typeof PublicAlarm> => {
  const { version: _, requestDigest: __, rules: ___, ...shown } = alarm
  return { ...shown, ...waitingOf(alarm, now) }
}
