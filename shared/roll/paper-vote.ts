// Who may vote on paper at a polling station, and when.
import type { Instant } from '../kernel/clock.ts'
import type { WardCode } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusals.ts'
import type { Standing } from './correction.ts'

/** When the polling stations are open. */
export type PollingHours = { readonly pollingOpensAt: Instant; readonly pollingClosesAt: Instant }

/** `hours`: undefined if the election was called off. */
export const objectionToPolling = (hours: PollingHours | undefined, now: Instant) => {
  if (hours === undefined) return refuse('election-called-off')
  const { pollingOpensAt, pollingClosesAt } = hours
  return pollingOpensAt <= now && now < pollingClosesAt
    ? undefined
    : refuse('polling-not-open', { pollingOpensAt, pollingClosesAt })
}

/** Whether a person may vote in this ward, with all corrections so far. */
export const objectionToVoter = ({ wardCode }: Standing, ward: WardCode) => {
  if (wardCode === undefined) return refuse('person-not-on-roll')
  return wardCode === ward ? undefined : refuse('person-of-other-ward')
}

/** The refusal of somebody who votes in another way, or has voted. */
export const refusalOfMarked = (how: 'paper' | 'online') => refuse(how === 'paper' ? 'has-voted' : 'has-online-permit')
