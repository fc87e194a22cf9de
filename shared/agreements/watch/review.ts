// A review: every owner is asked for progress, then the council judges, then the report is published. The facts are here,
// so that an execution can be restarted and asks only what is still open.
import * as z from 'zod'
import { dateInCity, Instant, LocalDate, plusDays, startOfDayInCity } from '../../kernel/clock.ts'
import { dutchClosedDays } from '../../kernel/closed-days.ts'
import { ActionId, AgreementId, ReviewId, WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { endOf, isOver } from '../../kernel/terms.ts'
import { reviews } from '../machine.ts'
import { type AgreementRules, PinnedRules } from '../rules/agreement-rules.ts'

export const Asked = z
  .strictObject({
    actionId: ActionId,
    answeredAt: Instant.optional(),
    isLate: z.boolean(),
    /** The council's judgement was given in this review. */
    isJudged: z.boolean(),
  })
  .meta({ id: 'AskedAction' })
const fields = {
  id: ReviewId,
  wardCode: WardCode,
  agreementId: AgreementId,
  version: z.int().min(1),
  /** Number of the execution, from 1: if one was killed, another follows. */
  run: z.int().min(1),
  /** The rules by which it was planned; from its first day on, the rules of that day. */
  ruleSet: PinnedRules,
  /** Number of the review in its year, from 1. */
  number: z.int().min(1).max(60),
  year: z.int().min(2000).max(2200),
  beginsOn: LocalDate,
}
const asked = {
  ...fields,
  answerBy: LocalDate,
  /** The day on which silent owners are reminded, if the rules have one. */
  remindOn: LocalDate.optional(),
  asked: z.array(Asked).max(500).readonly(),
}
export const Review = z.discriminatedUnion('status', [
  z.object({ ...fields, status: z.literal('scheduled') }),
  z.object({ ...asked, status: z.literal('asking') }),
  z.object({ ...asked, status: z.literal('judging'), judgeBy: LocalDate }),
  z.object({ ...asked, status: z.literal('published'), judgeBy: LocalDate, publishedAt: Instant }),
  z.object({ ...fields, status: z.literal('cancelled') }),
])
export type Review = z.infer<typeof Review>

/** The start days of the reviews in a year that starts on `from`. */
export const reviewDays = (from: LocalDate, { reviews: terms }: AgreementRules) =>
  terms.map((term) => endOf({ term, from, suspensions: [] }, dutchClosedDays))

export type Scheduling = Pick<Review, 'id' | 'wardCode' | 'agreementId' | 'ruleSet' | 'number' | 'year' | 'beginsOn'>
export const scheduleReview = (scheduling: Scheduling) => reviews.begin('schedule', { ...scheduling, run: 1 })

/** What happened since the first day of a review that begins late: when owners reported, and what the council judged. */
type Since = { readonly reported: ReadonlyMap<ActionId, Instant>; readonly judged: ReadonlySet<ActionId> }
const nothing: Since = { reported: new Map(), judged: new Set() }

/** The day before the end of the answer term on which silent owners are reminded. */
const reminderOf = ({ reminder }: AgreementRules, answerBy: LocalDate) => {
  if (reminder === null) return {}
  const counted = endOf({ term: reminder, from: answerBy, suspensions: [] }, dutchClosedDays)
  return 'refused' in counted ? counted : { remindOn: counted.endsOn }
}

/**
 * Begins a review on its day, under the rules of that day, and asks the owner of each of these actions. A late job does not
 * move a term; who has reported since the first day has answered, and what was judged since then is not judged again.
 */
export const askProgress = (
  review: Review,
  ruleSet: PinnedRules,
  actionIds: readonly ActionId[],
  now: Instant,
  { reported, judged }: Since = nothing,
) =>
  reviews.take('ask', review, (it) => {
    if (dateInCity(now) < it.beginsOn) return refuse('review-not-yet', { beginsOn: it.beginsOn })
    const ending = endOf({ term: ruleSet.rules.answerTerm, from: it.beginsOn, suspensions: [] }, dutchClosedDays)
    if ('refused' in ending) return ending
    const reminding = reminderOf(ruleSet.rules, ending.endsOn)
    if ('refused' in reminding) return reminding
    const list = [...new Set(actionIds)].map((actionId) => {
      const answeredAt = reported.get(actionId)
      const isLate = answeredAt !== undefined && isOver(ending.endsOn, answeredAt)
      return { actionId, isLate, isJudged: judged.has(actionId), ...(answeredAt === undefined ? {} : { answeredAt }) }
    })
    return { ...it, ruleSet, answerBy: ending.endsOn, ...reminding, asked: list }
  })

/** The owners who have not answered: a restarted execution waits only for them. */
export const unansweredIn = (review: Review): readonly ActionId[] =>
  'asked' in review
    ? review.asked.filter(({ answeredAt }) => answeredAt === undefined).map(({ actionId }) => actionId)
    : []

/** The actions whose owners did not answer in time, whether they answered since or not. */
export const silentIn = (review: Review): readonly ActionId[] =>
  'asked' in review
    ? review.asked
        .filter(({ answeredAt, isLate }) => answeredAt === undefined || isLate)
        .map(({ actionId }) => actionId)
    : []

/** When owners who have not answered are reminded, if they are. */
export const remindAt = ({ remindOn }: Extract<Review, { answerBy: LocalDate }>): Instant | undefined =>
  remindOn && startOfDayInCity(remindOn)

/** An owner's answer. After the term it is kept and marked late; a second answer does not change the moment of the first. */
export const recordAnswer = (review: Review, actionId: ActionId, now: Instant) =>
  reviews.take('answer', review, (it) => {
    if (!it.asked.some((each) => each.actionId === actionId)) return refuse('not-asked', { actionId })
    const isLate = isOver(it.answerBy, now)
    return {
      ...it,
      asked: it.asked.map((each) =>
        each.actionId === actionId && each.answeredAt === undefined ? { ...each, answeredAt: now, isLate } : each,
      ),
    }
  })

/** The day of the last answer, or the day after the term: the council is asked on that day, whenever a job runs. */
const lastAnswerOn = ({ asked: list, beginsOn, answerBy }: Extract<Review, { status: 'asking' }>): LocalDate => {
  const last = list.map(({ answeredAt }) => answeredAt).reduce((a, b) => ((b ?? '') > (a ?? '') ? b : a), undefined)
  const on = last === undefined ? beginsOn : dateInCity(last)
  return on <= answerBy ? on : plusDays(answerBy, 1)
}

/** Asks the council's verdict when every owner has answered or the term is over. No answer is a finding, not an error. */
export const askVerdict = (review: Review, now: Instant) =>
  reviews.take('ask-verdict', review, (it) => {
    const open = unansweredIn(review).length
    if (open > 0 && !isOver(it.answerBy, now))
      return refuse('answers-open', { unanswered: open, answerBy: it.answerBy })
    const from = open > 0 ? plusDays(it.answerBy, 1) : lastAnswerOn(it)
    const ending = endOf({ term: it.ruleSet.rules.verdictTerm, from, suspensions: [] }, dutchClosedDays)
    return 'refused' in ending ? ending : { ...it, judgeBy: ending.endsOn }
  })

/** The council judged an action in this review. */
export const recordVerdict = (review: Review, actionId: ActionId) =>
  reviews.take('judge', review, (it) => {
    if (!it.asked.some((each) => each.actionId === actionId)) return refuse('not-asked', { actionId })
    const list = it.asked.map((each) => (each.actionId === actionId ? { ...each, isJudged: true } : each))
    return { ...it, asked: list }
  })

/** Publishes the report when everything has been judged or the council's term is over. */
export const publishReport = (review: Review, now: Instant) =>
  reviews.take('publish', review, (it) => {
    const open = it.asked.filter(({ isJudged }) => !isJudged).length
    if (open > 0 && !isOver(it.judgeBy, now)) return refuse('verdicts-open', { open, judgeBy: it.judgeBy })
    return { ...it, publishedAt: now }
  })

/** The execution has disappeared: another one replaces it and asks what is still open. */
export const restartReview = (review: Review) => reviews.take('restart', review, (it) => ({ ...it, run: it.run + 1 }))

/** Cancels a review, because the agreement ended before it. */
export const cancelReview = (review: Review) => reviews.take('cancel', review, (it) => it)
