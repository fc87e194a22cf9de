// What a budget round does to an initiative. The money was reserved when the round was announced, so an award by vote
// takes nothing from the ward's budget again.
import type { DomainEvent } from '../../events/envelope.ts'
import type { Instant } from '../kernel/clock.ts'
import type { ResidentId, RoundId } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { accept, type Decision, refuse } from '../kernel/refusals.ts'
import { type HandedIn, rulesFor, type Step, type Vote } from './initiative.ts'
import { stepped, toldAs } from './step.ts'
import { objectionTo } from './transitions.ts'

/** Takes an admitted initiative into a round, if its pinned rules let residents decide. */
export const enterRound = (
  initiative: HandedIn,
  roundId: RoundId,
  by: ResidentId,
  now: Instant,
): Decision<HandedIn, DomainEvent, 'initiative-not-admitted' | 'not-decided-by-residents'> => {
  const objection = objectionTo('enter-round', initiative.status)
  if (objection) return objection
  const { decidedBy } = rulesFor(initiative)
  if (decidedBy !== 'residents') return refuse('not-decided-by-residents', { decidedBy })
  const entered: HandedIn = { ...stepped(initiative, 'enter-round', by, now), roundId }
  return accept(entered, toldAs('enter-round', entered))
}

const notIn = (initiative: HandedIn, roundId: RoundId, step: 'leave-round' | 'award-in-round' | 'decline-in-round') =>
  objectionTo(step, initiative.status) ?? (initiative.roundId === roundId ? undefined : refuse('not-in-this-round'))

/** Frees an initiative from its round, taken out by hand or because the round is called off. */
export const leaveRound = (
  initiative: HandedIn,
  roundId: RoundId,
  by: Step['by'],
  now: Instant,
): Decision<HandedIn, DomainEvent, 'not-in-this-round'> => {
  const objection = notIn(initiative, roundId, 'leave-round')
  if (objection) return objection
  const left: HandedIn = { ...stepped(initiative, 'leave-round', by, now), roundId: undefined }
  return accept(left, toldAs('leave-round', { ...left, roundId }))
}

/** The residents' vote awards the amount that stood on the ballot. */
export const awardInRound = (
  initiative: HandedIn,
  roundId: RoundId,
  vote: Vote,
  now: Instant,
): Decision<HandedIn, DomainEvent, 'not-in-this-round'> => {
  const objection = notIn(initiative, roundId, 'award-in-round')
  if (objection) return objection
  const amountCents = Cents.parse(initiative.content.amountCents)
  const awarded: HandedIn = {
    ...stepped(initiative, 'award-in-round', 'vote', now),
    vote,
    award: { decidedBy: 'residents', amountCents },
  }
  return accept(awarded, toldAs('award-in-round', awarded))
}

/** The residents' vote went to others; the published result says what would have sufficed. */
export const declineInRound = (
  initiative: HandedIn,
  roundId: RoundId,
  vote: Vote,
  now: Instant,
): Decision<HandedIn, DomainEvent, 'not-in-this-round'> => {
  const objection = notIn(initiative, roundId, 'decline-in-round')
  if (objection) return objection
  const declined: HandedIn = { ...stepped(initiative, 'decline-in-round', 'vote', now), vote }
  return accept(declined, toldAs('decline-in-round', declined))
}
