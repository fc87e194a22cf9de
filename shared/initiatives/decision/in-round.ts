// The effects of a budget round on an initiative. The money was reserved when the round was announced, so an award by vote
// does not take it from the ward's budget again.
import type { Instant } from '../../kernel/clock.ts'
import type { ResidentId, RoundId } from '../../kernel/ids.ts'
import { Cents } from '../../kernel/money.ts'
import { refuse } from '../../kernel/refusals.ts'
import { type HandedIn, rulesFor, type StepTaken, type Vote } from '../initiative.ts'
import { advance, initiatives } from '../machine.ts'

/** Takes an admitted initiative into a round, if its pinned rules let residents decide. */
export const enterRound = (initiative: HandedIn, roundId: RoundId, by: ResidentId, now: Instant) =>
  initiatives.take('enter-round', initiative, (it) => {
    const { decidedBy } = rulesFor(it)
    if (decidedBy !== 'residents') return refuse('not-decided-by-residents', { decidedBy })
    return { ...advance(it, 'enter-round', by, now), roundId }
  })

/** Releases an initiative from its round: removed by hand, or because the round is called off. */
export const leaveRound = (initiative: HandedIn, roundId: RoundId, by: StepTaken['by'], now: Instant) =>
  initiatives.take('leave-round', initiative, (it) =>
    it.roundId === roundId ? advance(it, 'leave-round', by, now) : refuse('not-in-this-round', { status: it.status }),
  )

/** A round, and the year of the budget in which its money was reserved. */
type OfRound = { readonly roundId: RoundId; readonly budgetYear: number }

/** The residents' vote awards the amount on the ballot. */
export const awardInRound = (initiative: HandedIn, { roundId, budgetYear }: OfRound, vote: Vote, now: Instant) =>
  initiatives.take('award-in-round', initiative, (it) => {
    if (it.roundId !== roundId) return refuse('not-in-this-round', { status: it.status })
    const amountCents = Cents.parse(it.content.amountCents)
    const award = { decidedBy: 'residents' as const, roundId, vote, amountCents, budgetYear }
    return { ...advance(it, 'award-in-round', 'vote', now), award }
  })

/** The residents voted for others; the published result says how much support would have sufficed. */
export const declineInRound = (initiative: HandedIn, roundId: RoundId, vote: Vote, now: Instant) =>
  initiatives.take('decline-in-round', initiative, (it) => {
    if (it.roundId !== roundId) return refuse('not-in-this-round', { status: it.status })
    const decline = { decidedBy: 'residents' as const, roundId, vote }
    return { ...advance(it, 'decline-in-round', 'vote', now), decline }
  })
