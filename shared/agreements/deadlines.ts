// Deadlines of an agreement: its first day, the day from which it is over, its reviews, and the
// rungs of its alarms.
import { endOfDayInCity, plusDays } from '../kernel/clock.ts'
import type { Deadline, Due } from '../platform/deadlines.ts'
import type { Execution } from '../platform/workflows.ts'
import type { Agreement } from './agreement/agreement.ts'
import { agreementKeys } from './keys.ts'
import { type Alarm, rungNow } from './watch/alarm.ts'
import type { Review } from './watch/review.ts'

export const turnDue: Due<Agreement> = {
  queue: agreementKeys.turnDue,
  idOf: ({ id }) => id,
  dueAt: (agreement) => {
    switch (agreement.status) {
      case 'published':
        return endOfDayInCity(plusDays(agreement.from, -1))
      case 'in-force':
        return endOfDayInCity(plusDays(agreement.until, -1))
      default:
        return undefined
    }
  },
}

/** A review is due from its first day until its report is published, so the sweeper sees that it needs an execution. */
export const reviewDue: Due<Review> = {
  queue: agreementKeys.reviewDue,
  idOf: ({ id }) => id,
  dueAt: ({ status, beginsOn }) =>
    status === 'published' || status === 'cancelled' ? undefined : endOfDayInCity(plusDays(beginsOn, -1)),
}

/** The execution for a review: the same name however often it is started, until it has ended without a report. */
export const executionOfReview = ({ agreementId, id, run }: Review): Execution => ({
  workflow: 'review',
  name: `review-${id}-${run}`,
  input: JSON.stringify({ agreementId, reviewId: id }),
})

/** The moment from which a review is behind schedule. */
export const reviewIsBehindFrom = (review: Review) => {
  switch (review.status) {
    case 'scheduled':
      return endOfDayInCity(plusDays(review.beginsOn, -1))
    case 'asking':
      return endOfDayInCity(review.answerBy)
    case 'judging':
      return endOfDayInCity(review.judgeBy)
    case 'published':
    case 'cancelled':
      return undefined
  }
}

/** Starts the state machine `climb-alarm` when a rung's term has ended without an answer. */
export const climbDeadline: Deadline<Alarm> = {
  name: 'climb-alarm',
  queue: agreementKeys.climbDue,
  idOf: ({ id }) => id,
  dueAt: (alarm) => (alarm.status === 'waiting' ? endOfDayInCity(rungNow(alarm).endsOn) : undefined),
  input: ({ agreementId, id }) => ({ agreementId, alarmId: id }),
  phase: ({ rungs }) => String(rungs.length),
}
