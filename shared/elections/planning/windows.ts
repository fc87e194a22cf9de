// The moments at which the windows of an election open and close. Whether a window is open follows from its dates and the clock
// alone; that a moment has come is published once, so that others can follow.
import type { Instant } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/refusals.ts'
import { elections } from '../machine.ts'
import type { ElectionCalendar } from './calendar.ts'
import type { Election } from './election.ts'
import { WindowMoment } from './window-moment.ts'

const momentAt = {
  'nominations-opened': ({ nominationOpensAt }) => nominationOpensAt,
  'nominations-closed': ({ nominationClosesAt }) => nominationClosesAt,
  'polling-opened': ({ pollingOpensAt }) => pollingOpensAt,
  'polling-closed': ({ pollingClosesAt }) => pollingClosesAt,
} as const satisfies { readonly [Moment in WindowMoment]: (calendar: ElectionCalendar) => Instant }

/** The next moment that has not been published, by the calendar as it is now; undefined once all have been, and of a cancelled election. */
export const nextMoment = ({ status, calendar, reached = [] }: Election) => {
  const moment = status === 'cancelled' ? undefined : WindowMoment.options.find((each) => !reached.includes(each))
  return moment && { moment, at: momentAt[moment](calendar) }
}

/** Tells that the next moment has come. */
export const reachMoment = (election: Election, now: Instant) =>
  elections.take('reach', election, (it) => {
    const next = nextMoment(it)
    return next === undefined || now < next.at
      ? refuse('moment-not-come', next === undefined ? {} : { at: next.at })
      : { ...it, reached: [...(it.reached ?? []), next.moment] }
  })
