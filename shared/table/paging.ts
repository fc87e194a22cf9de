// Paging: a limit, and a cursor for the next page. A cursor is bound to its list.
import * as z from 'zod'
import { queryItems, type Range, readable } from './read.ts'
import type { Table } from './table.ts'

/** A page for a client: `cursor` is absent on the last one. */
export type Listing<Item> = { readonly items: readonly Item[]; readonly cursor: string | undefined }

const StartKey = z.record(z.string().max(20), z.string().max(300))

const encode = (key: Record<string, unknown>): string => Buffer.from(JSON.stringify(key)).toString('base64url')

/** The place of a key in its list. For a key outside the list the engine would fail. */
const isWithinRange = (sort: string, { skFrom, skUpTo, skPrefix }: Range): boolean =>
  (skFrom === undefined || sort >= skFrom) &&
  (skUpTo === undefined || sort <= skUpTo) &&
  (skPrefix === undefined || sort.startsWith(skPrefix))

const keyNames = (index: Range['index']): readonly string[] =>
  index === undefined ? ['pk', 'sk'] : [`${index}pk`, `${index}sk`, 'pk', 'sk']

type Start = { readonly key: Record<string, string> | undefined }

/**
 * Where a cursor starts: at its key if that is one of this list, `undefined` if somebody made it up. A list whose beginning
 * moves with the clock may have passed the key meanwhile: then the page starts at the beginning.
 */
const startOf = (cursor: string | undefined, range: Range): Start | undefined => {
  if (cursor === undefined) return { key: undefined }
  const { skFrom, ...all } = range
  const key = decode(cursor, all)
  if (key === undefined) return undefined
  const sort = key[keyNames(range.index)[1] ?? 'sk'] ?? ''
  return { key: skFrom !== undefined && sort < skFrom ? undefined : key }
}

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

export type PageRequest = { readonly limit: number; readonly cursor?: string | undefined }

/** One page of a list, or `'invalid-cursor'` when the cursor belongs to no page of it. Items nobody can read are left out. */
export const listPage = async <Item>(
  table: Table,
  range: Range,
  schema: z.ZodType<Item>,
  page: PageRequest,
): Promise<Listing<Item> | 'invalid-cursor'> => {
  const start = startOf(page.cursor, range)
  if (start === undefined) return 'invalid-cursor'
  const { items, lastKey } = await queryItems(table, range, page.limit, start.key)
  return { items: readable(items, schema), cursor: lastKey === undefined ? undefined : encode(lastKey) }
}

/** The most items read for one page: a page may hold fewer than requested, and still have a next one. */
const maximumLookedAt = 1_000
const batch = 100

/** One page of those items of a list that match: what does not match takes no place on it. */
export const listMatching = async <Item>(
  table: Table,
  range: Range,
  schema: z.ZodType<Item>,
  page: PageRequest,
  matches: (item: Item) => boolean,
): Promise<Listing<Item> | 'invalid-cursor'> => {
  const start = startOf(page.cursor, range)
  if (start === undefined) return 'invalid-cursor'
  const found: Item[] = []
  let from: Record<string, unknown> | undefined = start.key
  for (let lookedAt = 0; lookedAt < maximumLookedAt; lookedAt += batch) {
    const { items, lastKey } = await queryItems(table, range, batch, from)
    for (const [place, raw] of items.entries()) {
      const [item] = readable([raw], schema)
      if (item === undefined || !matches(item)) continue
      found.push(item)
      const isLast = place === items.length - 1 && lastKey === undefined
      if (found.length === page.limit) return { items: found, cursor: isLast ? undefined : encode(keyOf(raw, range)) }
    }
    if (lastKey === undefined) return { items: found, cursor: undefined }
    from = lastKey
  }
  return { items: found, cursor: from === undefined ? undefined : encode(from) }
}

const keyOf = (item: Record<string, unknown>, range: Range): Record<string, unknown> =>
  Object.fromEntries(keyNames(range.index).map((name) => [name, item[name]]))
