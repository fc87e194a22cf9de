import { BatchGetCommand, GetCommand, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { jitter, pause } from '../kernel/random.ts'
import { BusyError } from './busy.ts'
import { mainTable } from './definition.ts'
import type { Table } from './table.ts'

export type Key = { readonly pk: string; readonly sk: string }

/** One item, or nothing. What is read is parsed: a surprise is a fault, not a value. */
export const getItem = async <Item>(
  table: Table,
  key: Key,
  schema: z.ZodType<Item>,
  consistency: 'strong' | 'eventual' = 'strong',
): Promise<Item | undefined> => {
  const { Item } = await table.client.send(
    new GetCommand({ TableName: table.name, Key: { ...key }, ConsistentRead: consistency === 'strong' }),
  )
  return Item === undefined ? undefined : schema.parse(Item)
}

const maximumTries = 6

/**
 * The keys among these that exist. At most 100; what a busy table leaves unprocessed is read again with full jitter,
 * until the caller has waited long enough to hear that it is busy.
 */
export const existingKeys = async (table: Table, keys: readonly Key[]): Promise<ReadonlySet<string>> => {
  const found = new Set<string>()
  let left: readonly Key[] = keys
  for (let attempt = 1; left.length > 0; attempt++) {
    if (attempt > maximumTries) throw new BusyError('The batch stays unprocessed')
    if (attempt > 1) await pause(jitter(25 * 2 ** attempt))
    const { Responses, UnprocessedKeys } = await table.client.send(
      new BatchGetCommand({
        RequestItems: {
          [table.name]: { Keys: left.map((key) => ({ ...key })), ConsistentRead: true, ProjectionExpression: 'pk, sk' },
        },
      }),
    )
    for (const item of Responses?.[table.name] ?? []) found.add(keyText(KeySchema.parse(item)))
    left = z.array(KeySchema).parse(UnprocessedKeys?.[table.name]?.Keys ?? [])
  }
  return found
}

const KeySchema = z.object({ pk: z.string(), sk: z.string() })
/** A key as one text, to look it up in a set. */
export const keyText = (key: Key): string => `${key.pk}|${key.sk}`

/** One partition in order of its sort key, or a part of it. */
export type Range = {
  readonly index?: 'gsi1' | 'gsi2'
  readonly pk: string
  readonly skFrom?: string
  readonly skUpTo?: string
  readonly skPrefix?: string
  readonly order?: 'ascending' | 'descending'
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

const queryOf = (table: Table, range: Range): QueryCommandInput => {
  const names = range.index === undefined ? mainTable : mainTable[range.index]
  const { condition, values } = conditionOn(range, names.sortKey)
  return {
    TableName: table.name,
    ...(range.index === undefined ? { ConsistentRead: true } : { IndexName: range.index }),
    KeyConditionExpression: `${names.partitionKey} = :pk${condition}`,
    ExpressionAttributeValues: { ':pk': range.pk, ...values },
    ScanIndexForward: range.order !== 'descending',
  }
}

/** One page of a range: at most `limit` items, and where the next one starts. */
export const queryPage = async <Item>(
  table: Table,
  range: Range,
  schema: z.ZodType<Item>,
  limit: number,
  startKey?: Record<string, unknown>,
): Promise<Page<Item>> => {
  const { Items, LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      ...queryOf(table, range),
      Limit: limit,
      ...(startKey === undefined ? {} : { ExclusiveStartKey: startKey }),
    }),
  )
  return { items: (Items ?? []).map((item) => schema.parse(item)), lastKey: LastEvaluatedKey }
}

/** A whole range, page after page of at most 1 MB. For ranges whose size the domain bounds. */
export async function* queryAll<Item>(table: Table, range: Range, schema: z.ZodType<Item>): AsyncGenerator<Item> {
  let startKey: Record<string, unknown> | undefined
  do {
    const page = await queryPage(table, range, schema, 1_000, startKey)
    yield* page.items
    startKey = page.lastKey
  } while (startKey !== undefined)
}
