import * as z from 'zod'
import { jitter, pause } from '../kernel/random.ts'
import { fromAttributes, toAttributes } from './attribute-values.ts'
import { BusyError } from './busy.ts'
import { mainTable } from './definition.ts'
import type { Table } from './table.ts'
import { reportUnreadable } from './unreadable.ts'

export type Key = { readonly pk: string; readonly sk: string }

/** Attributes to fetch beside the key, or paths into them (`submission.textVersion`); all of them where none are named. */
type Attributes = readonly string[]

/** One item, or undefined. It is parsed; an item that does not fit its schema is an error. */
export const getItem = async <Item>(
  table: Table,
  key: Key,
  schema: z.ZodType<Item>,
  attributes?: Attributes,
): Promise<Item | undefined> => {
  const { Item } = await table.client.call('GetItem', {
    TableName: table.name,
    Key: toAttributes(key),
    ConsistentRead: true,
    ...projectionOf(attributes),
  })
  return Item === undefined ? undefined : schema.parse(fromAttributes(Item))
}

const maximumTries = 6
const KeySchema = z.object({ pk: z.string(), sk: z.string() })

/** What a batch came to, by table. What it left unprocessed is asked for again. */
const BatchAnswer = z.object({
  Responses: z.record(z.string(), z.array(z.unknown())).default({}),
  UnprocessedKeys: z.record(z.string(), z.object({ Keys: z.array(z.unknown()) })).default({}),
})

/** A key as one text, to look it up in a set or a map. */
export const keyText = (key: Key): string => `${key.pk}|${key.sk}`

const projected = (attributes: Attributes) => {
  const placeholders = new Map<string, string>()
  const placeholderOf = (name: string): string => {
    const placeholder = placeholders.get(name) ?? `#a${placeholders.size}`
    placeholders.set(name, placeholder)
    return placeholder
  }
  const paths = [...new Set(['pk', 'sk', ...attributes])].map((path) => path.split('.').map(placeholderOf).join('.'))
  return {
    ProjectionExpression: paths.join(', '),
    ExpressionAttributeNames: Object.fromEntries([...placeholders].map(([name, placeholder]) => [placeholder, name])),
  }
}

const projections = new WeakMap<Attributes, ReturnType<typeof projected>>()
/** Their projection; by placeholders, because many names are reserved words. It is made once for each list of attributes. */
export const projectionOf = (attributes: Attributes | undefined) => {
  if (attributes === undefined) return {}
  const projection = projections.get(attributes) ?? projected(attributes)
  projections.set(attributes, projection)
  return projection
}

/**
 * Those of these items that exist, in any order. At most 100 keys; what a busy table leaves unprocessed is read again with
 * full jitter, until the caller has waited long enough to hear that it is busy.
 */
async function* batchGet(table: Table, keys: readonly Key[], attributes?: Attributes): AsyncGenerator<unknown> {
  let left: readonly Key[] = keys
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > maximumTries) throw new BusyError(`Batch still incomplete after ${maximumTries} attempts`)
    if (attempt > 1) await pause(jitter(25 * 2 ** attempt))
    const request = { Keys: left.map(toAttributes), ConsistentRead: true, ...projectionOf(attributes) }
    const answer = await table.client.call('BatchGetItem', { RequestItems: { [table.name]: request } })
    const { Responses, UnprocessedKeys } = BatchAnswer.parse(answer)
    yield* (Responses[table.name] ?? []).map(fromAttributes)
    left = (UnprocessedKeys[table.name]?.Keys ?? []).map((key) => KeySchema.parse(fromAttributes(key)))
  }
}

/** The keys among these that exist. At most 100; strong, 1 RCU per 4 KB of each item. */
export const existingKeys = async (table: Table, keys: readonly Key[]): Promise<ReadonlySet<string>> => {
  const found = new Set<string>()
  for await (const item of batchGet(table, keys, [])) found.add(keyText(KeySchema.parse(item)))
  return found
}

/** What the schema reads of these items. For lists: an item that it cannot read is left out and reported. */
export const readable = <Item>(items: readonly unknown[], schema: z.ZodType<Item>): Item[] =>
  items.flatMap((item) => {
    const read = schema.safeParse(item)
    if (read.success) return [read.data]
    reportUnreadable(KeySchema.parse(item))
    return []
  })

/**
 * Items of a list in the order of their keys, without those that are not there or cannot be read. At most 100: one call
 * instead of one each. Strong, 1 RCU per 4 KB of each.
 */
export const getListed = async <Item>(
  table: Table,
  keys: readonly Key[],
  schema: z.ZodType<Item>,
  attributes?: Attributes,
): Promise<readonly Item[]> => {
  const found = new Map<string, unknown>()
  for await (const item of batchGet(table, keys, attributes)) found.set(keyText(KeySchema.parse(item)), item)
  return readable(
    keys.map((key) => found.get(keyText(key))).filter((item) => item !== undefined),
    schema,
  )
}

/** One partition in order of its sort key, or a part of it. */
export type Range = {
  readonly index?: 'gsi1' | 'gsi2'
  readonly pk: string
  readonly skFrom?: string
  readonly skUpTo?: string
  readonly skPrefix?: string
  readonly order?: 'ascending' | 'descending'
  readonly attributes?: Attributes
}

type Page<Item> = { readonly items: readonly Item[]; readonly lastKey: Record<string, unknown> | undefined }

const conditionOn = (range: Range, sk: string) => {
  if (range.skPrefix !== undefined)
    return { condition: ` AND begins_with(${sk}, :prefix)`, values: { ':prefix': range.skPrefix } }
  if (range.skFrom !== undefined && range.skUpTo !== undefined)
    return { condition: ` AND ${sk} BETWEEN :from AND :to`, values: { ':from': range.skFrom, ':to': range.skUpTo } }
  if (range.skUpTo !== undefined) return { condition: ` AND ${sk} <= :to`, values: { ':to': range.skUpTo } }
  if (range.skFrom !== undefined) return { condition: ` AND ${sk} >= :from`, values: { ':from': range.skFrom } }
  return { condition: '', values: {} }
}

const queryOf = (table: Table, range: Range) => {
  const names = range.index === undefined ? mainTable : mainTable[range.index]
  const { condition, values } = conditionOn(range, names.sortKey)
  return {
    TableName: table.name,
    ...(range.index === undefined ? { ConsistentRead: true } : { IndexName: range.index }),
    KeyConditionExpression: `${names.partitionKey} = :pk${condition}`,
    ExpressionAttributeValues: toAttributes({ ':pk': range.pk, ...values }),
    ScanIndexForward: range.order !== 'descending',
  }
}

type StartKey = Record<string, unknown>
const startingAt = (startKey: StartKey | undefined) =>
  startKey === undefined ? {} : { ExclusiveStartKey: toAttributes(startKey) }

const QueryAnswer = z.object({
  Items: z.array(z.unknown()).default([]),
  Count: z.int(),
  LastEvaluatedKey: z.unknown().optional(),
})
const lastKeyOf = (key: unknown): StartKey | undefined => (key === undefined ? undefined : fromAttributes(key))

/** One page of a range as stored: at most `limit` items, and where the next one starts. */
export const queryItems = async (
  table: Table,
  range: Range,
  limit: number,
  startKey?: StartKey,
): Promise<Page<StartKey>> => {
  const answer = await table.client.call('Query', {
    ...queryOf(table, range),
    ...projectionOf(range.attributes),
    Limit: limit,
    ...startingAt(startKey),
  })
  const { Items, LastEvaluatedKey } = QueryAnswer.parse(answer)
  return { items: Items.map(fromAttributes), lastKey: lastKeyOf(LastEvaluatedKey) }
}

/** The same, parsed. An item that cannot be read is a fault: for ranges of which nothing may be missing. */
export const queryPage = async <Item>(
  table: Table,
  range: Range,
  schema: z.ZodType<Item>,
  limit: number,
  startKey?: StartKey,
): Promise<Page<Item>> => {
  const { items, lastKey } = await queryItems(table, range, limit, startKey)
  return { items: items.map((item) => schema.parse(item)), lastKey }
}

/** The first items of a list that can be read, at most `limit`. */
export const queryListed = async <Item>(
  table: Table,
  range: Range,
  schema: z.ZodType<Item>,
  limit: number,
): Promise<readonly Item[]> => readable((await queryItems(table, range, limit)).items, schema)

/** How many items a range has. The items themselves are not returned, but reading costs 1 RCU per 4 KB. */
export const countItems = async (table: Table, range: Range): Promise<number> => {
  let count = 0
  let startKey: StartKey | undefined
  do {
    const request = { ...queryOf(table, range), Select: 'COUNT', ...startingAt(startKey) }
    const { Count, LastEvaluatedKey } = QueryAnswer.parse(await table.client.call('Query', request))
    count += Count
    startKey = lastKeyOf(LastEvaluatedKey)
  } while (startKey !== undefined)
  return count
}

async function* pagesOf(table: Table, range: Range): AsyncGenerator<readonly StartKey[]> {
  let startKey: StartKey | undefined
  do {
    const page = await queryItems(table, range, 1_000, startKey)
    yield page.items
    startKey = page.lastKey
  } while (startKey !== undefined)
}

/** A whole range, page after page of at most 1 MB. For ranges whose size the domain bounds. */
export async function* queryAll<Item>(table: Table, range: Range, schema: z.ZodType<Item>): AsyncGenerator<Item> {
  for await (const items of pagesOf(table, range)) yield* items.map((item) => schema.parse(item))
}

/** The same at once, for a range that is small. */
export const readAll = async <Item>(table: Table, range: Range, schema: z.ZodType<Item>): Promise<Item[]> => {
  const all: Item[] = []
  for await (const item of queryAll(table, range, schema)) all.push(item)
  return all
}

/** The same of a list that is small: without the items that cannot be read. */
export const readAllListed = async <Item>(table: Table, range: Range, schema: z.ZodType<Item>): Promise<Item[]> => {
  const all: Item[] = []
  for await (const item of queryAllListed(table, range, schema)) all.push(item)
  return all
}

/** The whole range of a list: without the items that cannot be read. */
export async function* queryAllListed<Item>(table: Table, range: Range, schema: z.ZodType<Item>): AsyncGenerator<Item> {
  for await (const items of pagesOf(table, range)) yield* readable(items, schema)
}
