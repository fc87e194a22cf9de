// Lists end: a cap, and a cursor that says where to go on. A cursor is bound to its list.
import * as z from 'zod'
import { queryPage, type Range } from './read.ts'
import type { Table } from './table.ts'

/** A page for a client: `cursor` is absent on the last one. */
export type Listing<Item> = { readonly items: readonly Item[]; readonly cursor: string | undefined }

const StartKey = z.record(z.string().max(20), z.string().max(300))

const encode = (key: Record<string, unknown>): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** Where a key stands in its list; outside it the engine would call the request a fault. */
const isWithinRange = (sort: string, { skFrom, skUpTo, skPrefix }: Range): boolean =>
  (skFrom === undefined || sort >= skFrom) &&
  (skUpTo === undefined || sort <= skUpTo) &&
  (skPrefix === undefined || sort.startsWith(skPrefix))

const keyNames = (index: Range['index']): readonly string[] =>
  index === undefined ? ['pk', 'sk'] : [`${index}pk`, `${index}sk`, 'pk', 'sk']

/** The key in a cursor if it is one of this list, nothing if somebody made it up. */
const decode = (cursor: string, range: Range): Record<string, string> | undefined => {
  const names = keyNames(range.index)
  const [partitionKey = 'pk', sortKey = 'sk'] = names
  try {
    const key = StartKey.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    const isWhole = Object.keys(key).length === names.length && names.every((name) => (key[name] ?? '') !== '')
    return isWhole && key[partitionKey] === range.pk && isWithinRange(key[sortKey] ?? '', range) ? key : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

/** One page of a list, or `'invalid-cursor'` when the cursor belongs to no page of it. */
export const listPage = async <Item>(
  table: Table,
  range: Range,
  schema: z.ZodType<Item>,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Listing<Item> | 'invalid-cursor'> => {
  const startKey = page.cursor === undefined ? undefined : decode(page.cursor, range)
  if (page.cursor !== undefined && startKey === undefined) return 'invalid-cursor'
  const { items, lastKey } = await queryPage(table, range, schema, page.limit, startKey)
  return { items, cursor: lastKey === undefined ? undefined : encode(lastKey) }
}
