// Consumer: what follows for the initiatives of a round from its result, or from its being called off or declared void. May
// run twice, at once, or stop halfway: each initiative changes once, and the round's money comes back once.
import type { CloudEvent } from '../../events/envelope.ts'
import { roundCancelled, roundVoided } from '../../events/rounds.ts'
import { pollResultPublished, pollVoided } from '../../events/voting.ts'
import { awardInRound, declineInRound, leaveRound } from '../../shared/initiatives/in-round.ts'
import { type HandedIn, isHandedIn, type Vote } from '../../shared/initiatives/initiative.ts'
import { getInitiative, keptInitiatives } from '../../shared/initiatives/store.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import type { PollId, RoundId } from '../../shared/kernel/ids.ts'
import { Cents } from '../../shared/kernel/money.ts'
import { awardRound, repeatRound, voidRound } from '../../shared/rounds/announcement.ts'
import type { Entry } from '../../shared/rounds/entry.ts'
import type { Round } from '../../shared/rounds/round.ts'
import { getEntries, getRound, getRoundOfPoll, keptRounds } from '../../shared/rounds/store.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { openTable } from '../../shared/table/table.ts'
import { giveBackToBudget } from '../../shared/wards/budget-store.ts'
import { consume, on } from '../runtime/consumer.ts'

const table = openTable(process.env)

type Outcome = { readonly step: 'award' | 'decline'; readonly vote: Vote } | { readonly step: 'leave' }

const decide = (outcome: Outcome, initiative: HandedIn, roundId: RoundId, now: Instant) => {
  switch (outcome.step) {
    case 'award':
      return awardInRound(initiative, roundId, outcome.vote, now)
    case 'decline':
      return declineInRound(initiative, roundId, outcome.vote, now)
    case 'leave':
      return leaveRound(initiative, roundId, 'vote', now)
  }
}

/** Takes one initiative its step, unless it took it before or was withdrawn. Answers where it stands. */
const settle = async (entry: Entry, outcome: Outcome, roundId: RoundId, now: Instant): Promise<HandedIn> => {
  const initiative = await getInitiative(table, entry.initiativeId)
  if (initiative === undefined || !isHandedIn(initiative)) throw new Error('An initiative of a round is gone')
  const decision = decide(outcome, initiative, roundId, now)
  // Not in this round: settled before, or withdrawn.
  if (decision.refused) return initiative
  const saved = await save(table, now, changeOf(keptInitiatives, decision))
  if (saved.refused) throw new Error('The initiative changed meanwhile')
  return decision.after
}

const wasAwarded = (initiative: HandedIn, roundId: RoundId) =>
  'award' in initiative && initiative.award.decidedBy === 'residents' && initiative.award.roundId === roundId

/** Settles the round itself, last: its money comes back in the same transaction, once. */
const finish = async (
  round: Extract<Round, { status: 'announced' }>,
  taken: ReturnType<typeof awardRound> | ReturnType<typeof voidRound> | ReturnType<typeof repeatRound>,
  spentCents: number,
  now: Instant,
) => {
  if (taken.refused) return
  const { year, amountCents } = round.reservation
  const unspent = Cents.parse(amountCents - spentCents)
  const money = giveBackToBudget({ wardCode: round.wardCode, year, amountCents: unspent })
  const saved = await save(table, now, changeOf(keptRounds, taken), money)
  if (saved.refused && (await getRound(table, round.id))?.status === 'announced')
    throw new Error('The round changed meanwhile')
}

type Published = CloudEvent<string, { pollId: PollId; winners: string[]; resultDigest: string }>

/** Awards winners, declines the others, then closes the round and gives back what was not awarded. */
const award = async ({ data: { pollId, winners, resultDigest } }: Published, now: Instant) => {
  const round = await getRoundOfPoll(table, pollId)
  if (round?.status !== 'announced' || round.pollId !== pollId) return
  const vote = { pollId, resultDigest }
  const awarded: Entry[] = []
  for (const entry of await getEntries(table, round.id)) {
    const step = winners.includes(entry.optionId) ? 'award' : 'decline'
    if (wasAwarded(await settle(entry, { step, vote }, round.id, now), round.id)) awarded.push(entry)
  }
  const taken = awardRound(round, awarded)
  await finish(round, taken, taken.refused ? 0 : taken.after.awardedCents, now)
}

const releaseAll = async (roundId: RoundId, now: Instant) => {
  for (const entry of await getEntries(table, roundId)) await settle(entry, { step: 'leave' }, roundId, now)
}

/** Frees the initiatives of a round that was called off or voided. */
const release = async ({ data }: CloudEvent<string, { roundId: RoundId }>, now: Instant) => {
  const round = await getRound(table, data.roundId)
  if (round?.status === 'cancelled' || round?.status === 'void') await releaseAll(round.id, now)
}

type Voided = CloudEvent<string, { pollId: PollId; isToBeRepeated: boolean }>

/** Ends a round whose poll was declared void, or prepares it again with the same initiatives. */
const followVoid = async ({ data: { pollId, isToBeRepeated } }: Voided, now: Instant) => {
  const round = await getRoundOfPoll(table, pollId)
  if (round?.status !== 'announced' || round.pollId !== pollId) return
  await finish(round, isToBeRepeated ? repeatRound(round) : voidRound(round), 0, now)
}

export const handler = consume(
  on(pollResultPublished, award),
  on(roundCancelled, release),
  on(pollVoided, followVoid),
  on(roundVoided, release),
)
