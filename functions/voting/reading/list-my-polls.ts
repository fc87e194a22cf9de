// What I may vote on now, and whether I took a permit. Needs the roll keys, so it is a function of its own.
import { openTable } from '../../../shared/table/table.ts'
import { listMyPolls } from '../../../shared/voting/operations.ts'
import { belongsToElectorate } from '../../../shared/voting/poll/eligibility.ts'
import { isOpen, type Poll } from '../../../shared/voting/poll/poll.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { rollMark } from '../../../shared/voting/secrecy/permit.ts'
import { listPollsClosingAfter, markedPolls } from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { openPollKeys } from '../open-poll-keys.ts'
import { findSecret } from '../secrets.ts'
import { voterOf } from '../voter.ts'

const table = openTable(process.env)

const rollKeys = openPollKeys(50, (pollId) => findSecret(table, pollId, 'roll'))

const listMine = implement(listMyPolls, async ({ caller, now }) => {
  const polls = (await listPollsClosingAfter(table, caller.wardCode, now)).filter(
    (poll) => isOpen(poll, now) && !belongsToElectorate(poll, caller).refused,
  )
  const voter = voterOf(caller)
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

export const handler = serve({ listMyPolls }, { listMyPolls: listMine })
