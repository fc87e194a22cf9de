// Permits against the electorate, for the election office. May read the roll, and never the box.
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openTable } from '../../../shared/table/table.ts'
import { turnoutOf } from '../../../shared/voting/count/turnout.ts'
import { getTurnout } from '../../../shared/voting/oversight-operations.ts'
import { phaseAt } from '../../../shared/voting/poll/poll.ts'
import { countMarks, getPoll } from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'

const table = openTable(process.env)

const turnout = implement(getTurnout, async ({ params: { pollId }, now }) => {
  const poll = await getPoll(table, pollId)
  if (poll === undefined) return refuse('poll-not-found')
  const phase = phaseAt(poll, now)
  if (phase !== 'open' && phase !== 'counting') return refuse('turnout-not-kept')
  return reply(200, { phase, ...turnoutOf(poll.frozen, await countMarks(table, poll)) })
})

export const handler = serve({ getTurnout }, { getTurnout: turnout })
