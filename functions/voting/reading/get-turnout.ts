// Permits compared with the electorate, for the election office. May read the roll, and never the box.
import type { Environment } from '../../../shared/kernel/environment.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { turnoutOf } from '../../../shared/voting/count/turnout.ts'
import { getTurnout } from '../../../shared/voting/oversight-operations.ts'
import { phaseAt } from '../../../shared/voting/poll/poll.ts'
import { countMarks, getPoll } from '../../../shared/voting/store.ts'
import { implement, reply, serve } from '../../runtime/http.ts'

const turnout = (table: Table) =>
  implement(getTurnout, async ({ params: { pollId }, now }) => {
    const poll = await getPoll(table, pollId)
    if (poll === undefined) return refuse('poll-not-found')
    const phase = phaseAt(poll, now)
    if (phase !== 'open' && phase !== 'counting') return refuse('turnout-not-kept', { status: phase })
    return reply(200, { phase, ...turnoutOf(poll.frozen, await countMarks(table, poll)) })
  })

export const start = (environment: Environment) =>
  serve({ getTurnout }, { getTurnout: turnout(openTable(environment)) })
