// Every five minutes: settles each round whose poll has ended and whose event was lost.
import type { Instant } from '../../shared/kernel/clock.ts'
import { digestOf } from '../../shared/kernel/digest.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import type { AnnouncedRound, Round } from '../../shared/rounds/round.ts'
import { listRoundsToSettle } from '../../shared/rounds/store.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { getResult } from '../../shared/voting/result-store.ts'
import { getPoll } from '../../shared/voting/store.ts'
import { sweep } from '../runtime/sweeper.ts'
import { award, followVoid, release } from './settling.ts'

/** Settles a round after its poll; false while the poll is being counted, or withheld until the election office decides. */
const followPoll = async (table: Table, round: AnnouncedRound, now: Instant): Promise<boolean> => {
  const poll = await getPoll(table, round.pollId)
  if (poll?.status === 'void') {
    await followVoid(table, round, poll.isToBeRepeated, now)
    return true
  }
  const published = poll?.status === 'published' ? await getResult(table, round.pollId) : undefined
  if (published === undefined) return false
  const { result } = published
  await award(table, round, { winners: result.outcome.winners, resultDigest: digestOf(result) }, now)
  return true
}

const settle = async (table: Table, round: Round, now: Instant): Promise<boolean> => {
  if (round.status === 'announced') return followPoll(table, round, now)
  await release(table, round, now)
  return true
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return sweep({
    name: 'sweep-rounds',
    listDue: (now) => listRoundsToSettle(table, now),
    act: (round, now) => settle(table, round, now),
    facts: ({ id: roundId }) => ({ roundId }),
  })
}
