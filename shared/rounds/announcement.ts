// From a round to its poll: what must be there before residents are asked (dossier, section 8).
import { type DomainEvent, event } from '../../events/envelope.ts'
import { roundAnnounced, roundAwarded, roundCancelled, roundRescheduled } from '../../events/rounds.ts'
import { dateInCity, type Instant, type Window } from '../kernel/clock.ts'
import { type InitiativeId, PollId } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { derivedId } from '../kernel/random.ts'
import { type Acceptance, accept, type Decision, refuse } from '../kernel/refusals.ts'
import { currentBallotVersion, type Poll, type PollConfiguration } from '../voting/poll/poll.ts'
import type { InitiativeRules } from '../wards/initiative-rules.ts'
import type { Entry } from './entry.ts'
import type { Round } from './round.ts'

/** The poll of a round: always the same id, so that announcing twice makes one. */
export const pollIdOf = (round: Round): PollId => PollId.parse(derivedId('poll-of-round', round.id))

/** The yearly budget a round is paid from: that of the year in which it opens. */
export const budgetYearOf = (round: Round): number => Number(dateInCity(round.opensAt).slice(0, 4))

type Missing =
  | 'round-not-in-draft'
  | 'round-without-initiatives'
  | 'round-without-budget'
  | 'voting-not-in-rules'
  | 'nothing-fits-the-budget'

/**
 * What residents will be asked. Refuses a round without budget or initiatives, and one whose budget is below its
 * cheapest initiative. One initiative is enough: residents may still leave the ballot blank, and a minimum of votes
 * can reject it.
 */
export const pollOfRound = (
  round: Round,
  entries: readonly Entry[],
  rules: InitiativeRules,
): Decision<PollConfiguration, never, Missing> => {
  if (round.status !== 'draft') return refuse('round-not-in-draft')
  if (!rules.voting.isOn) return refuse('voting-not-in-rules', { regime: rules.regime })
  if (round.budgetCents === 0) return refuse('round-without-budget')
  if (entries.length === 0) return refuse('round-without-initiatives')
  if (entries.every(({ amountCents }) => amountCents > round.budgetCents)) return refuse('nothing-fits-the-budget')
  return accept({
    pollId: pollIdOf(round),
    ballotVersion: currentBallotVersion,
    question: round.title,
    options: entries.map(({ optionId, amountCents, initiativeId: _, ...entry }) => ({
      ...entry,
      id: optionId,
      costCents: amountCents,
    })),
    ballotForm: round.ballotForm,
    rule: round.rule,
    lots: round.lots,
    electorate: {
      wardCode: round.wardCode,
      minimumAge: rules.voting.minimumAge,
      // ASSUMED: who reaches the age on the last day of the vote may vote from its first.
      ageOn: dateInCity(round.closesAt),
      size: round.electorateSize,
    },
    opensAt: round.opensAt,
    closesAt: round.closesAt,
  })
}

const pollFacts = (round: Round, poll: Poll) => ({
  roundId: round.id,
  wardCode: round.wardCode,
  pollId: poll.frozen.pollId,
  opensAt: poll.frozen.opensAt,
  closesAt: poll.frozen.closesAt,
  configurationHash: poll.configurationHash,
})

/** The round with its poll announced. */
export const announced = (round: Round, poll: Poll): Acceptance<Round, DomainEvent> =>
  accept(
    {
      ...round,
      status: 'announced' as const,
      pollId: poll.frozen.pollId,
      configurationHash: poll.configurationHash,
      version: round.version + 1,
    },
    event(roundAnnounced, `rounds/${round.id}`, pollFacts(round, poll)),
  )

/** The round after its poll was moved. */
export const rescheduled = (round: Round, poll: Poll): Acceptance<Round, DomainEvent> => {
  const { opensAt, closesAt }: Window = poll.frozen
  return accept(
    { ...round, opensAt, closesAt, configurationHash: poll.configurationHash, version: round.version + 1 },
    event(roundRescheduled, `rounds/${round.id}`, pollFacts(round, poll)),
  )
}

/** A round called off, in draft or announced; its initiatives are free again. */
export const cancelRound = (
  round: Round,
  now: Instant,
): Decision<Round, DomainEvent, 'round-already-open' | 'round-over'> => {
  if (round.status === 'cancelled' || round.status === 'awarded') return refuse('round-over')
  if (round.status === 'announced' && round.opensAt <= now) return refuse('round-already-open')
  return accept(
    { ...round, status: 'cancelled' as const, version: round.version + 1 },
    event(roundCancelled, `rounds/${round.id}`, { roundId: round.id, wardCode: round.wardCode }),
  )
}

/** The round after its award: `awarded` are the initiatives that were still there to receive it. */
export const awardedRound = (
  round: Round & { readonly pollId: PollId },
  awarded: readonly Entry[],
): Acceptance<Round, DomainEvent> => {
  const awardedCents = Cents.parse(awarded.reduce((total, { amountCents }) => total + amountCents, 0))
  const initiatives: InitiativeId[] = awarded.map(({ initiativeId }) => initiativeId)
  return accept(
    { ...round, status: 'awarded' as const, awardedCents, version: round.version + 1 },
    event(roundAwarded, `rounds/${round.id}`, {
      roundId: round.id,
      wardCode: round.wardCode,
      pollId: round.pollId,
      awarded: initiatives,
      awardedCents,
    }),
  )
}
