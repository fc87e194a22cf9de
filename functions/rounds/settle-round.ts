// Consumer: settles a round once its poll has a result or was declared void, and releases the initiatives of a cancelled
// round. sweep-rounds repeats events that were lost.
import { roundCancelled, roundVoided } from '../../events/rounds.ts'
import { pollResultPublished, pollVoided } from '../../events/voting.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import type { PollId, RoundId } from '../../shared/kernel/ids.ts'
import type { AnnouncedRound } from '../../shared/rounds/round.ts'
import { getRound, getRoundOfPoll } from '../../shared/rounds/store.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { consume, on } from '../runtime/consumer.ts'
import { award, followVoid, release } from './settling.ts'

/** The round that waits for this poll; nothing once it is settled, or waits for another poll. */
const waitingFor = async (table: Table, pollId: PollId): Promise<AnnouncedRound | undefined> => {
  const round = await getRoundOfPoll(table, pollId)
  return round?.status === 'announced' && round.pollId === pollId ? round : undefined
}

type OfRound = { readonly data: { readonly roundId: RoundId } }

export const start = (environment: Environment) => {
  const table = openTable(environment)
  const releaseOf = async ({ data: { roundId } }: OfRound, now: Instant) => {
    const round = await getRound(table, roundId)
    if (round !== undefined) await release(table, round, now)
  }
  return consume(
    on(pollResultPublished, async ({ data }, now) => {
      const round = await waitingFor(table, data.pollId)
      if (round !== undefined) await award(table, round, data, now)
    }),
    on(pollVoided, async ({ data }, now) => {
      const round = await waitingFor(table, data.pollId)
      if (round !== undefined) await followVoid(table, round, data.isToBeRepeated, now)
    }),
    on(roundCancelled, releaseOf),
    on(roundVoided, releaseOf),
  )
}
