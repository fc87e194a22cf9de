// Step of reach-window: publishes every moment of an election's windows that has come and has not been published, in order.
import * as z from 'zod'
import { reachMoment } from '../../../shared/elections/planning/windows.ts'
import { getElection, keptElections } from '../../../shared/elections/store.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { ElectionId } from '../../../shared/kernel/ids.ts'
import { BusyError } from '../../../shared/table/busy.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable } from '../../../shared/table/table.ts'
import { task } from '../../runtime/task.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'mark-reached',
    input: z.strictObject({ electionId: ElectionId }),
    output: z.strictObject({ published: z.int() }),
    facts: ({ electionId }) => ({ electionId }),
    run: async ({ electionId }, now) => {
      const election = await getElection(table, electionId)
      if (election === undefined) throw new Error('The election was not found')
      let published = 0
      let reached = reachMoment(election, now)
      while (!reached.refused) {
        const saved = await save(table, now, changeOf(keptElections, reached))
        // Its dates were moved, or another execution was quicker: the retry reads it again.
        if (saved.refused) throw new BusyError('The election was changed by somebody else')
        published += 1
        reached = reachMoment(reached.after, now)
      }
      return { published }
    },
  })
}
