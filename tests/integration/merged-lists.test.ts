// A list merged from many partitions equals the sorted whole, however the items are spread and however long the pages are.
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { listMerged } from '../../shared/table/merged.ts'
import type { Table } from '../../shared/table/table.ts'
import { documents, freshTables } from '../support/engine/engine.ts'
import { runs } from '../support/sizes.ts'

const Item = z.object({ name: z.string() })
let table: Table
let run = 0
beforeAll(async () => {
  table = (await freshTables()).table
})

/** Puts this many items into each partition. Their order is independent of the partitions. */
const fill = async (sizes: readonly number[]) => {
  run += 1
  const names = sizes.flatMap((size, part) =>
    Array.from({ length: size }, (_, number) => ({ part, name: `${number * 7 + part * 3}` })),
  )
  await Promise.all(
    names.map(({ part, name }) => {
      const sort = `${name.padStart(5, '0')}#${part}`
      const item = {
        pk: `THING#${run}#${part}#${sort}`,
        sk: 'THING',
        gsi1pk: `PART#${run}#${part}`,
        gsi1sk: sort,
        name: sort,
      }
      return documents().send(new PutCommand({ TableName: table.name, Item: item }))
    }),
  )
  return names
    .map(({ part, name }) => `${name.padStart(5, '0')}#${part}`)
    .sort()
    .reverse()
}
const partsOf = (sizes: readonly number[]) =>
  sizes.map((_, part) => ({ index: 'gsi1', pk: `PART#${run}#${part}`, order: 'descending' }) as const)

describe('a list from many partitions', () => {
  it('a list from many partitions is complete, in order and without duplicates, page after page', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(17), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        async (sizes, limit, isFiltered) => {
          const all = await fill(sizes)
          const matches = isFiltered ? ({ name }: z.infer<typeof Item>) => !name.startsWith('0001') : undefined
          const seen: string[] = []
          let cursor: string | undefined
          do {
            const page = await listMerged(table, partsOf(sizes), Item, { limit, cursor }, matches)
            if (page === 'invalid-cursor') throw new Error(page)
            if (page.items.length > limit) throw new Error('The page is too long')
            seen.push(...page.items.map(({ name }) => name))
            cursor = page.cursor
          } while (cursor !== undefined)
          return JSON.stringify(seen) === JSON.stringify(all.filter((name) => matches?.({ name }) ?? true))
        },
      ),
      { numRuns: runs(25) },
    )
    expect(run).toBeGreaterThanOrEqual(runs(25))
  })

  it('a list from many partitions is empty if there are no partitions', async () => {
    expect(await listMerged(table, [], Item, { limit: 5 })).toEqual({ items: [], cursor: undefined })
  })
})
