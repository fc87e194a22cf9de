// What follows for the initiatives of a round when it gets a result, is cancelled or is declared void. Can run twice,
// concurrently, or stop halfway: each initiative changes once, and the round's money is returned once.
import { awardInRound, declineInRound, leaveRound } from '../../shared/initiatives/decision/in-round.ts'
import { type HandedIn, isHandedIn, type Vote } from '../../shared/initiatives/initiative.ts'
import { getInitiative, keptInitiatives } from '../../shared/initiatives/store.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import type { RoundId } from '../../shared/kernel/ids.ts'
import { Cents } from '../../shared/kernel/money.ts'
import { awardRound, releaseRound, repeatRound, voidRound } from '../../shared/rounds/announcement.ts'
import type { Entry } from '../../shared/rounds/entry.ts'
import type { AnnouncedRound, Round } from '../../shared/rounds/round.ts'
import { getEntries, getRound, keptRounds } from '../../shared/rounds/store.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { giveBackToBudget } from '../../shared/wards/budgets/store.ts'

type Outcome =
  | { readonly step: 'award'; readonly vote: Vote; readonly budgetYear: number }
  | { readonly step: 'decline'; readonly vote: Vote }
  | { readonly step: 'leave' }

const decide = (outcome: Outcome, initiative: HandedIn, roundId: RoundId, now: Instant) => {
  switch (outcome.step) {
    case 'award':
      return awardInRound(initiative, { roundId, budgetYear: outcome.budgetYear }, outcome.vote, now)
    case 'decline':
      return declineInRound(initiative, roundId, outcome.vote, now)
    case 'leave':
      return leaveRound(initiative, roundId, 'vote', now)
  }
}

/** Takes the step of one initiative, unless it took it before or was withdrawn. Returns its present state. */
const settle = async (
  table: Table,
  entry: Entry,
  outcome: Outcome,
  roundId: RoundId,
  now: Instant,
): Promise<HandedIn> => {
  const initiative = await getInitiative(table, entry.initiativeId)
  if (initiative === undefined || !isHandedIn(initiative))
    throw new Error('An initiative of the round was not found, or is not handed in')
  const decision = decide(outcome, initiative, roundId, now)
  // Not in this round: settled before, or withdrawn.
  if (decision.refused) return initiative
  const saved = await save(table, now, changeOf(keptInitiatives, decision))
  if (saved.refused) throw new Error('The initiative was changed by somebody else')
  return decision.after
}

/** Also true if the award has been given up since: its money was returned then. */
const wasAwarded = (initiative: HandedIn, roundId: RoundId) =>
  'award' in initiative && initiative.award.decidedBy === 'residents' && initiative.award.roundId === roundId

/** Settles the round itself, last, and returns its money in the same transaction, once. */
const finish = async (
  table: Table,
  round: AnnouncedRound,
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
    throw new Error('The round was changed by somebody else')
}

/** Awards the winners, declines the others, then closes the round and returns the money that was not awarded. */
export const award = async (
  table: Table,
  round: AnnouncedRound,
  { winners, resultDigest }: { readonly winners: readonly string[]; readonly resultDigest: string },
  now: Instant,
): Promise<void> => {
  const vote = { pollId: round.pollId, resultDigest }
  const awarded: Entry[] = []
  for (const entry of await getEntries(table, round.id)) {
    const outcome = winners.includes(entry.optionId)
      ? { step: 'award' as const, vote, budgetYear: round.reservation.year }
      : { step: 'decline' as const, vote }
    if (wasAwarded(await settle(table, entry, outcome, round.id, now), round.id)) awarded.push(entry)
  }
  const taken = awardRound(round, awarded)
  await finish(table, round, taken, taken.refused ? 0 : taken.after.awardedCents, now)
}

/** Ends a round whose poll was declared void, or prepares it again with the same initiatives. */
export const followVoid = (table: Table, round: AnnouncedRound, isToBeRepeated: boolean, now: Instant): Promise<void> =>
  finish(table, round, isToBeRepeated ? repeatRound(round) : voidRound(round), 0, now)

/** Releases the initiatives of a round that was cancelled or declared void. */
export const release = async (table: Table, round: Round, now: Instant): Promise<void> => {
  if ('isReleased' in round && round.isReleased) return
  const taken = releaseRound(round)
  if (taken.refused) return
  for (const entry of await getEntries(table, round.id)) await settle(table, entry, { step: 'leave' }, round.id, now)
  // Another delivery may have been quicker; it has done the same.
  await save(table, now, changeOf(keptRounds, taken))
}
