// A review, without a table.
import { describe, expect, it } from 'vitest'
import { agreementRulesOfRotterdam as rules } from '../../../shared/agreements/rules/rules-of-rotterdam.ts'
import * as reviews from '../../../shared/agreements/watch/review.ts'
import { ActionId, ReviewId } from '../../../shared/kernel/ids.ts'
import {
  agreementId,
  at,
  day,
  made,
  now,
  pernis,
  ruleSet,
  uuid,
} from '../../support/builders/agreements/plain-agreements.ts'

describe('a review', () => {
  const ids = [10, 11].map((number) => ActionId.parse(uuid(number)))
  const [first = ActionId.parse(uuid(10)), second = ActionId.parse(uuid(11))] = ids
  const scheduled = () =>
    reviews.scheduleReview({
      id: ReviewId.parse(uuid(50)),
      wardCode: pernis,
      agreementId,
      ruleSet,
      number: 1,
      year: 2023,
      beginsOn: day('2023-05-01'),
    }).after
  const asking = () => made(reviews.askProgress(scheduled(), ruleSet, ids, at('2023-05-01T06:00')))

  it('a review begins 4, 8 and 12 months into a year, on the last day of a month that is too short', () => {
    const days = (from: string) =>
      reviews.reviewDays(day(from), rules).map((each) => ('refused' in each ? each.code : each.endsOn))
    expect(days('2023-01-01')).toEqual(['2023-05-01', '2023-09-01', '2024-01-01'])
    expect(days('2023-10-31')).toEqual(['2024-02-29', '2024-06-30', '2024-10-31'])
  })
  it('a review asks from its first day', () => {
    expect(reviews.askProgress(scheduled(), ruleSet, ids, at('2023-04-30T21:59'))).toMatchObject({
      code: 'review-not-yet',
    })
    expect(asking()).toMatchObject({ answerBy: '2023-05-22' })
    expect(reviews.remindAt(asking())).toBe('2023-05-16T22:00:00.000Z')
  })
  it('a review that is restarted asks only those who have not answered', () => {
    const one = made(reviews.recordAnswer(asking(), first, at('2023-05-10T12:00')))
    expect(reviews.unansweredIn(one)).toEqual([second])
    const twice = made(reviews.recordAnswer(one, first, at('2023-05-30T12:00')))
    expect('asked' in twice ? twice.asked[0] : undefined).toMatchObject({
      answeredAt: at('2023-05-10T12:00'),
      isLate: false,
    })
    expect(reviews.unansweredIn(scheduled())).toEqual([])
  })
  it('a review continues when the term ends, and stores a late answer', () => {
    expect(reviews.askVerdict(asking(), at('2023-05-22T21:59'))).toMatchObject({ code: 'answers-open' })
    const judging = made(reviews.askVerdict(asking(), at('2023-05-22T22:00')))
    const late = made(reviews.recordAnswer(judging, second, at('2023-06-01T12:00')))
    expect('asked' in late ? late.asked[1] : undefined).toMatchObject({ isLate: true })
    expect(reviews.recordAnswer(judging, ActionId.parse(uuid(77)), now)).toMatchObject({ code: 'not-asked' })
  })
  it('a review is published when everything is judged, or when the council’s term ends', () => {
    const judging = made(reviews.askVerdict(asking(), at('2023-05-22T22:00')))
    const half = made(reviews.recordVerdict(judging, first))
    expect(reviews.publishReport(half, at('2023-06-01T12:00'))).toMatchObject({
      code: 'verdicts-open',
      facts: { open: 1 },
    })
    const whole = made(reviews.recordVerdict(half, second))
    expect(reviews.publishReport(whole, at('2023-06-01T12:00'))).toMatchObject({ after: { status: 'published' } })
    expect(reviews.publishReport(half, at('2023-06-13T22:00'))).toMatchObject({ after: { status: 'published' } })
  })
  it('a review can be cancelled only before it begins', () => {
    expect(reviews.cancelReview(scheduled())).toMatchObject({ after: { status: 'cancelled' } })
    expect(reviews.cancelReview(asking())).toMatchObject({ code: 'review-begun' })
  })
})
