// Views of reviews, reports and alarms.
import * as z from 'zod'
import { Instant, LocalDate } from '../../kernel/clock.ts'
import { ActionId, AgreementId, AlarmId, ReviewId, WardCode } from '../../kernel/ids.ts'
import { nameOfRules, RuleSetName } from '../rules/agreement-rules.ts'
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
    ruleSet: RuleSetName,
    answerBy: LocalDate.optional(),
    remindOn: LocalDate.optional(),
    judgeBy: LocalDate.optional(),
    publishedAt: Instant.optional(),
    asked: z.array(Asked).optional(),
  })
  .meta({ id: 'AgreementReview' })

/** The public view of a review. */
export const presentReview = (review: Review): z.input<typeof PublicReview> => {
  const { version: _, run: __, ruleSet, ...shown } = review
  const named = { ...shown, ruleSet: nameOfRules(ruleSet) }
  return 'asked' in named ? { ...named, asked: [...named.asked] } : named
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
    ruleSet: RuleSetName,
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
  const { version: _, requestDigest: __, ruleSet, ...shown } = alarm
  return { ...shown, ruleSet: nameOfRules(ruleSet), ...waitingOf(alarm, now) }
}
