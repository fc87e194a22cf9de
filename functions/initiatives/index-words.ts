// Indexes the words of initiatives that were handed in before there was an index. An operator runs it after a deployment, and
// again with the cursor of its answer until there is none. A second run changes nothing.
import * as z from 'zod'
import { listInitiatives } from '../../shared/initiatives/store.ts'
import { indexAgain } from '../../shared/initiatives/word-store.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { openTable } from '../../shared/table/table.ts'
import { wardFinder } from '../../shared/wards/store.ts'
import { task } from '../runtime/task.ts'

/** One run takes about a minute for this many. */
const atATime = 500
const page = 100

export const start = (environment: Environment) => {
  const table = openTable(environment)
  const wardsOf = wardFinder(table)
  return task({
    name: 'index-words',
    input: z.object({ cursor: z.string().max(1_000).optional() }),
    output: z.strictObject({ indexed: z.int(), cursor: z.string().optional() }),
    facts: () => ({}),
    run: async (input, now) => {
      const wardCodes = await wardsOf({}, now)
      let [indexed, cursor] = [0, input.cursor]
      do {
        const listing = await listInitiatives(table, { wardCodes }, { limit: page, cursor })
        if (listing === 'invalid-cursor') throw new RangeError('This cursor is not of an earlier run')
        for (const initiative of listing.items) await indexAgain(table, initiative, now)
        indexed += listing.items.length
        cursor = listing.cursor
      } while (cursor !== undefined && indexed < atATime)
      return { indexed, ...(cursor === undefined ? {} : { cursor }) }
    },
  })
}
