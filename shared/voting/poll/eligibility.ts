import { ageOn, type Instant, type LocalDate } from '../../kernel/clock.ts'
import type { WardCode } from '../../kernel/ids.ts'
import { accept, type Decision, type Refusal, refuse } from '../../kernel/refusals.ts'
import { isOpen, lastWriteAt, type Poll } from './poll.ts'

/** The register's facts about a person who wants to vote. */
export type Elector = { readonly wardCode: WardCode; readonly birthDate: LocalDate }

/** Whether somebody is too young on the day that counts, by a birth date that the register knows. */
export const objectionToAge = (
  { frozen: { electorate } }: Poll,
  { birthDate }: { readonly birthDate: LocalDate | undefined },
): Refusal<'too-young'> | undefined => {
  const { minimumAge, ageOn: day } = electorate
  return birthDate !== undefined && ageOn(birthDate, day) < minimumAge ? refuse('too-young', { minimumAge }) : undefined
}

/** Whether the electorate of this poll includes them, regardless of time. */
export const belongsToElectorate = (
  poll: Poll,
  elector: Elector,
): Decision<'eligible', never, 'not-your-ward' | 'too-young'> => {
  if (elector.wardCode !== poll.frozen.electorate.wardCode) return refuse('not-your-ward')
  return objectionToAge(poll, elector) ?? accept('eligible')
}

/** Whether somebody stands on the roll of the election in the ward of this poll. `wardCode`: undefined if not on the roll. */
export const belongsToRoll = (
  { frozen: { electorate } }: Poll,
  wardCode: WardCode | undefined,
): Decision<'eligible', never, 'not-on-roll' | 'roll-of-other-ward'> => {
  if (wardCode === undefined) return refuse('not-on-roll')
  return wardCode === electorate.wardCode ? accept('eligible') : refuse('roll-of-other-ward', { wardCode })
}

/** Whether votes are accepted at the moment the gateway received the request. */
export const mayVoteAt = (
  poll: Poll,
  receivedAt: Instant,
): Decision<'open', never, 'poll-not-open-yet' | 'poll-closed' | 'poll-cancelled'> => {
  if (isOpen(poll, receivedAt)) return accept('open')
  if (poll.status === 'cancelled') return refuse('poll-cancelled')
  return receivedAt < poll.frozen.opensAt
    ? refuse('poll-not-open-yet', { opensAt: poll.frozen.opensAt })
    : refuse('poll-closed', { closesAt: poll.frozen.closesAt })
}

/**
 * Whether there is still time to write what was received in time. The count might begin before it is written, and refusing is
 * better than storing a ballot that is not counted.
 */
export const objectionToLateWrite = (poll: Poll, writtenAt: Instant): Refusal<'poll-closed'> | undefined =>
  writtenAt >= lastWriteAt(poll) ? refuse('poll-closed', { closesAt: poll.frozen.closesAt }) : undefined
