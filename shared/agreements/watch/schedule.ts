// The order of reviews: the first one of an agreement, and the next one after another.
import { ReviewId } from '../../kernel/ids.ts'
import { type Agreement, periodOfYear } from '../agreement/agreement.ts'
import type { AgreementRules } from './agreement-rules.ts'
import { type Review, reviewDays, type Scheduling } from './review.ts'

/** The id of a review, derived from its agreement, year and number, so that it is scheduled only once. */
export type IdOf = (...parts: readonly string[]) => string

type Of = Pick<Agreement, 'id' | 'wardCode' | 'from' | 'until'>
type Place = Pick<Review, 'year' | 'number'>

const reviewOf = (
  agreement: Of,
  { year, number }: Place,
  rules: AgreementRules,
  idOf: IdOf,
): Scheduling | undefined => {
  const period = periodOfYear(agreement, year)
  if (period === undefined) return undefined
  const ending = reviewDays(period.from, rules)[number - 1]
  if (ending === undefined || 'refused' in ending || ending.endsOn > period.until) return undefined
  const { id: agreementId, wardCode } = agreement
  const id = ReviewId.parse(idOf('review', agreementId, String(year), String(number)))
  return { id, wardCode, agreementId, rules, number, year, beginsOn: ending.endsOn }
}

/** The first review of an agreement. */
export const firstReview = (agreement: Of, rules: AgreementRules, idOf: IdOf): Scheduling | undefined =>
  reviewOf(agreement, { year: Number(agreement.from.slice(0, 4)), number: 1 }, rules, idOf)

/** The next review: of the same year, or the first one of the next year; undefined after the last year. */
export const reviewAfter = (agreement: Of, { year, number, rules }: Review, idOf: IdOf): Scheduling | undefined =>
  reviewOf(agreement, { year, number: number + 1 }, rules, idOf) ??
  reviewOf(agreement, { year: year + 1, number: 1 }, rules, idOf)
