// Consumer: what follows for the initiatives of a round from its result, or from its being called off. May run twice, at
// once, or stop halfway: each initiative changes once, and the round's money comes back once.
import { type CloudEvent, enveloped } from '../../events/envelope.ts'
import { roundCancelled } from '../../events/rounds.ts'
import { pollResultPublished } from '../../events/voting.ts'
import { awardInRound, declineInRound, leaveRound } from '../../shared/initiatives/in-round.ts'
import { type HandedIn, isHandedIn } from '../../shared/initiatives/initiative.ts'
import { getInitiative, initiativeWrite } from '../../shared/initiatives/store.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import { Cents } from '../../shared/kernel/money.ts'
import { awardedRound, budgetYearOf } from '../../shared/rounds/announcement.ts'
import type { Entry } from '../../shared/rounds/entry.ts'
import type { Round } from '../../shared/rounds/round.ts'
import { getEntries, getRound, getRoundOfPoll, roundWrite } from '../../shared/rounds/store.ts'
import { openTable } from '../../shared/table/table.ts'
import { transact } from '../../shared/table/write.ts'
import { giveBackToBudget } from '../../shared/wards/budget-store.ts'
import { consume, on } from '../runtime/consumer.ts'

const table = openTable(process.env)

type Step = 'award-in-round' | 'decline-in-round' | 'leave-round'
type Vote = Parameters<typeof awardInRound>[2]

const decide = (step: Step, initiative: HandedIn, round: Round, vote: Vote | undefined, now: Instant) => {
  if (step === 'leave-round' || vote === undefined) return leaveRound(initiative, round.id, 'vote', now)
  return step === 'award-in-round'
    ? awardInRound(initiative, round.id, vote, now)
    : declineInRound(initiative, round.id, vote, now)
}

/** Takes one initiative its step, unless it took it before or was withdrawn. Answers where it stands. */
const settle = async (entry: Entry, step: Step, round: Round, vote: Vote | undefined, now: Instant) => {
  const initiative = await getInitiative(table, entry.initiativeId)
  if (initiative === undefined || !isHandedIn(initiative)) throw new Error('An initiative of a round is gone')
  const decision = decide(step, initiative, round, vote, now)
  // Not in this round: settled before, or withdrawn.
  if (decision.refused) return initiative
  const events = decision.events.map((each) => enveloped(each, now))
  const result = await transact(table, [initiativeWrite(step, decision.value)], events)
  if (!result.written) throw new Error('The initiative changed meanwhile')
  return decision.value
}

const wasAwarded = (initiative: HandedIn, round: Round) =>
  initiative.roundId === round.id && initiative.award?.decidedBy === 'residents'

/** Awards winners, declines the others, then closes the round and gives back what was not awarded: once. */
const award = async (
  { data }: CloudEvent<string, { pollId: Round['pollId'] & string; winners: string[]; resultDigest: string }>,
  now: Instant,
) => {
  const { pollId, winners, resultDigest } = data
  const round = await getRoundOfPoll(table, pollId)
  if (round === undefined || round.status !== 'announced') return
  const vote = { pollId, resultDigest }
  const awarded: Entry[] = []
  for (const entry of await getEntries(table, round.id)) {
    const step = winners.includes(entry.optionId) ? 'award-in-round' : 'decline-in-round'
    if (wasAwarded(await settle(entry, step, round, vote, now), round)) awarded.push(entry)
  }
  const decision = awardedRound({ ...round, pollId }, awarded)
  const { wardCode, budgetCents } = round
  const unspent = Cents.parse(budgetCents - (decision.value.awardedCents ?? 0))
  const money = giveBackToBudget({ wardCode, year: budgetYearOf(round), amountCents: unspent })
  const result = await transact(
    table,
    [roundWrite(decision.value), money],
    decision.events.map((each) => enveloped(each, now)),
  )
  if (!result.written && (await getRound(table, round.id))?.status !== 'awarded')
    throw new Error('The round changed meanwhile')
}

/** Frees the initiatives of a round that was called off. */
const release = async ({ data }: CloudEvent<string, { roundId: Round['id'] }>, now: Instant) => {
  const round = await getRound(table, data.roundId)
  if (round?.status !== 'cancelled') return
  for (const entry of await getEntries(table, round.id)) await settle(entry, 'leave-round', round, undefined, now)
}

export const handler = consume(on(pollResultPublished, award), on(roundCancelled, release))
