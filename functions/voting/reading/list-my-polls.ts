// What I may vote on now, and whether I took a permit. Needs the roll keys, so it is a function of its own.
import type { Instant } from '../../../shared/kernel/clock.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { listMyPolls } from '../../../shared/voting/operations.ts'
import { belongsToElectorate } from '../../../shared/voting/poll/eligibility.ts'
import { isOpen, type Poll } from '../../../shared/voting/poll/poll.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { rollMark } from '../../../shared/voting/secrecy/permit.ts'
import { findSecret, type PollVault } from '../../../shared/voting/secret-store.ts'
import { listPollsClosingAfter, markedPolls } from '../../../shared/voting/store.ts'
import type { Resident } from '../../runtime/caller.ts'
import { serve } from '../../runtime/http.ts'
import { type Persons, personsOf, voterOf } from '../../runtime/person.ts'
import { list } from '../../runtime/things.ts'
import { openPollKeys } from '../open-poll-keys.ts'

const listMine = (table: Table, vault: PollVault, persons: Persons) => {
  const rollKeys = openPollKeys(100, (pollId) => findSecret(table, vault, pollId, 'roll'))

  /** Those of these polls for which this resident took a permit. */
  const takenBy = async (caller: Resident, polls: readonly Poll[], now: Instant): Promise<ReadonlySet<PollId>> => {
    const voter = voterOf(persons, caller)
    if (voter === undefined) return new Set()
    const marks = await Promise.all(
      polls.map(async (poll) => {
        const rollKey = await rollKeys.find(poll, now)
        return rollKey === undefined ? [] : [{ poll, mark: rollMark(rollKey, voter) }]
      }),
    )
    return markedPolls(table, marks.flat())
  }

  return list(
    listMyPolls,
    async ({ caller, query, now }) => {
      const isMine = (poll: Poll) => isOpen(poll, now) && !belongsToElectorate(poll, caller).refused
      const mine = await listPollsClosingAfter(table, { wardCode: caller.wardCode, after: now }, query, isMine)
      if (mine === 'invalid-cursor') return mine
      const taken = await takenBy(caller, mine.items, now)
      return { ...mine, items: mine.items.map((poll) => ({ poll, hasTakenPermit: taken.has(poll.frozen.pollId) })) }
    },
    ({ poll, hasTakenPermit }, { now }) => ({ poll: presentPoll(poll, now), hasTakenPermit }),
  )
}

export const start = (environment: Environment) => {
  const listing = listMine(openTable(environment), openVault(environment), personsOf(environment))
  return serve({ listMyPolls }, { listMyPolls: listing })
}
