// What I may vote on now, and whether I took a permit. Needs the roll keys, so it is a function of its own.
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { listMyPolls } from '../../../shared/voting/operations.ts'
import { belongsToElectorate } from '../../../shared/voting/poll/eligibility.ts'
import { isOpen, type Poll } from '../../../shared/voting/poll/poll.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { rollMark } from '../../../shared/voting/secrecy/permit.ts'
import { findSecret, type PollVault } from '../../../shared/voting/secret-store.ts'
import { listPollsClosingAfter, markedPolls } from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { openPollKeys } from '../open-poll-keys.ts'
import { type Persons, personsOf, voterOf } from '../voter.ts'

const listMine = (table: Table, vault: PollVault, persons: Persons) => {
  const rollKeys = openPollKeys(50, (pollId) => findSecret(table, vault, pollId, 'roll'))

  return implement(listMyPolls, async ({ caller, now }) => {
    const polls = (await listPollsClosingAfter(table, caller.wardCode, now)).filter(
      (poll) => isOpen(poll, now) && !belongsToElectorate(poll, caller).refused,
    )
    const voter = voterOf(persons, caller)
    const marks = await Promise.all(
      polls.map(async (poll) => {
        const rollKey = await rollKeys.find(poll, now)
        return rollKey === undefined || voter === undefined ? [] : [{ poll, mark: rollMark(rollKey, voter) }]
      }),
    )
    const taken = await markedPolls(table, marks.flat())
    const present = (poll: Poll) => ({ poll: presentPoll(poll, now), hasTakenPermit: taken.has(poll.frozen.pollId) })
    return reply(200, { items: polls.map(present) })
  })
}

export const start = (environment: Environment) => {
  const listing = listMine(openTable(environment), openVault(environment), personsOf(environment))
  return serve({ listMyPolls }, { listMyPolls: listing })
}
