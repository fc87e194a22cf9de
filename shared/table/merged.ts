// One list out of many partitions in the same order: a page of the whole city from the lists of its wards. What is read for a
// page depends on the number of partitions and the length of the page, never on how much they hold (ADR 0021).
import * as z from 'zod'
import { sha256 } from '../kernel/digest.ts'
import { mainTable } from './definition.ts'
import { type Listing, listMatching, listPage, type PageRequest } from './paging.ts'
import { queryItems, type Range, readable } from './read.ts'
import type { Table } from './table.ts'

/** A range of an index, newest first. */
type Part = Range & { readonly index: 'gsi1' | 'gsi2'; readonly order: 'descending' }
type Raw = Record<string, unknown>

/** The most items read for one page: a page may hold fewer than requested, and still have a next one. */
const maximumLookedAt = 1_000
const smallestBatch = 5

const sortKeyOf = ({ index }: Part): string => mainTable[index].sortKey
const Sort = z.string()
const sortOf = (item: Raw, part: Part): string => Sort.parse(item[sortKeyOf(part)])

/** What a cursor is bound to: these partitions from this moment on. */
const nameOf = (parts: readonly Part[]): string =>
  sha256(Buffer.from(JSON.stringify(parts.map(({ index, pk, skFrom }) => [index, pk, skFrom])))).slice(0, 16)

const Cursor = z.strictObject({ of: z.string(), after: z.string().min(1).max(300) })

/** The sort key after which a page begins; `undefined` if somebody made the cursor up. */
const startOf = (
  cursor: string | undefined,
  parts: readonly Part[],
): { readonly after: string | undefined } | undefined => {
  if (cursor === undefined) return { after: undefined }
  try {
    const { of, after } = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    const skFrom = parts[0]?.skFrom
    return of === nameOf(parts) && (skFrom === undefined || after >= skFrom) ? { after } : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

/** One partition while it is read: items not looked at yet, and where it continues. */
class Source {
  readonly part: Part
  readonly #table: Table
  readonly #after: string | undefined
  #next: 'start' | 'end' | Raw = 'start'
  #buffer: Raw[] = []

  constructor(table: Table, part: Part, after: string | undefined) {
    this.#table = table
    this.#after = after
    this.part = after === undefined ? part : { ...part, skUpTo: after }
  }

  get head(): string | undefined {
    const [first] = this.#buffer
    return first === undefined ? undefined : sortOf(first, this.part)
  }

  get isEmpty(): boolean {
    return this.#buffer.length === 0
  }

  get mayHaveMore(): boolean {
    return !this.isEmpty || this.#next !== 'end'
  }

  take(): Raw | undefined {
    return this.#buffer.shift()
  }

  /** Reads on where nothing is left to look at. What the page before ended with is not shown again. */
  async fill(batch: number): Promise<void> {
    if (!this.isEmpty || this.#next === 'end') return
    const startKey = this.#next === 'start' ? undefined : this.#next
    const limit = startKey === undefined && this.#after !== undefined ? batch + 1 : batch
    const { items, lastKey } = await queryItems(this.#table, this.part, limit, startKey)
    this.#buffer = items.filter((item) => sortOf(item, this.part) !== this.#after)
    this.#next = lastKey ?? 'end'
  }
}

const newestOf = (sources: readonly Source[]): Source | undefined => {
  let newest: Source | undefined
  for (const source of sources)
    if (source.head !== undefined && (newest?.head === undefined || source.head > newest.head)) newest = source
  return newest
}

/** Reads on in every partition whose items have been used up: otherwise the newest item could be missed. */
const fillAll = async (sources: readonly Source[], batch: number): Promise<void> => {
  for (;;) {
    const waiting = sources.filter((source) => source.isEmpty && source.mayHaveMore)
    if (waiting.length === 0) return
    await Promise.all(waiting.map((source) => source.fill(batch)))
  }
}

/**
 * One page of those items of these ranges that match, the greatest sort key first; or `'invalid-cursor'`. Items nobody can read
 * are left out. A page of 25 out of 39 partitions is 39 queries at once of five items each, and one more for every five items
 * that come out of the same partition.
 */
export const listMerged = async <Item>(
  table: Table,
  parts: readonly Part[],
  schema: z.ZodType<Item>,
  page: PageRequest,
  matches?: (item: Item) => boolean,
): Promise<Listing<Item> | 'invalid-cursor'> => {
  const [only] = parts
  if (only === undefined) return { items: [], cursor: undefined }
  if (parts.length === 1)
    return matches === undefined
      ? listPage(table, only, schema, page)
      : listMatching(table, only, schema, page, matches)
  const start = startOf(page.cursor, parts)
  if (start === undefined) return 'invalid-cursor'
  const batch = Math.max(smallestBatch, Math.ceil((2 * page.limit) / parts.length))
  const sources = parts.map((part) => {
    const { attributes } = part
    const asked = attributes === undefined ? part : { ...part, attributes: [...attributes, sortKeyOf(part)] }
    return new Source(table, asked, start.after)
  })
  const found: Item[] = []
  let after: string | undefined
  for (let lookedAt = 0; lookedAt < maximumLookedAt && found.length < page.limit; lookedAt += 1) {
    await fillAll(sources, batch)
    const newest = newestOf(sources)
    const item = newest?.take()
    if (newest === undefined || item === undefined) return { items: found, cursor: undefined }
    after = sortOf(item, newest.part)
    found.push(...readable([item], schema).filter((each) => matches?.(each) ?? true))
  }
  const isOver = after === undefined || sources.every((source) => !source.mayHaveMore)
  return {
    items: found,
    cursor: isOver ? undefined : Buffer.from(JSON.stringify({ of: nameOf(parts), after })).toString('base64url'),
  }
}
