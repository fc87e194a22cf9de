// From a round to its poll: the conditions for asking residents.
import { dateInCity, type Instant, lastDayOf, type Window } from '../kernel/clock.ts'
import { PollId } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { derivedId } from '../kernel/random.ts'
import { accept, type Decision, refuse } from '../kernel/refusals.ts'
import { currentBallotVersion, type Poll, type PollConfiguration } from '../voting/poll/poll.ts'
import { type Entry, objectionToCost, withDistinctTitles } from './entry.ts'
import { rounds } from './machine.ts'
import { objectionToPlan, type PlanBasis, type PlanRefusal } from './plan.ts'
import { type AnnouncedRound, type Round, registerOf } from './round.ts'
import type { voteStandings } from './standings.ts'

/** The poll of a round: always the same id for the same attempt, so that announcing twice makes one. */
export const pollIdOf = ({ id, attempt }: Round): PollId =>
  PollId.parse(attempt === 1 ? derivedId('poll-of-round', id) : derivedId('poll-of-round', id, String(attempt)))

/** The yearly budget a round is paid from: that of the year in which it opens. */
export const budgetYearOf = (round: Round): number => Number(dateInCity(round.opensAt).slice(0, 4))

type Missing =
  | PlanRefusal
  | 'round-not-in-draft'
  | 'round-without-initiatives'
  | 'round-without-budget'
  | 'nothing-fits-the-budget'
  | 'entry-above-budget'

/**
 * The poll of a round. Refuses a round without budget or initiatives, and one whose budget is below its
 * cheapest initiative. One initiative is enough: residents may still cast a blank ballot, and a minimum of votes
 * can reject it.
 */
export const pollOfRound = (
  round: Round,
  entries: readonly Entry[],
  basis: PlanBasis,
  now: Instant,
): Decision<PollConfiguration, never, Missing> => {
  const objection = rounds.objectionTo('announce', round.status)
  if (objection) return objection
  const { rules, figure } = basis
  if (!rules.voting.isOn) return refuse('voting-not-in-rules', { regime: rules.regime })
  if (round.budgetCents === 0) return refuse('round-without-budget')
  if (entries.length === 0) return refuse('round-without-initiatives')
  if (entries.every(({ amountCents }) => amountCents > round.budgetCents)) return refuse('nothing-fits-the-budget')
  const tooDear = entries.map((entry) => objectionToCost(round, entry, rules)).find((each) => each !== undefined)
  if (tooDear) return tooDear
  const costs = entries.map(({ amountCents }) => amountCents)
  const beyondRules = objectionToPlan(round, basis, now, costs)
  if (beyondRules) return beyondRules
  return accept({
    pollId: pollIdOf(round),
    ballotVersion: currentBallotVersion,
    question: round.title,
    roundId: round.id,
    withdrawals: 'passed-over',
    options: withDistinctTitles(entries).map(({ optionId, amountCents, ...entry }) => ({
      ...entry,
      id: optionId,
      costCents: amountCents,
    })),
    ballotForm: round.ballotForm,
    rule: round.rule,
    lots: round.lots,
    ...(round.smallestGroup === undefined ? {} : { smallestGroup: round.smallestGroup }),
    electorate: {
      wardCode: round.wardCode,
      minimumAge: rules.voting.minimumAge,
      // ASSUMED: a resident who reaches the age by the last day of the vote may vote from its first day.
      ageOn: lastDayOf(round),
      size: round.electorateSize,
      ...(figure === undefined ? {} : { register: { date: figure.date, residents: figure.residents } }),
    },
    opensAt: round.opensAt,
    closesAt: round.closesAt,
  })
}

type Announced = Pick<AnnouncedRound, 'reservation' | 'pollId' | 'configurationHash' | 'register'>

/** The poll data that an announced round keeps, and its reserved money, from the budget of the year in which it opens. */
export const announced = (
  round: Round,
  { frozen, configurationHash }: Poll,
  figure: PlanBasis['figure'],
): Announced => ({
  pollId: frozen.pollId,
  register: registerOf(figure),
  configurationHash,
  reservation: { year: budgetYearOf(round), amountCents: round.budgetCents },
})

/** Announces a round with its poll. */
export const announceRound = (round: Round, of: Announced) => rounds.take('announce', round, (it) => ({ ...it, ...of }))

/** The state of an announced round's vote when it is too late to move it or to call it off. */
export const lateVote = (
  { opensAt, closesAt }: Window,
  now: Instant,
): { readonly status: keyof typeof voteStandings } => {
  if (now < opensAt) return { status: 'about-to-open' }
  return { status: now < closesAt ? 'open' : 'over' }
}

/** The round after its poll was moved. The reservation stays in its year: the money was promised from there. */
export const rescheduleRound = (round: Round, { frozen: { opensAt, closesAt }, configurationHash }: Poll) =>
  rounds.take('reschedule', round, (it) => ({ ...it, opensAt, closesAt, configurationHash }))

/** A round called off, in draft or announced; its initiatives are free again. */
export const cancelRound = (round: Round, now: Instant) =>
  rounds.take('cancel', round, (it) =>
    it.status === 'announced' && it.opensAt <= now
      ? refuse('round-already-open', lateVote(it, now))
      : { ...it, isReleased: it.entries === 0 },
  )

/** The round after its award: `awarded` are the initiatives that were still there to receive it. */
export const awardRound = (round: Round, awarded: readonly Entry[]) =>
  rounds.take('award', round, (it) => ({
    ...it,
    awarded: awarded.map(({ initiativeId }) => initiativeId),
    awardedCents: Cents.parse(awarded.reduce((total, { amountCents }) => total + amountCents, 0)),
  }))

/** The end of a round whose vote was declared void. */
export const voidRound = (round: Round) => rounds.take('void', round, (it) => ({ ...it, isReleased: false }))

/** The round after its initiatives were released: it has no deadline any more. */
export const releaseRound = (round: Round) => rounds.take('release', round, (it) => ({ ...it, isReleased: true }))

/** A round whose vote will be repeated: in draft, with the same initiatives, for another poll. */
export const repeatRound = (round: Round) => rounds.take('repeat', round, (it) => ({ ...it, attempt: it.attempt + 1 }))
