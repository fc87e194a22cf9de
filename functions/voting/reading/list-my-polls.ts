// What I may vote on now, and whether I took a permit. Needs the roll keys, so it is a function of its own.
import type { PollId } from '../../../shared/kernel/ids.ts'
import { remember } from '../../../shared/kernel/memory.ts'
import { openTable } from '../../../shared/table/table.ts'
import { listMyPolls } from '../../../shared/voting/operations.ts'
import { belongsToElectorate } from '../../../shared/voting/poll/eligibility.ts'
import { isOpen, type Poll } from '../../../shared/voting/poll/poll.ts'
import { presentPoll } from '../../../shared/voting/present.ts'
import { rollMark } from '../../../shared/voting/secrecy/permit.ts'
import { listPollsClosingAfter, markedPolls } from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { findSecret } from '../secrets.ts'

const table = openTable(process.env)

const findRollKey = remember(50, (pollId: PollId) => findSecret(table, pollId, 'roll'))

const listMine = implement(listMyPolls, async ({ caller, now }) => {
  const polls = (await listPollsClosingAfter(table, caller.wardCode, now)).filter(
    (poll) => isOpen(poll, now) && !belongsToElectorate(poll, caller).refused,
  )
  const marks = await Promise.all(
    polls.map(async (poll) => {
      const rollKey = await findRollKey(poll.frozen.pollId)
      return rollKey === undefined ? [] : [{ poll, mark: rollMark(rollKey, caller.id) }]
    }),
  )
  const taken = await markedPolls(table, marks.flat())
  const present = (poll: Poll) => ({ poll: presentPoll(poll, now), hasTakenPermit: taken.has(poll.frozen.pollId) })
  return reply(200, { items: polls.map(present) })
})

export const handler = serve({ listMyPolls }, { listMyPolls: listMine })
