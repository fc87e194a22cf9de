// The order of reviews: the first one of an agreement, and the next one after another. A review that has been planned keeps its
// day; the next one is planned by the rules of the day on which the report before it is published.
import type { LocalDate } from '../../kernel/clock.ts'
import { ReviewId } from '../../kernel/ids.ts'
import { type Agreement, periodOfYear } from '../agreement/agreement.ts'
import type { PinnedRules } from '../rules/agreement-rules.ts'
import { type Review, reviewDays, type Scheduling } from './review.ts'

/** The id of a review, derived from its agreement, year and number, so that it is scheduled only once. */
export type IdOf = (...parts: readonly string[]) => string

type Of = Pick<Agreement, 'id' | 'wardCode' | 'from' | 'until'>
type Place = Pick<Review, 'year' | 'number'>

/** The days of reviews in a year after a day. Rules plan no review that begins before they hold. */
const daysIn = (agreement: Of, year: number, after: LocalDate | undefined, { rules }: PinnedRules) => {
  const period = periodOfYear(agreement, year)
  if (period === undefined) return []
  return reviewDays(period.from, rules)
    .flatMap((ending) => ('refused' in ending ? [] : [ending.endsOn]))
    .filter((day) => (after === undefined || day > after) && rules.validFrom <= day && day <= period.until)
}

/** How many reviews follow in the same year. */
export const reviewsLeft = (
  agreement: Of,
  { year, beginsOn }: Pick<Review, 'year' | 'beginsOn'>,
  ruleSet: PinnedRules,
) => daysIn(agreement, year, beginsOn, ruleSet).length

/** The first review of a year after a day, if the year has one. */
const reviewIn = (
  agreement: Of,
  { year, number }: Place,
  after: LocalDate | undefined,
  ruleSet: PinnedRules,
  idOf: IdOf,
): Scheduling | undefined => {
  const [beginsOn] = daysIn(agreement, year, after, ruleSet)
  if (beginsOn === undefined) return undefined
  const { id: agreementId, wardCode } = agreement
  const id = ReviewId.parse(idOf('review', agreementId, String(year), String(number)))
  return { id, wardCode, agreementId, ruleSet, number, year, beginsOn }
}

/** The first review of these years. */
const firstFrom = (agreement: Of, from: number, after: LocalDate | undefined, ruleSet: PinnedRules, idOf: IdOf) => {
  for (let year = from; periodOfYear(agreement, year) !== undefined; year++) {
    const found = reviewIn(agreement, { year, number: 1 }, after, ruleSet, idOf)
    if (found !== undefined) return found
  }
  return undefined
}

/** The first review of an agreement. */
export const firstReview = (agreement: Of, ruleSet: PinnedRules, idOf: IdOf): Scheduling | undefined =>
  firstFrom(agreement, Number(agreement.from.slice(0, 4)), undefined, ruleSet, idOf)

/** The next review: of the same year, or the first one of a later year; undefined after the last year. */
export const reviewAfter = (
  agreement: Of,
  { year, number, beginsOn }: Pick<Review, 'year' | 'number' | 'beginsOn'>,
  ruleSet: PinnedRules,
  idOf: IdOf,
): Scheduling | undefined =>
  reviewIn(agreement, { year, number: number + 1 }, beginsOn, ruleSet, idOf) ??
  firstFrom(agreement, year + 1, beginsOn, ruleSet, idOf)
