// Reviews and their reports, for everyone to read.
import { presentReview } from '../../../shared/agreements/watch/present.ts'
import type { Review } from '../../../shared/agreements/watch/review.ts'
import * as operations from '../../../shared/agreements/watch-operations.ts'
import { getReport, getReview, getReviews } from '../../../shared/agreements/watch-store.ts'
import type { AgreementId, ReviewId } from '../../../shared/kernel/ids.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import type { Table } from '../../../shared/table/table.ts'
import { reply } from '../../runtime/http.ts'
import { about, read, type Subject } from '../../runtime/things.ts'
import { agreementsIn } from '../subjects.ts'

type OfReview = { readonly agreementId: AgreementId; readonly reviewId: ReviewId }
const reviewsIn = (table: Table): Subject<OfReview, Review> => ({
  find: ({ agreementId, reviewId }) => getReview(table, agreementId, reviewId),
  wardOf: ({ wardCode }) => wardCode,
})

export const readReviews = (table: Table) => ({
  listReviews: about(operations.listReviews, agreementsIn(table), async ({ thing }) =>
    reply(200, { items: (await getReviews(table, thing.id)).map(presentReview) }),
  ),
  getReview: read(operations.getReview, reviewsIn(table), presentReview),
  getReviewReport: about(operations.getReviewReport, reviewsIn(table), async ({ thing }) => {
    const report = await getReport(table, thing.agreementId, thing.id)
    return report === undefined ? refuse('report-not-published') : reply(200, report)
  }),
})
